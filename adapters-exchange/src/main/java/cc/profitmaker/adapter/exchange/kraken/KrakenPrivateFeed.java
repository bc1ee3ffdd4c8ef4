package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.PrivateFeed;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entry;
import cc.profitmaker.adapter.exchange.feed.Sign;
import cc.profitmaker.adapter.exchange.kraken.KrakenErrors.KrakenError;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Executions and balances on Kraken's private WebSocket (v2). The token is asked for in the key's
 * own queue, and lasts as long as what was subscribed to with it.
 */
final class KrakenPrivateFeed implements PrivateFeed {
    private static final URI LIVE = URI.create("wss://ws-auth.kraken.com/v2");

    private final KrakenDesk desk;
    private final KrakenRest rest;
    private final URI url;

    KrakenPrivateFeed(KrakenDesk desk, KrakenRest rest, Upstream upstream) {
        this.desk = desk;
        this.rest = rest;
        url = Upstream.webSocket(upstream.hosts().stream(), LIVE);
    }

    @Override
    public Reply<Entry> enter(KeyHolder keys) {
        return desk.ask(keys, rest::token, body -> entry(KrakenDesk.result(body).need("token")));
    }

    /** What there is already is read, not told. */
    private Entry entry(String token) {
        return new Entry(
                url,
                List.of(
                        subscribe(
                                1,
                                "executions\",\"snap_orders\":false,\"snap_trades\":false",
                                token),
                        subscribe(2, "balances\",\"snapshot\":false", token)),
                Entry.Terms.PLAIN);
    }

    private static String subscribe(int number, String channel, String token) {
        return "{\"method\":\"subscribe\",\"params\":{\"channel\":\""
                + channel
                + ",\"token\":"
                + JsonFields.quoted(token)
                + "},\"req_id\":"
                + number
                + "}";
    }

    @Override
    public Optional<String> probe(long number) {
        return Optional.of("{\"method\":\"ping\",\"req_id\":" + number + "}");
    }

    @Override
    public Sign hear(JsonFields message) {
        return message.text("channel")
                .map(channel -> told(channel, message))
                .orElseGet(() -> answer(message));
    }

    private static Sign told(String channel, JsonFields message) {
        if (message.text("type").filter("snapshot"::equals).isPresent()) {
            return new Sign.Alive();
        }
        return switch (channel) {
            case "executions" ->
                    new Sign.Changed(
                            message.list("data").stream().map(KrakenPrivateFeed::where).toList());
            case "balances" -> Sign.Changed.in(new Ring.Funds());
            case "heartbeat", "status" -> new Sign.Alive();
            default -> new Sign.Unknown();
        };
    }

    /** Changes of an order need not repeat its market. */
    private static Ring where(JsonFields execution) {
        return execution.text("symbol").<Ring>map(Ring.InMarket::new).orElseGet(Ring.Anything::new);
    }

    private static Sign answer(JsonFields message) {
        return switch (message.text("method").orElse("")) {
            case "pong" -> new Sign.Alive();
            case "subscribe" ->
                    message.truth("success").orElse(false)
                            ? new Sign.Confirmed()
                            : new Sign.Refused(kind(message));
            default -> new Sign.Unknown();
        };
    }

    private static Kind kind(JsonFields message) {
        return message.text("error")
                .flatMap(KrakenError::of)
                .map(KrakenError::kind)
                .orElse(Kind.NONSENSE);
    }
}
