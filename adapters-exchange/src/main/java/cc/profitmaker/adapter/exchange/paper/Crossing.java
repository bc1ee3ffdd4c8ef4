package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Trigger;

import java.util.List;
import java.util.OptionalLong;

/** The price of one market reaching a level from the other side, or standing beyond it. */
record Crossing(Prices prices, boolean rising, long ticks) implements Watch.Condition {
    /** More than rounding makes of a logarithm, less than a tick. */
    private static final double TOLERANCE = 1e-9;

    /** What an open order waits for: its trigger, or else its limit. */
    static Crossing awaitedBy(PaperOrder order, Listing listing) {
        if (order.waiting()) {
            PaperOrder.Stop stop = order.wish().stop().orElseThrow();
            return new Crossing(
                    listing.prices(),
                    new Trigger(stop.kind(), new Price(stop.price())).risesFor(order.side()),
                    listing.ticks(stop.price()));
        }
        return new Crossing(
                listing.prices(),
                order.side() == Side.SELL,
                listing.ticks(order.wish().limit().orElseThrow()));
    }

    /** The first time between two seconds, both included. */
    OptionalLong first(long from, long to) {
        return Watch.first(List.of(prices.path()), from, to, this);
    }

    boolean holdsAt(long second) {
        return isBeyond(prices.at(second));
    }

    @Override
    public boolean mayHold(double[] lowest, double[] highest) {
        return rising
                ? highest[0] >= prices.value(ticks - 0.5) - TOLERANCE
                : lowest[0] <= prices.value(ticks + 0.5) + TOLERANCE;
    }

    @Override
    public boolean holds(double[] values) {
        return isBeyond(prices.ticks(values[0]));
    }

    private boolean isBeyond(long now) {
        return rising ? now >= ticks : now <= ticks;
    }
}
