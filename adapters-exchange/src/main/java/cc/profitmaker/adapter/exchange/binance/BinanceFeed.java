package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Depth.Numbering;
import cc.profitmaker.adapter.exchange.feed.Entrance;
import cc.profitmaker.adapter.exchange.feed.Executions;
import cc.profitmaker.adapter.exchange.feed.Heard;
import cc.profitmaker.adapter.exchange.feed.Language;
import cc.profitmaker.adapter.exchange.feed.PlainTranslation;
import cc.profitmaker.adapter.exchange.feed.PlainTranslation.Manners;
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
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.stream.DataType;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Binance's market streams: raw ones, so that messages are told apart by what they say. */
public final class BinanceFeed implements Language {
    private static final URI SPOT = URI.create("wss://stream.binance.com:9443/ws");

    /** Futures have a door for what is frequent and one for the rest. */
    private static final URI USDM_PUBLIC = URI.create("wss://fstream.binance.com/public/ws");

    private static final URI USDM_MARKET = URI.create("wss://fstream.binance.com/market/ws");

    /**
     * Spot bears 1024 streams on a connection and five messages a second from us, pongs included;
     * futures 1024 and ten.
     */
    private static final Limits LIMITS = new Limits(200, 100, Duration.ofMillis(300));

    /** The candle that is open and the one before it, which may have closed unheard. */
    private static final int CANDLES = 2;

    private static final String DEPTH = "depth@100ms";
    private static final String AGGREGATED = "aggTrade";

    private final URI url;
    private final Set<DataType> types;
    private final String trades;
    private final Numbering numbering;

    private BinanceFeed(URI url, Set<DataType> types, String trades, Numbering numbering) {
        this.url = url;
        this.types = Set.copyOf(types);
        this.trades = trades;
        this.numbering = numbering;
    }

    public static List<Language> spot(Optional<URI> configured) {
        return List.of(
                new BinanceFeed(
                        Upstream.webSocket(configured, SPOT),
                        EnumSet.allOf(DataType.class),
                        "trade",
                        Numbering.CONSECUTIVE));
    }

    /** Single trades are no documented stream of futures; reads tell aggregated ones too. */
    public static List<Language> usdm(Optional<URI> configured) {
        return List.of(
                new BinanceFeed(
                        Upstream.webSocket(configured, USDM_MARKET),
                        EnumSet.complementOf(EnumSet.of(DataType.ORDER_BOOK)),
                        AGGREGATED,
                        Numbering.CHAINED),
                new BinanceFeed(
                        Upstream.webSocket(configured, USDM_PUBLIC),
                        EnumSet.of(DataType.ORDER_BOOK),
                        AGGREGATED,
                        Numbering.CHAINED));
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
        return types;
    }

    @Override
    public Subject subject(Topic topic, Market market) {
        String stream =
                switch (topic.type()) {
                    case TICKER -> "ticker";
                    case TRADES -> trades;
                    case ORDER_BOOK -> DEPTH;
                    case OHLCV -> "kline_" + topic.timeframe().orElseThrow();
                };
        return new Subject(key(market.ids().market(), stream), topic, market);
    }

    private static String key(String symbol, String stream) {
        return symbol.toLowerCase(Locale.ROOT) + "@" + stream;
    }

    @Override
    public Translation translate(Subject subject, Reads reads, Told told) {
        Market market = subject.market();
        return switch (subject.topic().type()) {
            case TICKER ->
                    PlainTranslation.opened(
                            () -> reads.ticker().map(ticker -> List.of(new Tick.Quoted(ticker))),
                            Manners.OVERTAKE,
                            fields ->
                                    List.of(new Tick.Quoted(BinanceTickers.told(fields, market))));
            case TRADES -> executions(market, reads, told);
            case ORDER_BOOK -> BinanceDepth.of(reads, market.symbol(), numbering);
            case OHLCV -> candles(subject.topic().timeframe().orElseThrow(), reads);
        };
    }

    /** Reads tell aggregated trades, whose ids mean nothing among those of single ones. */
    private Translation executions(Market market, Reads reads, Told told) {
        return trades.equals(AGGREGATED)
                ? new Executions(reads, told, fields -> List.of(BinanceTrades.told(fields, market)))
                : PlainTranslation.of(
                        fields ->
                                List.of(
                                        new Tick.Traded(
                                                List.of(BinanceTrades.told(fields, market)))));
    }

    private static Translation candles(Timeframe timeframe, Reads reads) {
        return PlainTranslation.opened(
                () ->
                        reads.candles(timeframe, CANDLES)
                                .map(
                                        rows ->
                                                rows.isEmpty()
                                                        ? List.of()
                                                        : List.of(new Tick.Candles(rows))),
                Manners.WAIT,
                fields -> List.of(new Tick.Candles(List.of(BinanceQuotes.told(candle(fields))))));
    }

    private static JsonFields candle(JsonFields fields) {
        return fields.inner("k").orElseThrow(() -> new Nonsense("k is missing"));
    }

    @Override
    public String subscribe(long request, List<Subject> subjects) {
        return request("SUBSCRIBE", request, subjects);
    }

    @Override
    public String unsubscribe(long request, List<Subject> subjects) {
        return request("UNSUBSCRIBE", request, subjects);
    }

    private static String request(String method, long request, List<Subject> subjects) {
        return subjects.stream()
                .map(subject -> "\"" + subject.key() + "\"")
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"method\":\"" + method + "\",\"params\":[",
                                "],\"id\":" + request + "}"));
    }

    @Override
    public String probe(long request) {
        return "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + request + "}";
    }

    @Override
    public Heard hear(JsonFields message) {
        return message.whole("id")
                .map(request -> answer(request, message))
                .orElseGet(() -> event(message));
    }

    private static Heard answer(long request, JsonFields message) {
        JsonFields error = message.inner("error").orElse(message);
        return error.has("code")
                ? new Heard.Refused(
                        request,
                        ExchangeFault.of(
                                Kind.REFUSED, error.need("code"), "The subscription was refused."))
                : new Heard.Confirmed(request);
    }

    private static Heard event(JsonFields message) {
        return switch (message.text("e").orElse("")) {
            case "24hrTicker" -> news(message, "ticker");
            case "trade" -> news(message, "trade");
            case AGGREGATED -> news(message, AGGREGATED);
            case "depthUpdate" -> news(message, DEPTH);
            case "kline" -> news(message, "kline_" + candle(message).need("i"));
            default -> new Heard.Unknown();
        };
    }

    private static Heard news(JsonFields message, String stream) {
        return new Heard.News(key(message.need("s"), stream), message);
    }
}
