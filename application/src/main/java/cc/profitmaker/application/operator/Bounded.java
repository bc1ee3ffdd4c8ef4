package cc.profitmaker.application.operator;

import java.util.List;

/** As much of a list as is shown at once. */
public record Bounded<T>(List<T> entries, Extent extent) {
    public enum Extent {
        WHOLE,
        /** There are more. */
        CUT_OFF
    }

    public Bounded {
        entries = List.copyOf(entries);
    }

    /** Of a list that was asked for with room for one more. */
    static <T> Bounded<T> of(List<T> found, int most) {
        return found.size() > most
                ? new Bounded<>(found.subList(0, most), Extent.CUT_OFF)
                : new Bounded<>(found, Extent.WHOLE);
    }
}
