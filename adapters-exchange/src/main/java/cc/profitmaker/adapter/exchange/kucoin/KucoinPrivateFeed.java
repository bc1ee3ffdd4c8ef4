package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.PrivateFeed;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entry;
import cc.profitmaker.adapter.exchange.feed.Sign;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An account's news at KuCoin, on spot or on futures: where they are and who is let in is asked.
 */
final class KucoinPrivateFeed implements PrivateFeed {
    private static final int LONGEST_ANSWER = 1 << 16;
    private static final String POSITIONS = "/contract/positionAll";

    private final KucoinDesk desk;
    private final KucoinTokenRest rest;
    private final Optional<URI> configured;
    private final List<String> topics;

    private KucoinPrivateFeed(KucoinDesk desk, URI origin, Upstream upstream, List<String> topics) {
        this.desk = desk;
        this.configured = upstream.hosts().stream();
        this.topics = topics;
        rest = RestInvoker.proxy(KucoinTokenRest.class, upstream.http(), origin, LONGEST_ANSWER);
    }

    /** Orders that wait for their trigger are told apart from the others. */
    static KucoinPrivateFeed spot(KucoinDesk desk, URI origin, Upstream upstream) {
        return new KucoinPrivateFeed(
                desk,
                origin,
                upstream,
                List.of(
                        "/spotMarket/tradeOrdersV2",
                        "/spotMarket/advancedOrders",
                        "/account/balance"));
    }

    static KucoinPrivateFeed futures(KucoinDesk desk, URI origin, Upstream upstream) {
        return new KucoinPrivateFeed(
                desk,
                origin,
                upstream,
                List.of(
                        "/contractMarket/tradeOrders",
                        "/contractMarket/advancedOrders",
                        "/contractAccount/wallet",
                        POSITIONS));
    }

    @Override
    public Reply<Entry> enter(KeyHolder keys) {
        return desk.ask(keys, rest::token, body -> entry(KucoinData.in(body)));
    }

    private Entry entry(JsonFields data) {
        KucoinDoor door = KucoinDoor.in(data, configured);
        var words = new ArrayList<String>();
        for (String topic : topics) {
            words.add(
                    "{\"id\":\"%d\",\"type\":\"subscribe\",\"topic\":\"%s\",\"privateChannel\":true,\"response\":true}"
                            .formatted(words.size() + 1, topic));
        }
        return new Entry(
                door.with(data.need("token")),
                words,
                new Entry.Terms(
                        Entry.Cue.WELCOME, Optional.of(door.etiquette()), Optional.empty()));
    }

    @Override
    public Optional<String> probe(long number) {
        return Optional.of("{\"id\":\"" + number + "\",\"type\":\"ping\"}");
    }

    @Override
    public Sign hear(JsonFields message) {
        return switch (message.text("type").orElse("")) {
            case "welcome" -> new Sign.Welcome();
            case "ack" -> new Sign.Confirmed();
            case "pong" -> new Sign.Alive();
            // The key was good a moment ago, so it is the token: a new one is asked for.
            case "error" -> new Sign.Refused(Kind.NONSENSE);
            case "message" -> told(message);
            default -> new Sign.Unknown();
        };
    }

    private Sign told(JsonFields message) {
        String topic = message.need("topic");
        JsonFields data = message.inner("data").orElse(message);
        if (topic.startsWith("/contract/position")) {
            return moved(message, data);
        }
        return switch (topic) {
            case "/account/balance", "/contractAccount/wallet" -> Sign.Changed.in(new Ring.Funds());
            case String known when topics.contains(known) -> Sign.Changed.in(where(data));
            default -> new Sign.Unknown();
        };
    }

    /** That a mark price moved is told all the time; that is the ticker's news. */
    private static Sign moved(JsonFields message, JsonFields data) {
        boolean marked =
                message.text("subject").filter("position.change"::equals).isPresent()
                        && data.text("changeReason").isEmpty();
        return marked ? new Sign.Alive() : Sign.Changed.in(where(data));
    }

    private static Ring where(JsonFields data) {
        return data.text("symbol").<Ring>map(Ring.InMarket::new).orElseGet(Ring.Anything::new);
    }
}
