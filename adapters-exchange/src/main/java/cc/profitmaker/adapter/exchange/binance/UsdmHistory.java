package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.binance.UsdmDesk.VALID_MILLIS;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.adapter.exchange.wire.Rows;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Order;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The orders and trades of an account. */
final class UsdmHistory {
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final Duration LONGEST_TRADE_WINDOW = Duration.ofDays(7);

    private final UsdmDesk desk;
    private final UsdmAlgo algo;
    private final UsdmRest rest;

    UsdmHistory(UsdmDesk desk, UsdmAlgo algo, URI origin, Upstream upstream) {
        this.desk = desk;
        this.algo = algo;
        rest = RestInvoker.proxy(UsdmRest.class, upstream.http(), origin, LONGEST_ANSWER);
    }

    /**
     * Those that wait for their trigger are a list of their own, and asked for first: one that is
     * triggered in between is then in both rather than in none.
     */
    Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return algo.open(keys, market, body -> orders(body, markets, UsdmAlgoOrders::read))
                .flatMap(
                        waiting ->
                                inBook(keys, markets, market)
                                        .map(
                                                open ->
                                                        page(
                                                                Stream.concat(
                                                                                waiting.stream(),
                                                                                open.stream())
                                                                        .toList(),
                                                                page)));
    }

    private Reply<List<Order>> inBook(KeyHolder keys, MarketList markets, Optional<Market> market) {
        return desk.ask(
                keys,
                (own, now) ->
                        market.isPresent()
                                ? rest.openOrders(
                                        id(market.get()),
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature())
                                : rest.allOpenOrders(VALID_MILLIS, now, own.key(), own.signature()),
                body -> orders(body, markets, UsdmOrders::read));
    }

    Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        if (market.isEmpty()) {
            return Reply.failed(Kind.SYMBOL_NEEDED);
        }
        return desk.ask(
                keys,
                (own, now) ->
                        rest.allOrders(
                                id(market.get()),
                                millis(page.since()),
                                page.limit().orElse(null),
                                VALID_MILLIS,
                                now,
                                own.key(),
                                own.signature()),
                body -> page(orders(body, markets, UsdmOrders::read), page));
    }

    /** An order of a market that is not in the list has no unified symbol and is left out. */
    private static List<Order> orders(
            HttpOutcome.Body body, MarketList markets, BiFunction<JsonFields, Market, Order> read) {
        return JsonFields.read(body).elements().stream()
                .flatMap(
                        row ->
                                markets
                                        .findById(row.need("symbol"))
                                        .map(market -> read.apply(row, market))
                                        .stream())
                .toList();
    }

    private static List<Order> page(List<Order> orders, Page page) {
        return Rows.page(orders, order -> order.times().placed().orElse(Instant.EPOCH), page);
    }

    Reply<List<Trade>> myTrades(KeyHolder keys, Optional<Market> market, Page page) {
        if (market.isEmpty()) {
            return Reply.failed(Kind.SYMBOL_NEEDED);
        }
        return desk.ask(
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
                                own.signature()),
                body ->
                        Rows.page(
                                JsonFields.read(body).elements().stream()
                                        .map(row -> UsdmOrders.readTrade(row, market.get()))
                                        .toList(),
                                Trade::timestamp,
                                page));
    }

    /** Binance tells the trades of at most a week, and takes a start alone for its last one. */
    private static Optional<Instant> tradesUntil(Page page, long now) {
        return page.since()
                .map(since -> since.plus(LONGEST_TRADE_WINDOW))
                .filter(until -> !until.isAfter(Instant.ofEpochMilli(now)));
    }

    private static String id(Market market) {
        return market.ids().market();
    }

    private static Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }
}
