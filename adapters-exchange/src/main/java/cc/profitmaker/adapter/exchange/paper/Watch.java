package cc.profitmaker.adapter.exchange.paper;

import java.util.List;
import java.util.OptionalLong;

/**
 * The search for the first second at which something comes true of one or several price paths.
 * Whole stretches of time in which it cannot come true are skipped by the paths' bounds, so a month
 * costs hardly more than a minute.
 */
final class Watch {
    private static final long NEVER = Long.MIN_VALUE;

    /** What is waited for; values are those of the paths, in the order they were given. */
    interface Condition {

        /** Must be true if {@link #holds} could be for any values between these. */
        boolean mayHold(double[] lowest, double[] highest);

        boolean holds(double[] values);
    }

    private final List<Path> paths;
    private final long to;
    private final Condition condition;
    private final long from;
    // A stretch's midpoint is needed until the search returns from it, and there is only one
    // stretch per level at a time.
    private final double[][] middles;
    private final double[] lowest;
    private final double[] highest;

    private Watch(List<Path> paths, long from, long to, Condition condition) {
        this.paths = paths;
        this.from = from;
        this.to = to;
        this.condition = condition;
        middles = new double[Path.TOP + 1][paths.size()];
        lowest = new double[paths.size()];
        highest = new double[paths.size()];
    }

    /** The first second between two, both included, at which the condition holds. */
    static OptionalLong first(List<Path> paths, long from, long to, Condition condition) {
        var watch = new Watch(paths, from, to, condition);
        for (long cell = from >> Path.TOP; cell <= to >> Path.TOP; cell++) {
            long low = cell << Path.TOP;
            double[] left = watch.anchors(cell);
            if (from <= low && low <= to && condition.holds(left)) {
                return OptionalLong.of(low);
            }
            long found = watch.inside(low, Path.TOP, 1, left, watch.anchors(cell + 1));
            if (found != NEVER) {
                return OptionalLong.of(found);
            }
        }
        return OptionalLong.empty();
    }

    private double[] anchors(long cell) {
        return paths.stream().mapToDouble(path -> path.anchor(cell)).toArray();
    }

    /** Looks at the seconds strictly between the ends of a stretch. */
    private long inside(long low, int level, double above, double[] left, double[] right) {
        if (level == 0 || low >= to || low + (1L << level) <= from) {
            return NEVER;
        }
        // All paths of one exchange share its weather.
        double weather = level == Path.WEATHER ? paths.getFirst().weather(low) : above;
        if (!mayHold(level, weather, left, right)) {
            return NEVER;
        }
        long middle = low + (1L << (level - 1));
        double[] values = middles[level];
        for (int i = 0; i < values.length; i++) {
            values[i] = paths.get(i).middle(middle, level, weather, left[i], right[i]);
        }
        long found = inside(low, level - 1, weather, left, values);
        if (found != NEVER) {
            return found;
        }
        if (from <= middle && middle <= to && condition.holds(values)) {
            return middle;
        }
        return inside(middle, level - 1, weather, values, right);
    }

    private boolean mayHold(int level, double weather, double[] left, double[] right) {
        for (int i = 0; i < left.length; i++) {
            double slack = paths.get(i).slack(level, weather);
            lowest[i] = Math.min(left[i], right[i]) - slack;
            highest[i] = Math.max(left[i], right[i]) + slack;
        }
        return condition.mayHold(lowest, highest);
    }
}
