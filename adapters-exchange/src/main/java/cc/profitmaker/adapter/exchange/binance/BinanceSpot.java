package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.PrivateFeed;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.Answers;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.adapter.exchange.wire.Rows;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.LookUp.Absence;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.vault.KeyReport;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Binance spot. Sends what CCXT would send for the same call, and nothing besides. */
final class BinanceSpot implements Connector {
    /** Binance refuses a request that arrives later than this after its timestamp. */
    private static final long VALID_MILLIS = 5000;

    /**
     * As much again for clocks. Binance keeps orders for 90 days at least, those that came to
     * nothing too.
     */
    private static final Optional<Absence> ABSENCE =
            Optional.of(new Absence(Duration.ofMillis(2 * VALID_MILLIS), Duration.ofDays(30)));

    /** Its market list has some 3000 entries of several kilobytes. */
    private static final int LONGEST_LIST = 32 << 20;

    private static final Answers ANSWERS =
            new Answers("binance", new BinanceRefusals(BinanceErrors::kind));
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final int CHEAP_LEVELS = 100;
    private static final int DEFAULT_CANDLES = 500;
    private static final Duration LONGEST_TRADE_WINDOW = Duration.ofHours(1);

    private final Venue venue;
    private final URI origin;
    private final Upstream upstream;
    private final InstantSource clock;
    private final BinanceRest rest;
    private final BinanceRest.Lists lists;
    private final PrivateFeed own;

    BinanceSpot(Venue venue, URI origin, Upstream upstream) {
        this.venue = venue;
        this.origin = origin;
        this.upstream = upstream;
        rest = RestInvoker.proxy(BinanceRest.class, upstream.http(), origin, LONGEST_ANSWER);
        lists = RestInvoker.proxy(BinanceRest.Lists.class, upstream.http(), origin, LONGEST_LIST);
        clock = upstream.http().clock(origin);
        own = new SpotPrivateFeed(venue, origin, upstream);
    }

    @Override
    public Optional<PrivateFeed> privateFeed() {
        return Optional.of(own);
    }

    private interface Signed {
        HttpOutcome send(BinanceClient.Keys keys, long timestamp);
    }

    /** Only here is a key used. */
    private HttpOutcome signed(KeyHolder keys, Signed call) {
        return signed(keys, clock.instant(), call);
    }

    /** {@code at} by Binance's clock. */
    private HttpOutcome signed(KeyHolder keys, Instant at, Signed call) {
        return upstream.clients()
                .with(
                        keys,
                        venue,
                        BinanceClient.class,
                        () -> new BinanceClient(keys.credential()),
                        client -> call.send(client.keys(), at.toEpochMilli()));
    }

    @Override
    public Capabilities capabilities() {
        return BinanceOffer.SPOT;
    }

    @Override
    public Reply<List<Market>> loadMarkets() {
        return ANSWERS.reply(
                lists.markets(),
                body -> {
                    BinanceMarkets.weightPerMinute(body)
                            .ifPresent(
                                    weight ->
                                            upstream.http()
                                                    .allow(origin, weight, Duration.ofMinutes(1)));
                    return BinanceMarkets.read(body);
                });
    }

    @Override
    public Reply<Ticker> ticker(Market market) {
        return ANSWERS.reply(
                rest.ticker(id(market)),
                body -> BinanceTickers.read(JsonFields.read(body), market));
    }

    @Override
    public Reply<OrderBook> orderBook(Market market, Optional<Integer> limit) {
        return ANSWERS.reply(
                limit.filter(levels -> levels > CHEAP_LEVELS).isPresent()
                        ? rest.deepDepth(id(market), limit.get())
                        : rest.depth(id(market), limit.orElse(null)),
                body -> BinanceQuotes.book(JsonFields.read(body), market));
    }

    @Override
    public Reply<List<Trade>> trades(Market market, Page page) {
        Optional<Instant> until = page.since().map(since -> since.plus(LONGEST_TRADE_WINDOW));
        return ANSWERS.reply(
                rest.aggregatedTrades(
                        id(market), millis(page.since()), millis(until), page.limit().orElse(null)),
                body ->
                        Rows.page(
                                read(body, row -> BinanceTrades.readPublic(row, market)),
                                Trade::timestamp,
                                page));
    }

    @Override
    public Reply<List<Candle>> candles(Market market, Timeframe timeframe, Page page) {
        return ANSWERS.reply(
                rest.candles(
                        id(market),
                        timeframe.value(),
                        millis(page.since()),
                        page.limit().orElse(DEFAULT_CANDLES)),
                body -> Rows.page(read(body, BinanceQuotes::candle), Candle::openTime, page));
    }

    @Override
    public Reply<Balance> balance(KeyHolder keys) {
        return ANSWERS.reply(
                signed(
                        keys,
                        (own, now) -> rest.account(VALID_MILLIS, now, own.key(), own.signature())),
                keys.credential(),
                body -> BinanceQuotes.balance(JsonFields.read(body)));
    }

