package cc.profitmaker.adapter.exchange.paper;

/**
 * How much a market trades in every second, in lots: a cascade. The volume of a stretch of {@code
 * 2^TOP} seconds is given and splits unevenly, exactly and again and again between its halves, so
 * the volume of any span costs {@code TOP} steps. Every second has at least one lot. Immutable.
 */
final class Volumes {
    private static final int TOP = 24;
    private static final double UNEVEN = 0.18;

    private final long seed;
    private final double lotsPerSecond;

    Volumes(long seed, double lotsPerSecond) {
        this.seed = seed;
        this.lotsPerSecond = lotsPerSecond;
    }

    /** From one second, included, to another, excluded. */
    long between(long from, long to) {
        long lots = to - from;
        for (long cell = from >> TOP; cell << TOP < to; cell++) {
            lots += before(cell, to) - before(cell, from);
        }
        return lots;
    }

    /** What a stretch trades before a second: nothing before it begins, all after it ended. */
    private long before(long cell, long second) {
        long low = cell << TOP;
        if (second <= low) {
            return 0;
        }
        long lots = Math.round((1L << TOP) * lotsPerSecond * (0.6 + 0.8 * Chance.unit(seed, low)));
        if (second >= low + (1L << TOP)) {
            return lots;
        }
        long before = 0;
        for (int level = TOP; level > 0; level--) {
            long middle = low + (1L << (level - 1));
            long left = Math.round(lots * (0.5 + UNEVEN * Chance.centred(seed, middle)));
            if (second < middle) {
                lots = left;
            } else {
                before += left;
                lots -= left;
                low = middle;
            }
        }
        return before;
    }
}
