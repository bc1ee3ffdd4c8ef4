package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entrance;
import cc.profitmaker.adapter.exchange.feed.Heard;
import cc.profitmaker.adapter.exchange.feed.Language;
import cc.profitmaker.adapter.exchange.feed.Reads;
import cc.profitmaker.adapter.exchange.feed.Subject;
import cc.profitmaker.adapter.exchange.feed.Told;
import cc.profitmaker.adapter.exchange.feed.Translation;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.DataType;
import cc.profitmaker.domain.stream.Topic;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * KuCoin's feed. Where it is, KuCoin is asked for each connection; it says welcome and wants to be
 * pinged. What is listened to is called a topic, and each message names its own.
 */
public final class KucoinFeed implements Language {
    /**
     * KuCoin bears 300 topics on a connection and a hundred messages from us in ten seconds, pings
     * included. One topic to a request: each is confirmed by itself.
     */
    private static final Limits LIMITS = new Limits(100, 1, Duration.ofMillis(125));

    private static final String TOO_MANY = "509";

    private final String name;
    private final KucoinEntrance entrance;
    private final KucoinTopics topics;

    private KucoinFeed(URI own, Upstream upstream, KucoinTopics topics) {
        this.name = own.getHost();
        this.entrance = new KucoinEntrance(own, upstream);
        this.topics = topics;
    }

    public static List<Language> spot(Upstream upstream) {
        return List.of(new KucoinFeed(KucoinConnectors.LIVE, upstream, new KucoinSpotTopics()));
    }

    public static List<Language> futures(Upstream upstream) {
        return List.of(
                new KucoinFeed(KucoinFuturesConnectors.LIVE, upstream, new KucoinFuturesTopics()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply<Entrance> entrance() {
        return entrance.ask();
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Set<DataType> types() {
        return EnumSet.allOf(DataType.class);
    }

    @Override
    public Subject subject(Topic topic, Market market) {
        return new Subject(topics.of(topic, market.ids().market()), topic, market);
    }

    @Override
    public Translation translate(Subject subject, Reads reads, Told told) {
        return topics.translate(subject, reads, told);
    }

    @Override
    public String subscribe(long request, List<Subject> subjects) {
        return request("subscribe", request, subjects.getFirst());
    }

    @Override
    public String unsubscribe(long request, List<Subject> subjects) {
        return request("unsubscribe", request, subjects.getFirst());
    }

    private static String request(String type, long request, Subject subject) {
        return "{\"id\":"
                + request
                + ",\"type\":\""
                + type
                + "\",\"topic\":\""
                + subject.key()
                + "\",\"privateChannel\":false,\"response\":true}";
    }

    @Override
    public String probe(long request) {
        return "{\"id\":" + request + ",\"type\":\"ping\"}";
    }

    /** An error that is not about a request of ours is about the connection, and ends it. */
    @Override
    public Heard hear(JsonFields message) {
        return switch (message.text("type").orElse("")) {
            case "message" -> new Heard.News(message.need("topic"), data(message));
            case "ack" -> new Heard.Confirmed(request(message));
            case "error" -> new Heard.Refused(request(message), refusal(message));
            case "pong" -> new Heard.Alive();
            case "welcome" -> new Heard.Welcome();
            default -> new Heard.Unknown();
        };
    }

    private static JsonFields data(JsonFields message) {
        return message.inner("data").orElseThrow(() -> new Nonsense("data is missing"));
    }

    private static long request(JsonFields message) {
        return message.whole("id").orElseThrow(() -> new Nonsense("id is missing"));
    }

    /** By its code; the words are KuCoin's own and go no further. */
    private static ExchangeFault refusal(JsonFields message) {
        return message.text("code")
                .filter(code -> code.matches("\\d{1,9}"))
                .map(
                        code ->
                                ExchangeFault.of(
                                        code.equals(TOO_MANY) ? Kind.RATE_LIMITED : Kind.REFUSED,
                                        code,
                                        "The subscription was refused."))
                .orElseGet(() -> ExchangeFault.of(Kind.REFUSED));
    }
}
