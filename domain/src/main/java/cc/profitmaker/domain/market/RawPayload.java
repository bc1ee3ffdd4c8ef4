package cc.profitmaker.domain.market;

import static java.util.Objects.requireNonNull;

/**
 * What the exchange itself said, as one valid JSON value: CCXT's {@code info}. The adapter that
 * makes one has parsed it; everyone else passes it on unread.
 */
public record RawPayload(String json) {
    public static final RawPayload NONE = new RawPayload("null");

    public RawPayload {
        requireNonNull(json);
    }
}
