package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.Answers;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** Signs the private calls of Kraken, and reads what comes of them. */
final class KrakenDesk {
    static final Answers ANSWERS = new Answers("kraken", new KrakenRefusals());

    private final Venue venue;
    private final Upstream upstream;
    private final URI origin;
    private final InstantSource clock;
    private final KrakenClient.Queues queues = new KrakenClient.Queues();

    KrakenDesk(Venue venue, URI origin, Upstream upstream) {
        this.venue = venue;
        this.upstream = upstream;
        this.origin = origin;
        this.clock = upstream.http().clock(origin);
    }

    /** Kraken's time. */
    InstantSource clock() {
        return clock;
    }

    /** What Kraken's clock said when ours said {@code ours}. */
    Instant theirs(Instant ours) {
        return upstream.http().theirs(origin, ours);
    }

    /** Only here is a key used. */
    HttpOutcome signed(KeyHolder keys, KrakenClient.Signed call) {
        return upstream.clients()
                .with(
                        keys,
                        venue,
                        KrakenClient.class,
                        () -> new KrakenClient(keys.credential(), queues),
                        client -> client.send(clock, call));
    }

    <T> Reply<T> ask(KeyHolder keys, KrakenClient.Signed call, Function<HttpOutcome.Body, T> read) {
        return ANSWERS.reply(signed(keys, call), keys.credential(), read);
    }

    /** What Kraken wraps into {@code {"error", "result"}}. */
    static JsonFields result(HttpOutcome.Body body) {
        return JsonFields.read(body)
                .inner("result")
                .orElseThrow(() -> new Nonsense("result is missing"));
    }

    /** The rows in one field of the result, each with its key as its {@code id}. */
    static List<JsonFields> rows(HttpOutcome.Body body, String field) {
        return result(body)
                .inner(field)
                .orElseThrow(() -> new Nonsense(field + " is missing"))
                .members()
                .entrySet()
                .stream()
                .map(row -> row.getValue().with("id", row.getKey()))
                .toList();
    }
}
