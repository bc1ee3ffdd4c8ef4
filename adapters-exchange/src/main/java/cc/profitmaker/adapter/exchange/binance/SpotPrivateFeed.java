package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.PrivateFeed;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entry;
import cc.profitmaker.adapter.exchange.feed.Sign;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The account's events on Binance's spot WebSocket API, subscribed to with a signature: there are
 * no listen keys on spot any more.
 */
final class SpotPrivateFeed implements PrivateFeed {
    private static final URI LIVE = URI.create("wss://ws-api.binance.com:443/ws-api/v3");

    /** A connection comes between the signature and its arrival. */
    private static final long VALID_MILLIS = 10_000;

    private final Venue venue;
    private final URI url;
    private final Upstream upstream;
    private final InstantSource clock;

    SpotPrivateFeed(Venue venue, URI origin, Upstream upstream) {
        this.venue = venue;
        this.upstream = upstream;
        url = Upstream.webSocket(upstream.hosts().stream(), LIVE);
        clock = upstream.http().clock(origin);
    }

    @Override
    public Reply<Entry> enter(KeyHolder keys) {
        String words =
                upstream.clients()
                        .with(
                                keys,
                                venue,
                                BinanceClient.class,
                                () -> new BinanceClient(keys.credential()),
                                client -> subscribe(client.keys(), clock.millis()));
        return Reply.answered(new Entry(url, List.of(words), Entry.Terms.PLAIN));
    }

    /** What is signed are the parameters in the order of their names. */
    private static String subscribe(BinanceClient.Keys keys, long now) {
        String signed =
                "apiKey=" + keys.key() + "&recvWindow=" + VALID_MILLIS + "&timestamp=" + now;
        return "{\"id\":\"1\",\"method\":\"userDataStream.subscribe.signature\",\"params\":{\"apiKey\":"
                + JsonFields.quoted(keys.key())
                + ",\"recvWindow\":"
                + VALID_MILLIS
                + ",\"timestamp\":"
                + now
                + ",\"signature\":\""
                + keys.sign(signed)
                + "\"}}";
    }

    /**
     * A call to ask that weighs as much as a read would: the WebSocket's own ping costs nothing.
     */
    @Override
    public Optional<String> probe(long number) {
        return Optional.empty();
    }

    @Override
    public Sign hear(JsonFields message) {
        return message.inner("event").map(SpotPrivateFeed::event).orElseGet(() -> answer(message));
    }

    private static Sign event(JsonFields event) {
        return switch (event.need("e")) {
            case "executionReport", "listStatus" ->
                    Sign.Changed.in(new Ring.InMarket(event.need("s")));
            case "outboundAccountPosition", "balanceUpdate", "externalLockUpdate" ->
                    Sign.Changed.in(new Ring.Funds());
            case "eventStreamTerminated", "serverShutdown" -> new Sign.Ended();
            default -> new Sign.Unknown();
        };
    }

    private static Sign answer(JsonFields message) {
        if (message.text("id").filter("1"::equals).isEmpty()) {
            return new Sign.Unknown();
        }
        return message.inner("error")
                .<Sign>map(error -> new Sign.Refused(kind(error)))
                .orElseGet(Sign.Confirmed::new);
    }

    private static Kind kind(JsonFields error) {
        return error.whole("code")
                .map(code -> BinanceErrors.kind(code.intValue(), error.text("msg").orElse("")))
                .orElse(Kind.NONSENSE);
    }
}
