package cc.profitmaker.domain.order;

import java.util.Optional;

/** The small print of an order. An empty time in force leaves it to the exchange's default. */
public record Terms(
        Optional<TimeInForce> timeInForce, boolean reduceOnly, Optional<Trigger> trigger) {
    public static final Terms PLAIN = new Terms(Optional.empty(), false, Optional.empty());
}
