package cc.profitmaker.domain.order;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an exchange knows under a client order id.
 *
 * @param order empty when it knows none, which alone proves nothing
 * @param absence when it does; empty where it never does: then the order must not be sent again
 */
public record LookUp(Optional<Order> order, Optional<Absence> absence) {
    public LookUp {
        requireNonNull(order);
        requireNonNull(absence);
    }

    /**
     * An exchange that does not know an order proves that it never had it and never will, from when
     * the request can no more take effect there until it may have forgotten an order it had.
     *
     * @param valid how long after it was sent a request may still take effect, errors of clocks
     *     included
     * @param remembered how long after an order was first sent it is still known there, whatever
     *     came of it
     */
    public record Absence(Duration valid, Duration remembered) {
        public Absence {
            if (valid.isNegative() || remembered.compareTo(valid) < 0) {
                throw new IllegalArgumentException("forgotten before it counts");
            }
        }

        /**
         * What not knowing it says of an order.
         *
         * @param written when it was not sent yet
         * @param sent when it was sent last
         */
        public Proof of(Instant written, Instant sent, Instant now) {
            if (!now.isBefore(written.plus(remembered))) {
                return new Proof.Never();
            }
            Duration left = Duration.between(now, sent.plus(valid));
            return left.isPositive() ? new Proof.NotYet(left) : new Proof.Given();
        }
    }

    /** Whether it is proved that an order is not there. */
    public sealed interface Proof {
        record Given() implements Proof {}

        record NotYet(Duration left) implements Proof {}

        /** It may be there, or may have been. */
        record Never() implements Proof {}
    }

    /** What this says of an order it does not know; see {@link Absence#of}. */
    public Proof proof(Instant written, Instant sent, Instant now) {
        return absence.map(a -> a.of(written, sent, now)).orElseGet(Proof.Never::new);
    }
}