    @Override
    public Reply<KeyReport> inspect(KeyHolder keys) {
        return ANSWERS.reply(
                signed(
                        keys,
                        (own, now) ->
                                rest.restrictions(VALID_MILLIS, now, own.key(), own.signature())),
                keys.credential(),
                body -> BinanceKeys.report(JsonFields.read(body)));
    }

    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return ANSWERS.reply(
                signed(
                        keys,
                        (own, now) ->
                                market.isPresent()
                                        ? rest.openOrders(
                                                id(market.get()),
                                                VALID_MILLIS,
                                                now,
                                                own.key(),
                                                own.signature())
                                        : rest.allOpenOrders(
                                                VALID_MILLIS, now, own.key(), own.signature())),
                keys.credential(),
                body -> orders(body, markets, page));
    }

    @Override
    public Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        if (market.isEmpty()) {
            return Reply.failed(Kind.SYMBOL_NEEDED);
        }
        return ANSWERS.reply(
                signed(
                        keys,
                        (own, now) ->
                                rest.allOrders(
                                        id(market.get()),
                                        millis(page.since()),
                                        page.limit().orElse(null),
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature())),
                keys.credential(),
                body -> orders(body, markets, page));
    }

    @Override
    public Reply<List<Trade>> myTrades(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        if (market.isEmpty()) {
            return Reply.failed(Kind.SYMBOL_NEEDED);
        }
        return ANSWERS.reply(
                signed(
                        keys,
                        (own, now) ->
                                rest.myTrades(
                                        id(market.get()),
                                        millis(page.since()),
                                        page.limit().orElse(null),
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature())),
                keys.credential(),
                body ->
                        Rows.page(
                                read(body, row -> BinanceTrades.readOwn(row, market.get())),
                                Trade::timestamp,
                                page));
    }

    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        OrderTicket ticket = dispatch.ticket();
        Optional<BinanceTicket> order = BinanceTicket.of(ticket);
        if (order.isEmpty()) {
            return new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED));
        }
        HttpOutcome outcome =
                signed(
                        keys,
                        upstream.http().theirs(origin, dispatch.at()),
                        (own, now) ->
                                rest.place(
                                        id(market),
                                        ticket.side().name(),
                                        order.get().type(),
                                        order.get().timeInForce().orElse(null),
                                        ticket.amount().value(),
                                        order.get().price().orElse(null),
                                        order.get().stopPrice().orElse(null),
                                        ticket.id().value(),
                                        "FULL",
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature()));
        return ANSWERS.placed(
                outcome,
                ticket.id(),
                keys.credential(),
                body -> BinanceOrders.read(JsonFields.read(body), market));
    }

    /**
     * Binance refuses a request whose {@code recvWindow} is over; as much again is for clocks and
     * for an answer that is read from a copy.
     */
    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        Reply<LookUp> reply =
                ANSWERS.reply(
                        signed(
                                keys,
                                (own, now) ->
                                        rest.order(
                                                id(market),
                                                order.id().value(),
                                                VALID_MILLIS,
                                                now,
                                                own.key(),
                                                own.signature())),
                        keys.credential(),
                        body ->
                                new LookUp(
                                        Optional.of(
                                                Answers.named(
                                                        BinanceOrders.read(
                                                                JsonFields.read(body), market),
                                                        order.id().value())),
                                        ABSENCE));
        return reply instanceof Reply.Failed<LookUp>(var fault)
                        && fault.kind() == Kind.ORDER_NOT_FOUND
                ? Reply.answered(new LookUp(Optional.empty(), ABSENCE))
                : reply;
    }

    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        if (!order.value().matches("\\d{1,18}")) {
            // Binance counts its orders; whatever this is, it names none of them.
            return Reply.failed(Kind.ORDER_NOT_FOUND);
        }
        return ANSWERS.reply(
                signed(
                        keys,
                        (own, now) ->
                                rest.cancel(
                                        id(market),
                                        Long.parseLong(order.value()),
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature())),
                keys.credential(),
                body -> BinanceOrders.read(JsonFields.read(body), market));
    }

    /** An order of a market that is not in the list has no unified symbol and is left out. */
    private static List<Order> orders(HttpOutcome.Body body, MarketList markets, Page page) {
        List<Order> all =
                JsonFields.read(body).elements().stream()
                        .flatMap(
                                row ->
                                        markets
                                                .findById(row.need("symbol"))
                                                .map(market -> BinanceOrders.read(row, market))
                                                .stream())
                        .toList();
        return Rows.page(all, order -> order.times().placed().orElse(Instant.EPOCH), page);
    }

    private static <T> List<T> read(HttpOutcome.Body body, Function<JsonFields, T> row) {
        return JsonFields.read(body).elements().stream().map(row).toList();
    }

    private static String id(Market market) {
        return market.ids().market();
    }

    private static Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }
}
