package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entrance;
import cc.profitmaker.adapter.exchange.feed.Executions;
import cc.profitmaker.adapter.exchange.feed.Heard;
import cc.profitmaker.adapter.exchange.feed.Language;
import cc.profitmaker.adapter.exchange.feed.PlainTranslation;
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
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.stream.DataType;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Kraken's WebSocket API, version 2. It begins by itself with what there is, calls markets by their
 * unified names, and beats every second when there is no news.
 */
public final class KrakenFeed implements Language {
    private static final URI OWN = URI.create("wss://ws.kraken.com/v2");

    /** One subject to a request: each is confirmed by itself. */
    private static final Limits LIMITS = new Limits(200, 1, Duration.ofMillis(20));

    /** The candle that is open and the one before it, of the 720 a snapshot has. */
    private static final int CANDLES = 2;

    private final URI url;

    private KrakenFeed(URI url) {
        this.url = url;
    }

    public static List<Language> spot(Optional<URI> configured) {
        return List.of(new KrakenFeed(Upstream.webSocket(configured, OWN)));
    }

    @Override
    public String name() {
        return url.getHost();
    }

    @Override
    public Reply<Entrance> entrance() {
        return Reply.answered(Entrance.of(url));
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
        String symbol = market.symbol().value();
        String key =
                switch (topic.type()) {
                    case TICKER -> key("ticker", symbol);
                    case TRADES -> key("trade", symbol);
                    case ORDER_BOOK -> key("book", symbol);
                    case OHLCV -> key("ohlc", symbol) + " " + minutes(topic);
                };
        return new Subject(key, topic, market);
    }

    private static String key(String channel, String symbol) {
        return channel + " " + symbol;
    }

    private static String minutes(Topic topic) {
        return KrakenOffer.TIMEFRAMES.get(topic.timeframe().orElseThrow());
    }

    @Override
    public Translation translate(Subject subject, Reads reads, Told told) {
        Market market = subject.market();
        return switch (subject.topic().type()) {
            case TICKER ->
                    PlainTranslation.of(
                            message ->
                                    List.of(
                                            new Tick.Quoted(
                                                    KrakenTickers.told(
                                                            rows(message, market).getLast(),
                                                            market))));
            case TRADES -> new Executions(reads, told, message -> trades(message, market));
            case ORDER_BOOK -> new KrakenBook(market);
            case OHLCV ->
                    PlainTranslation.of(
                            message -> {
                                List<JsonFields> rows = rows(message, market);
                                int from = Math.max(0, rows.size() - CANDLES);
                                return List.of(
                                        new Tick.Candles(
                                                rows.subList(from, rows.size()).stream()
                                                        .map(KrakenQuotes::told)
                                                        .toList()));
                            });
        };
    }

    /** What was traded before somebody listened is no news. */
    private static List<Trade> trades(JsonFields message, Market market) {
        return isSnapshot(message)
                ? List.of()
                : rows(message, market).stream()
                        .map(row -> KrakenTrades.told(row, market))
                        .toList();
    }

    static boolean isSnapshot(JsonFields message) {
        return message.need("type").equals("snapshot");
    }

    /** One message tells of one market, and is never empty. */
    static List<JsonFields> rows(JsonFields message, Market market) {
        List<JsonFields> rows = message.list("data");
        boolean ours =
                !rows.isEmpty()
                        && rows.stream()
                                .allMatch(
                                        row -> row.need("symbol").equals(market.symbol().value()));
        if (!ours) {
            throw new Nonsense("data is not of one market");
        }
        return rows;
    }

    @Override
    public String subscribe(long request, List<Subject> subjects) {
        return request("subscribe", request, subjects.getFirst());
    }

    @Override
    public String unsubscribe(long request, List<Subject> subjects) {
        return request("unsubscribe", request, subjects.getFirst());
    }

    private static String request(String method, long request, Subject subject) {
        String channel =
                switch (subject.topic().type()) {
                    case TICKER -> "\"ticker\"";
                    case TRADES -> "\"trade\",\"snapshot\":false";
                    case ORDER_BOOK -> "\"book\",\"depth\":" + KrakenBook.DEPTH;
                    case OHLCV -> "\"ohlc\",\"interval\":" + minutes(subject.topic());
                };
        return "{\"method\":\""
                + method
                + "\",\"params\":{\"channel\":"
                + channel
                + ",\"symbol\":[\""
                + subject.market().symbol()
                + "\"]},\"req_id\":"
                + request
                + "}";
    }

    @Override
    public String probe(long request) {
        return "{\"method\":\"ping\",\"req_id\":" + request + "}";
    }

    @Override
    public Heard hear(JsonFields message) {
        return message.text("channel")
                .map(channel -> channel(channel, message))
                .orElseGet(() -> answer(message));
    }

    private static Heard channel(String channel, JsonFields message) {
        return switch (channel) {
            case "heartbeat", "status" -> new Heard.Alive();
            case "ticker", "trade", "book", "ohlc" -> {
                List<JsonFields> rows = message.list("data");
                if (rows.isEmpty()) {
                    yield new Heard.Alive();
                }
                JsonFields first = rows.getFirst();
                String key = key(channel, first.need("symbol"));
                yield new Heard.News(
                        channel.equals("ohlc") ? key + " " + first.need("interval") : key, message);
            }
            default -> new Heard.Unknown();
        };
    }

    private static Heard answer(JsonFields message) {
        if (message.text("method").filter("pong"::equals).isPresent()) {
            return new Heard.Alive();
        }
        Optional<Long> request = message.whole("req_id");
        Optional<Boolean> success = message.truth("success");
        if (request.isEmpty() || success.isEmpty()) {
            return new Heard.Unknown();
        }
        return success.get()
                ? new Heard.Confirmed(request.get())
                : new Heard.Refused(request.get(), ExchangeFault.of(Kind.REFUSED));
    }
}
