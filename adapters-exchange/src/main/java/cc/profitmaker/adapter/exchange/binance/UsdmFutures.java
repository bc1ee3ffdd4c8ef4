package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.Answers;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.adapter.exchange.wire.Rows;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.MarginMode;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Currency;
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

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Binance's USDⓈ-M futures, one-way mode. Sends what CCXT would send for the same call, and nothing
 * besides.
 */
final class UsdmFutures implements Connector {
    /** Binance refuses a request that arrives later than this after its timestamp. */
    private static final long VALID_MILLIS = 5000;

    /**
     * Binance refuses what is later than {@link #VALID_MILLIS}, and as much again is for clocks. It
     * forgets an order that came to nothing three days after it was placed; here a day earlier.
     */
    private static final Optional<Absence> ABSENCE =
            Optional.of(new Absence(Duration.ofMillis(2 * VALID_MILLIS), Duration.ofDays(2)));

    /** Its market list has some 3000 entries of several kilobytes. */
    private static final int LONGEST_LIST = 32 << 20;

    private static final Answers ANSWERS =
            new Answers("binance", new BinanceRefusals(UsdmErrors::kind));
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final int DEFAULT_CANDLES = 500;
    private static final Duration LONGEST_TRADE_WINDOW = Duration.ofHours(1);
    private static final Duration LONGEST_OWN_TRADE_WINDOW = Duration.ofDays(7);
    private static final BigDecimal MOST_LEVERAGE = new BigDecimal("125");

    private final Venue venue;
    private final URI origin;
    private final Upstream upstream;
    private final InstantSource clock;
    private final UsdmRest rest;
    private final UsdmRest.Lists lists;

