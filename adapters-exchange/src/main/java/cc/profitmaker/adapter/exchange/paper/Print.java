package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.order.Side;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One public trade: in ticks, lots and milliseconds since the epoch. */
record Print(long id, long millis, long ticks, long lots, Side side) {
    private static final int MOST_PER_SECOND = 4;

    /** Which side all trades of a second were on. */
    static Side side(long seed, long second) {
        return Chance.bits(seed, second) < 0 ? Side.BUY : Side.SELL;
    }

    /**
     * The trades of one second, oldest first: all at its price, together its volume, the first of
     * them as the second begins, so that the price never hangs in the air without a trade.
     */
    static List<Print> of(long seed, long second, long ticks, long lots) {
        long here = Chance.bits(seed, second);
        int count = (int) Math.min(lots, 1 + Chance.below(MOST_PER_SECOND, here, 0));
        long[] offsets = new long[count];
        for (int i = 1; i < count; i++) {
            offsets[i] = 1 + Chance.below(999, here, i);
        }
        Arrays.sort(offsets);
        var prints = new ArrayList<Print>(count);
        long left = lots;
        for (int i = 0; i < count; i++) {
            // Leaves one lot for each that follows.
            long most = left - (count - 1 - i);
            long taken =
                    i == count - 1
                            ? left
                            : 1 + (long) ((most - 1) * Chance.unit(here, MOST_PER_SECOND + i));
            left -= taken;
            prints.add(
                    new Print(
                            second * MOST_PER_SECOND + i,
                            second * 1000 + offsets[i],
                            ticks,
                            taken,
                            side(seed, second)));
        }
        return prints;
    }
}
