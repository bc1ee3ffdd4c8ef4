package cc.profitmaker.adapter.exchange.paper;

import java.util.List;

/**
 * The logarithm of a price at every second of all time, relative to the market's base price: Lévy's
 * midpoint displacement. The ends of a stretch of {@code 2^TOP} seconds are given by a slow trend,
 * and each midpoint lies on the chord of its stretch, displaced by a bounded chance. So the value
 * of any second costs {@code TOP} steps, and any stretch has bounds known without looking inside:
 * the larger end plus all displacements still possible. Searches live on that.
 *
 * <p>Immutable. Doubles are exact enough here: every value is rounded to a tick before it leaves,
 * and Java's arithmetic is the same on every machine, so replicas agree to the last bit.
 */
final class Path {
    /** 2^24 seconds are 194 days. */
    static final int TOP = 24;

    /** The market is calm or wild for 2^14 seconds (4.6 hours) at a time. */
    static final int WEATHER = 14;

    private static final double CALM = 0.55;
    private static final double WILD = 1.75;

    /** More than all rounding on the way down, less than any tick. */
    private static final double ROUNDING = 1e-12;

    /** A factor and how strongly this market follows it; negative: against it. */
    record Part(Factor factor, double weight) {}

    private final List<Part> parts;
    private final long weatherSeed;
    private final long[] seeds;
    private final double[][] displacements;
    private final double[] slack = new double[TOP + 1];

    Path(long weatherSeed, List<Part> parts) {
        this.weatherSeed = weatherSeed;
        this.parts = List.copyOf(parts);
        seeds = parts.stream().mapToLong(part -> part.factor().seed()).toArray();
        displacements = new double[TOP + 1][parts.size()];
        for (int level = 1; level <= TOP; level++) {
            double all = 0;
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                displacements[level][i] = part.weight() * part.factor().displacement(level);
                all += Math.abs(displacements[level][i]);
            }
            // From the level above on, slack is in terms of the wildest weather.
            slack[level] =
                    level == WEATHER + 1 ? WILD * slack[WEATHER] + all : slack[level - 1] + all;
        }
    }

    /** The value where the stretch {@code cell} of {@code 2^TOP} seconds begins. */
    double anchor(long cell) {
        double value = 0;
        for (Part part : parts) {
            value +=
                    part.weight()
                            * part.factor().trend()
                            * Chance.centred(part.factor().seed(), cell << TOP);
        }
        return value;
    }

    /** How wild it is around {@code second}: a factor on all movements up to {@link #WEATHER}. */
    double weather(long second) {
        double chance = Chance.unit(weatherSeed, second >> WEATHER);
        return CALM + (WILD - CALM) * chance * chance;
    }

    /** Where the midpoint of a stretch of {@code 2^level} seconds between two values lies. */
    double middle(long second, int level, double weather, double left, double right) {
        double[] reach = displacements[level];
        double displaced = 0;
        for (int i = 0; i < reach.length; i++) {
            displaced += reach[i] * Chance.centred(seeds[i], second);
        }
        return (left + right) / 2 + (level <= WEATHER ? weather * displaced : displaced);
    }

    /** How far the path can get beyond the ends of a stretch of {@code 2^level} seconds. */
    double slack(int level, double weather) {
        return ROUNDING + (level <= WEATHER ? weather * slack[level] : slack[level]);
    }

    /** The value at a second. */
    double at(long second) {
        long low = second >> TOP << TOP;
        double left = anchor(low >> TOP);
        if (low == second) {
            return left;
        }
        double right = anchor((low >> TOP) + 1);
        double weather = weather(second);
        for (int level = TOP; ; level--) {
            long middle = low + (1L << (level - 1));
            double value = middle(middle, level, weather, left, right);
            if (middle == second) {
                return value;
            }
            if (second < middle) {
                right = value;
            } else {
                low = middle;
                left = value;
            }
        }
    }

    /** The highest value from one second to another, both included. */
    double highest(long from, long to) {
        return new Extreme(1, from, to).find();
    }

    /** The lowest value from one second to another, both included. */
    double lowest(long from, long to) {
        return -new Extreme(-1, from, to).find();
    }

    /** Branch and bound for the highest value of {@code sign} × path. */
    private final class Extreme {
        private final double sign;
        private final long from;
        private final long to;
        private double best = Double.NEGATIVE_INFINITY;

        Extreme(double sign, long from, long to) {
            this.sign = sign;
            this.from = from;
            this.to = to;
        }

        double find() {
            for (long cell = from >> TOP; cell <= to >> TOP; cell++) {
                long low = cell << TOP;
                double left = sign * anchor(cell);
                if (from <= low) {
                    best = Math.max(best, left);
                }
                inside(low, TOP, 1, left, sign * anchor(cell + 1));
            }
            return best;
        }

        /** Looks at the seconds strictly between the ends of a stretch. */
        private void inside(long low, int level, double above, double left, double right) {
            if (level == 0 || low >= to || low + (1L << level) <= from) {
                return;
            }
            double weather = level == WEATHER ? weather(low) : above;
            if (Math.max(left, right) + slack(level, weather) <= best) {
                return;
            }
            long middle = low + (1L << (level - 1));
            double value = sign * middle(middle, level, weather, sign * left, sign * right);
            if (from <= middle && middle <= to) {
                best = Math.max(best, value);
            }
            // The more promising half first: it prunes the other.
            if (left >= right) {
                inside(low, level - 1, weather, left, value);
                inside(middle, level - 1, weather, value, right);
            } else {
                inside(middle, level - 1, weather, value, right);
                inside(low, level - 1, weather, left, value);
            }
        }
    }
}
