package cc.profitmaker.bootstrap.bench;

import java.util.List;
import java.util.Locale;

/** Medians, and text that is the same in every locale. */
final class Numbers {
    private Numbers() {}

    // The annotation it asks for is in a jar that is worth no dependency.
    @SuppressWarnings("AnnotateFormatMethod")
    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** Of an odd number of values the middle one, of an even number the lower of the two. */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return values.stream().sorted().toList().get((values.size() - 1) / 2);
    }

    static double micros(long nanos) {
        return nanos / 1e3;
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }

    /** Each value and the unit, so that a reader sees how much they scatter. */
    static String each(List<Double> values, String pattern) {
        return String.join(" ", values.stream().map(value -> format(pattern, value)).toList());
    }
}
