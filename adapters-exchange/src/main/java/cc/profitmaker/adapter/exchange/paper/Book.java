package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.order.Side;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands in a market's order book for one second, in ticks and lots. The last trade was at the
 * best price of one side: at the ask when it was a buy, else at the bid. Levels further out lie
 * further apart and are thicker.
 */
record Book(List<Level> bids, List<Level> asks) {
    /** All there is: what a market order finds no taker for is not filled. */
    static final int DEPTH = 200;

    private static final int WIDEST_SPREAD = 3;
    private static final double GAP = 3e-6;

    record Level(long ticks, long lots) {}

    /** What a new order of this side would trade with, best first. */
    List<Level> against(Side side) {
        return side == Side.BUY ? asks : bids;
    }

    /**
     * Makes the book of one second.
     *
     * @param seed the market's
     * @param lotsPerSecond what the market trades on average
     */
    static Book at(long seed, double lotsPerSecond, long second, long lastTicks, Side lastSide) {
        long here = Chance.bits(seed, second);
        long spread = 1 + Chance.below(WIDEST_SPREAD, here, 0);
        long ask = lastSide == Side.BUY ? lastTicks : lastTicks + spread;
        long bid = lastSide == Side.BUY ? lastTicks - spread : lastTicks;
        return new Book(
                levels(Chance.bits(here, 1), lotsPerSecond, bid, -1),
                levels(Chance.bits(here, 2), lotsPerSecond, ask, 1));
    }

    private static List<Level> levels(long seed, double lotsPerSecond, long best, int outwards) {
        var levels = new ArrayList<Level>(DEPTH);
        double widest = best * GAP;
        long ticks = best;
        for (int i = 0; i < DEPTH && ticks > 0; i++) {
            double thick = Chance.unit(seed, 2L * i);
            double lots = lotsPerSecond * (0.1 + 2 * thick * thick) * (1 + i / 10.0);
            levels.add(new Level(ticks, 1 + Math.round(lots)));
            double gap = widest * (1 + i / 20.0) * Chance.unit(seed, 2L * i + 1);
            ticks += outwards * (1 + Math.round(gap));
        }
        return List.copyOf(levels);
    }
}
