package cc.profitmaker.domain.order;

import cc.profitmaker.domain.market.Price;

/**
 * The price that wakes an order. A {@code STOP} (CCXT's {@code triggerPrice}) and a {@code
 * STOP_LOSS} buy when the market rises to it and sell when it falls to it; a {@code TAKE_PROFIT}
 * buys when it falls and sells when it rises.
 */
public record Trigger(Kind kind, Price price) {
    public enum Kind {
        STOP,
        STOP_LOSS,
        TAKE_PROFIT
    }

    /** Whether the market must rise to the price to wake an order of this side. */
    public boolean risesFor(Side side) {
        return (kind == Kind.TAKE_PROFIT) == (side == Side.SELL);
    }
}
