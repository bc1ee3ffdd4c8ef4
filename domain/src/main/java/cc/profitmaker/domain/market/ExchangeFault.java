package cc.profitmaker.domain.market;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Why an exchange did not do what it was asked: our kind, and the exchange's own code and text as
 * far as they passed the filter for secrets. The kind is decided by the code, never by words.
 */
public record ExchangeFault(Kind kind, Optional<Said> said, Optional<Duration> retryAfter) {
    public enum Kind {
        /** The connector has no such call for this market type. */
        NOT_OFFERED,
        UNKNOWN_EXCHANGE,
        /** The exchange has no such market type here, or the connector does not serve it. */
        NO_SUCH_MARKET_TYPE,
        NO_SANDBOX,
        UNKNOWN_SYMBOL,
        /** The exchange answers this for one market at a time, and none was named. */
        SYMBOL_NEEDED,
        BAD_KEY,
        PERMISSION,
        ADDRESS_NOT_ALLOWED,
        INSUFFICIENT_FUNDS,
        BELOW_MINIMUM,
        ORDER_NOT_FOUND,
        MARKET_CLOSED,
        /** Any other refusal that is the exchange's to make. */
        REFUSED,
        RATE_LIMITED,
        /** Down on purpose, or it banned our address for a while. */
        MAINTENANCE,
        CLOCK,
        TIMED_OUT,
        UNREACHABLE,
        /** An answer that makes no sense: no JSON, cut off, too long, a redirect, a bare 5xx. */
        NONSENSE
    }

    /** The exchange's own code and text; the text is bounded and free of secrets. */
    public record Said(String code, String text) {}

    public ExchangeFault {
        requireNonNull(kind);
    }

    public static ExchangeFault of(Kind kind) {
        return new ExchangeFault(kind, Optional.empty(), Optional.empty());
    }

    public static ExchangeFault of(Kind kind, String code, String text) {
        return new ExchangeFault(kind, Optional.of(new Said(code, text)), Optional.empty());
    }
}
