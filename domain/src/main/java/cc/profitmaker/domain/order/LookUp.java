package cc.profitmaker.domain.order;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What an exchange knows under a client order id.
 *
 * @param order empty when it knows none, which proves nothing before {@code valid} is over
 * @param valid how long after it was sent a request may still take effect there, clock errors
 *     included; empty where there is no such end: then it must not be sent again
 */
public record LookUp(Optional<Order> order, Optional<Duration> valid) {
    public LookUp {
        requireNonNull(order);
        requireNonNull(valid);
    }
}
