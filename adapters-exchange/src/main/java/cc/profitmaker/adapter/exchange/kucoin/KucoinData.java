package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What KuCoin wraps into {@code {"code", "data"}}, and its various clocks. */
final class KucoinData {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private KucoinData() {}

    static JsonFields in(HttpOutcome.Body body) {
        return maybe(body).orElseThrow(() -> new Nonsense("data is missing"));
    }

    /** Empty when there is none, or null, or an empty list of something that is one. */
    static Optional<JsonFields> maybe(HttpOutcome.Body body) {
        return JsonFields.read(body).inner("data");
    }

    /** What may be null or an empty list; a list has one row at most. */
    static Optional<JsonFields> oneOrNone(HttpOutcome.Body body) {
        JsonFields answer = JsonFields.read(body);
        Optional<JsonFields> data = answer.inner("data");
        if (data.isEmpty()) {
            if (answer.isNull("data")) {
                return Optional.empty();
            }
            throw new Nonsense("data is missing");
        }
        if (!data.get().isArray()) {
            return data;
        }
        List<JsonFields> rows = data.get().elements();
        if (rows.size() > 1) {
            throw new Nonsense("more than one order of a name");
        }
        return rows.stream().findFirst();
    }

    /** The rows: some calls answer them bare, some as a page. */
    static List<JsonFields> rows(HttpOutcome.Body body) {
        JsonFields data = in(body);
        if (data.isArray()) {
            return data.elements();
        }
        return (data.has("dataList") ? data.inner("dataList") : data.inner("items"))
                .orElseThrow(() -> new Nonsense("items is missing"))
                .elements();
    }

    /** Milliseconds since 1970, of a time that is told in nanoseconds. */
    static Optional<Instant> nanoTime(JsonFields fields, String field) {
        return fields.whole(field).map(nanos -> Instant.ofEpochMilli(nanos / NANOS_PER_MILLI));
    }
}
