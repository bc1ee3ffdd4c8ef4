package cc.profitmaker.adapter.exchange.paper;

/** One market's price at every second, in whole ticks and at least one. Immutable. */
final class Prices {
    private final Path path;
    private final double baseTicks;

    /**
     * Scales a path.
     *
     * @param baseTicks the price, in ticks, where the path is at zero
     */
    Prices(Path path, double baseTicks) {
        this.path = path;
        this.baseTicks = baseTicks;
    }

    Path path() {
        return path;
    }

    /** Rising in {@code value}, so the extremes of the path are the extremes of the price. */
    long ticks(double value) {
        // StrictMath: Math.exp may differ in the last bit from machine to machine.
        return Math.max(1, Math.round(baseTicks * StrictMath.exp(value)));
    }

    /**
     * About where the path is when the price is {@code ticks}; good for bounds, not for equality.
     */
    double value(double ticks) {
        return Math.log(ticks / baseTicks);
    }

    /** About the price at a value, in ticks and without rounding; off by much less than a tick. */
    double about(double value) {
        return baseTicks * Math.exp(value);
    }

    long at(long second) {
        return ticks(path.at(second));
    }

    /** From one second to another, both included. */
    long highest(long from, long to) {
        return ticks(path.highest(from, to));
    }

    /** From one second to another, both included. */
    long lowest(long from, long to) {
        return ticks(path.lowest(from, to));
    }
}