    UsdmFutures(Venue venue, URI origin, Upstream upstream) {
        this.venue = venue;
        this.origin = origin;
        this.upstream = upstream;
        rest = RestInvoker.proxy(UsdmRest.class, upstream.http(), origin, LONGEST_ANSWER);
        lists = RestInvoker.proxy(UsdmRest.Lists.class, upstream.http(), origin, LONGEST_LIST);
        clock = upstream.http().clock(origin);
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
        return BinanceOffer.SWAP;
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
                    return UsdmMarkets.read(body);
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
                rest.depth(id(market), limit.orElse(null)),
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
                body -> UsdmAccount.balance(JsonFields.read(body)));
    }

    @Override
    public Reply<List<Position>> positions(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return ANSWERS.reply(
                signed(
                        keys,
                        (own, now) ->
                                rest.positions(VALID_MILLIS, now, own.key(), own.signature())),
                keys.credential(),
                body ->
                        ofMarkets(body, markets, wanted, UsdmAccount::position).stream()
                                .flatMap(Optional::stream)
                                .toList());
    }

    @Override
    public Reply<List<Leverage>> leverages(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return ANSWERS.reply(
                configurations(keys, Optional.empty()),
                keys.credential(),
                body -> ofMarkets(body, markets, wanted, UsdmAccount::leverage));
    }

    private HttpOutcome configurations(KeyHolder keys, Optional<Market> market) {
        return signed(
                keys,
                (own, now) ->
                        rest.configurations(
                                market.map(UsdmFutures::id).orElse(null),
                                VALID_MILLIS,
                                now,
                                own.key(),
                                own.signature()));
    }

    /**
     * The answer to a new leverage does not tell the margin mode, which stays as it is; so it is
     * asked for first, and nothing is set when it is not told.
     */
    @Override
    public Reply<Leverage> setLeverage(KeyHolder keys, Market market, BigDecimal leverage) {
        if (leverage.stripTrailingZeros().scale() > 0 || leverage.compareTo(MOST_LEVERAGE) > 0) {
            // It counts in whole numbers, and CCXT asks for no more than this.
            return Reply.failed(Kind.REFUSED);
        }
        Reply<MarginMode> mode =
                ANSWERS.reply(
                        configurations(keys, Optional.of(market)),
                        keys.credential(),
                        body ->
                                JsonFields.read(body).elements().stream()
                                        .filter(row -> row.need("symbol").equals(id(market)))
                                        .map(UsdmAccount::mode)
                                        .findFirst()
                                        .orElseThrow(() -> new Nonsense("no settings of it")));
        return mode.flatMap(
                told ->
                        ANSWERS.reply(
                                signed(
                                        keys,
                                        (own, now) ->
                                                rest.leverage(
                                                        id(market),
                                                        leverage.intValueExact(),
                                                        VALID_MILLIS,
                                                        now,
                                                        own.key(),
                                                        own.signature())),
                                keys.credential(),
                                body -> {
                                    JsonFields set = JsonFields.read(body);
                                    return new Leverage(
                                            market.symbol(),
                                            told,
                                            set.needDecimal("leverage"),
                                            set.raw());
                                }));
    }

    @Override
    public Reply<List<LedgerEntry>> ledger(KeyHolder keys, Optional<Currency> code, Page page) {
        return ANSWERS.reply(
                signed(
                        keys,
                        (own, now) ->
                                rest.income(
                                        millis(page.since()),
                                        page.limit().orElse(null),
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature())),
                keys.credential(),
                body ->
                        Rows.page(
                                read(body, UsdmAccount::entry).stream()
                                        .flatMap(Optional::stream)
                                        .filter(
                                                entry ->
                                                        code.map(entry.currency()::equals)
                                                                .orElse(true))
                                        .toList(),
                                LedgerEntry::timestamp,
                                page));
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
                                        millis(tradesUntil(page, now)),
                                        page.limit().orElse(null),
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature())),
                keys.credential(),
                body ->
                        Rows.page(
                                read(body, row -> UsdmOrders.readTrade(row, market.get())),
                                Trade::timestamp,
                                page));
    }

    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        OrderTicket ticket = dispatch.ticket();
        Optional<UsdmTicket> order = UsdmTicket.of(ticket);
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
                                        ticket.terms().reduceOnly() ? true : null,
                                        ticket.id().value(),
                                        "RESULT",
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature()));
        return ANSWERS.placed(
                outcome,
                ticket.id(),
                keys.credential(),
                body -> UsdmOrders.read(JsonFields.read(body), market));
    }

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
                                                        UsdmOrders.read(
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
                body -> UsdmOrders.read(JsonFields.read(body), market));
    }

    /** An order of a market that is not in the list has no unified symbol and is left out. */
    private static List<Order> orders(HttpOutcome.Body body, MarketList markets, Page page) {
        List<Order> all =
                JsonFields.read(body).elements().stream()
                        .flatMap(
                                row ->
                                        markets
                                                .findById(row.need("symbol"))
                                                .map(market -> UsdmOrders.read(row, market))
                                                .stream())
                        .toList();
        return Rows.page(all, order -> order.times().placed().orElse(Instant.EPOCH), page);
    }

    /** Rows of markets that are not in the list have no unified symbol and are left out. */
    private static <T> List<T> ofMarkets(
            HttpOutcome.Body body,
            MarketList markets,
            List<Market> wanted,
            BiFunction<JsonFields, Market, T> row) {
        return JsonFields.read(body).elements().stream()
                .flatMap(
                        fields ->
                                markets
                                        .findById(fields.need("symbol"))
                                        .filter(m -> wanted.isEmpty() || wanted.contains(m))
                                        .map(market -> row.apply(fields, market))
                                        .stream())
                .toList();
    }

    /** Binance tells the trades of at most a week, and takes a start alone for its last one. */
    private static Optional<Instant> tradesUntil(Page page, long now) {
        return page.since()
                .map(since -> since.plus(LONGEST_OWN_TRADE_WINDOW))
                .filter(until -> !until.isAfter(Instant.ofEpochMilli(now)));
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
