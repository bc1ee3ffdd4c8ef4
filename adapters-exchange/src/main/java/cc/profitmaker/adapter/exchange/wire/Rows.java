package cc.profitmaker.adapter.exchange.wire;

import cc.profitmaker.domain.market.Page;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** Puts rows in order of time and keeps the page that was asked for. */
public final class Rows {
    private Rows() {}

    /** Of both lists; of what is in both, what the second says. */
    public static <T> List<T> together(List<T> first, List<T> second, Function<T, ?> id) {
        var byId = new LinkedHashMap<Object, T>();
        first.forEach(row -> byId.put(id.apply(row), row));
        second.forEach(row -> byId.put(id.apply(row), row));
        return List.copyOf(byId.values());
    }

    /** With a start: the first rows from it on. Without: the last ones. */
    public static <T> List<T> page(List<T> rows, Function<T, Instant> time, Page page) {
        List<T> wanted =
                rows.stream()
                        .filter(
                                row ->
                                        page.since()
                                                .map(since -> !time.apply(row).isBefore(since))
                                                .orElse(true))
                        .sorted(Comparator.comparing(time))
                        .toList();
        int most = page.limit().orElse(wanted.size());
        if (wanted.size() <= most) {
            return wanted;
        }
        return page.since().isPresent()
                ? wanted.subList(0, most)
                : wanted.subList(wanted.size() - most, wanted.size());
    }
}
