package cc.profitmaker.domain.order;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A ticket on its way. An exchange that checks the time of a request is told {@code at}, and not
 * when it was signed: whatever keeps the order back on the way, the exchange itself refuses it when
 * it is late, so that from then on it cannot take effect any more.
 *
 * @param at when it was let go, by our clock
 */
public record Dispatch(OrderTicket ticket, Instant at) {
    /** What is not signed so soon is not sent. */
    private static final Duration SIGNED_WITHIN = Duration.ofSeconds(2);

    public Dispatch {
        requireNonNull(ticket);
        requireNonNull(at);
    }

    public boolean isLate(Instant now) {
        return now.isAfter(at.plus(SIGNED_WITHIN));
    }
}
