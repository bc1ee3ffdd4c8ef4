package cc.profitmaker.adapter.exchange.kraken;

import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.answered;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.at;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.each;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.in;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.page;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.permit;
import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.exchange.testing.CcxtView;
import cc.profitmaker.adapter.exchange.testing.ConnectorDifferential;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.Permits;
import cc.profitmaker.adapter.exchange.testing.Proofs;
import cc.profitmaker.adapter.exchange.testing.Recording;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.LookUp.Absence;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The same payloads, the same answers and the same requests as CCXT. What differs on purpose is
 * listed in the README beside the recordings.
 */
final class KrakenEqualsCcxtTest {
    private static final Venue SPOT =
            new Venue(new ExchangeId("kraken"), MarketType.SPOT, Environment.LIVE);
    private static final Set<String> INCIDENTAL = Set.of("nonce", "cl_ord_id", "deadline");
    private static final Predicate<FakeExchange.Received> MARKET_LIST =
            request -> request.path().equals("/0/public/AssetPairs");

    private static final Proofs PROOFS = new Proofs();

    private ConnectorDifferential ccxt;
    private Exchanges exchanges;

    @BeforeEach
    void start() {
        start(MARKET_LIST);
    }

    private void start(Predicate<FakeExchange.Received> warmUp) {
        stop();
        ccxt =
                new ConnectorDifferential(
                        new ConnectorDifferential.Particulars(
                                SPOT,
                                "kraken",
                                KrakenSigned.KEYS,
                                INCIDENTAL,
                                warmUp,
                                KrakenSigned::ifPrivate),
                        PROOFS);
        exchanges = ccxt.exchanges();
    }

    @AfterAll
    static void all_that_is_claimed_is_proved() {
        PROOFS.areComplete(SPOT, KrakenOffer.SPOT);
    }

    @AfterEach
    void stop() {
        if (ccxt != null) {
            ccxt.close();
        }
    }

    @Test
    void markets() {
        start(_ -> false);
        ccxt.same("loadMarkets", exchanges.markets(SPOT), KrakenEqualsCcxtTest::view);
    }

    private static Object view(List<Market> markets) {
        var all = new TreeMap<String, Object>();
        for (Market market : markets) {
            var fields = CcxtView.fields(CcxtView.of(market));
            var info = (Map<?, ?>) fields.get("info");
            fields.remove("lowercaseId");
            fields.put("spot", true);
            List.of("swap", "future", "option", "contract")
                    .forEach(type -> fields.put(type, false));
            fields.put("marginModes", Map.of());
            fields.put("tierBased", true);
            fields.put("percentage", true);
            fields.put("wsId", info.get("wsname"));
            fields.put("altname", info.get("altname"));
            all.put(market.symbol().value(), fields);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"fetchTicker, BTC/USDT", "fetchTicker-untraded, BTC/USD"})
    void ticker(String name, String symbol) {
        ccxt.same(name, exchanges.ticker(SPOT, new Symbol(symbol)), CcxtView::of);
    }

    @Test
    void order_book() {
        sameBook("fetchOrderBook", Optional.empty());
    }

    @Test
    void order_book_of_some_levels() {
        sameBook("fetchOrderBook-limit", Optional.of(2));
    }

    /** CCXT tells of each level also when it changed last. */
    private void sameBook(String name, Optional<Integer> limit) {
        OrderBook ours = answered(exchanges.orderBook(SPOT, BTC_USDT, limit));
        var theirs = CcxtView.fields(Recording.plain(recording(name).answer()));
        List.of("bids", "asks")
                .forEach(
                        side ->
                                theirs.computeIfPresent(
                                        side,
                                        (_, levels) ->
                                                ((List<?>) levels)
                                                        .stream()
                                                                .map(
                                                                        level ->
                                                                                ((List<?>) level)
                                                                                        .subList(
                                                                                                0,
                                                                                                2))
                                                                .toList()));
        assertThat(CcxtView.of(ours)).isEqualTo(theirs);
        sameRequest(name);
    }

    /** Into the last row CCXT writes where the next page begins. */
    @Test
    void trades() {
        List<Trade> ours = answered(exchanges.trades(SPOT, BTC_USDT, Page.DEFAULT));
        var theirs = new ArrayList<Object>();
        for (Object trade : (List<?>) Recording.plain(recording("fetchTrades").answer())) {
            var fields = CcxtView.fields(trade);
            fields.computeIfPresent("info", (_, row) -> ((List<?>) row).subList(0, 7));
            theirs.add(fields);
        }
        assertThat(ours.stream().map(CcxtView::typed).toList()).isEqualTo(theirs);
        sameRequest("fetchTrades");
    }

    @Test
    void page_of_trades() {
        ccxt.same(
                "fetchTrades-page",
                exchanges.trades(SPOT, BTC_USDT, page(1764000000000L, 1)),
                each(CcxtView::typed));
    }

    @Test
    void candles() {
        ccxt.same(
                "fetchOHLCV",
                exchanges.candles(SPOT, BTC_USDT, Timeframe.ONE_MINUTE, Page.DEFAULT),
                each(CcxtView::of));
    }

    @Test
    void page_of_candles() {
        ccxt.same(
                "fetchOHLCV-page",
                exchanges.candles(SPOT, BTC_USDT, new Timeframe("1h"), page(1763990000000L, 2)),
                each(CcxtView::of));
    }

    @ParameterizedTest
    @CsvSource({
        "1m, 1",
        "5m, 5",
        "15m, 15",
        "30m, 30",
        "1h, 60",
        "4h, 240",
        "1d, 1440",
        "1w, 10080",
        "2w, 21600"
    })
    void every_time_frame_has_its_minutes(String timeframe, String minutes) {
        answered(exchanges.candles(SPOT, BTC_USDT, new Timeframe(timeframe), Page.DEFAULT));
        assertThat(Recording.form(ccxt.fake().received().getLast().query()))
                .containsEntry("interval", minutes);
    }

    @Test
    void balance() {
        ccxt.same(
                "fetchBalance",
                exchanges.balance(SPOT, permit(Operation.FETCH_BALANCE), KrakenSigned.KEYS),
                CcxtView::of);
    }

    @ParameterizedTest
    @CsvSource({
        "fetchOpenOrders, '', 0, 0",
        "fetchOpenOrders-symbol, BTC/USDT, 0, 0",
        "fetchOpenOrders-page, BTC/USDT, 1763996000000, 2"
    })
    void open_orders(String name, String symbol, long since, int limit) {
        List<Order> ours =
                answered(
                        exchanges.openOrders(
                                SPOT,
                                permit(Operation.FETCH_OPEN_ORDERS),
                                KrakenSigned.KEYS,
                                Optional.of(symbol).filter(s -> !s.isEmpty()).map(Symbol::new),
                                limit == 0 ? Page.DEFAULT : page(since, limit)));
        assertThat(ours.stream().map(KrakenEqualsCcxtTest::view).toList()).isEqualTo(theirs(name));
        sameRequest(name);
    }

    /** CCXT has no call for both. */
    @ParameterizedTest
    @CsvSource({
        "fetchOpenOrders, fetchClosedOrders, '', 0, 0",
        "fetchOpenOrders-symbol, fetchClosedOrders-symbol, BTC/USDT, 0, 0"
    })
    void orders_are_the_open_and_the_closed_ones(
            String open, String closed, String symbol, long since, int limit) {
        var theirs = new ArrayList<Map<?, ?>>();
        List.of(open, closed)
                .forEach(name -> theirs(name).forEach(order -> theirs.add((Map<?, ?>) order)));
        theirs.sort(Comparator.comparing(order -> (BigDecimal) order.get("timestamp")));
        var ours =
                answered(
                        exchanges.orders(
                                SPOT,
                                permit(Operation.FETCH_ORDERS),
                                KrakenSigned.KEYS,
                                Optional.of(symbol).filter(s -> !s.isEmpty()).map(Symbol::new),
                                limit == 0 ? Page.DEFAULT : page(since, limit)));
        assertThat(ours.stream().map(KrakenEqualsCcxtTest::view).toList()).isEqualTo(theirs);
        ccxt.fake().received().forEach(KrakenSigned::ifPrivate);
    }

    private static List<?> theirs(String name) {
        return (List<?>) plain(Recording.plain(recording(name).answer()));
    }

    /** With what only Kraken's orders tell: what kind of trigger they wait for. */
    private static Object view(Order order) {
        var fields = CcxtView.fields(CcxtView.of(order));
        order.kind()
                .triggers()
                .stopLoss()
                .ifPresent(price -> fields.put("stopLossPrice", Recording.plain(price.value())));
        order.kind()
                .triggers()
                .takeProfit()
                .ifPresent(price -> fields.put("takeProfitPrice", Recording.plain(price.value())));
        return fields;
    }

    /** CCXT leaves the only fee a text where it has it as a number among the fees. */
    private static Object plain(Object orders) {
        return ((List<?>) orders)
                .stream()
                        .map(
                                order -> {
                                    var fields = CcxtView.fields(order);
                                    var fees = (List<?>) fields.get("fees");
                                    if (!fees.isEmpty()) {
                                        fields.put("fee", fees.getFirst());
                                    }
                                    return fields;
                                })
                        .toList();
    }

    @Test
    void my_trades() {
        ccxt.same("fetchMyTrades", myTrades(Optional.empty(), Page.DEFAULT), each(CcxtView::typed));
    }

    @Test
    void page_of_my_trades() {
        ccxt.same(
                "fetchMyTrades-page",
                myTrades(Optional.of(BTC_USDT), page(1763999500000L, 1)),
                each(CcxtView::typed));
    }

    private Reply<List<Trade>> myTrades(Optional<Symbol> symbol, Page page) {
        return exchanges.myTrades(
                SPOT, permit(Operation.FETCH_MY_TRADES), KrakenSigned.KEYS, symbol, page);
    }

    @Test
    void ledger() {
        sameLedger("fetchLedger", Optional.empty(), Page.DEFAULT);
    }

    @Test
    void page_of_the_ledger() {
        sameLedger("fetchLedger-page", Optional.of(new Currency("BTC")), page(1763995000000L, 5));
    }

    /** Of CCXT's fields those we have: no fee of its own, no status, no before. */
    private void sameLedger(String name, Optional<Currency> code, Page page) {
        List<LedgerEntry> ours =
                answered(
                        exchanges.ledger(
                                SPOT,
                                permit(Operation.FETCH_LEDGER),
                                KrakenSigned.KEYS,
                                code,
                                page));
        var theirs = new ArrayList<Object>();
        for (Object entry : (List<?>) Recording.plain(recording(name).answer())) {
            var fields = CcxtView.fields(entry);
            fields.keySet().removeAll(List.of("before", "fee", "status", "datetime"));
            theirs.add(fields);
        }
        assertThat(ours.stream().map(CcxtView::of).toList()).isEqualTo(theirs);
        sameRequest(name);
    }

    /** CCXT tells no more than that one order was cancelled. */
    @Test
    void cancel() {
        ccxt.same(
                "cancelOrder",
                exchanges.cancel(
                        SPOT,
                        permit(Operation.CANCEL_ORDER),
                        KrakenSigned.KEYS,
                        new OrderId("OQCLML-BW3P3-BUCMWZ"),
                        BTC_USDT),
                order -> {
                    var fields = CcxtView.fields(CcxtView.of(order));
                    fields.keySet().removeAll(List.of("id", "symbol", "fee"));
                    return fields;
                });
    }

    @Test
    void limit_order() {
        placed("createOrder-limit", Side.BUY, at("50000"), Terms.PLAIN);
    }

    @Test
    void market_order() {
        placed("createOrder-market", Side.BUY, new Pricing.AtMarket(), Terms.PLAIN);
    }

    @Test
    void immediate_order() {
        placed("createOrder-ioc", Side.BUY, at("50000"), in(TimeInForce.IOC));
    }

    @Test
    void order_good_till_cancelled() {
        placed("createOrder-gtc", Side.BUY, at("50000"), in(TimeInForce.GTC));
    }

    @Test
    void post_only_order() {
        placed("createOrder-postOnly", Side.BUY, at("50000"), in(TimeInForce.PO));
    }

    @Test
    void reduce_only_order() {
        placed(
                "createOrder-reduceOnly",
                Side.BUY,
                at("50000"),
                new Terms(Optional.empty(), true, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"STOP", "STOP_LOSS"})
    void stop_loss_order(Trigger.Kind kind) {
        placed("createOrder-stopLoss", Side.SELL, new Pricing.AtMarket(), at(kind, "80000"));
    }

    @Test
    void stop_loss_limit_order() {
        placed(
                "createOrder-stopLossLimit",
                Side.SELL,
                at("79990"),
                at(Trigger.Kind.STOP_LOSS, "80000"));
    }

    @Test
    void take_profit_order() {
        placed(
                "createOrder-takeProfit",
                Side.SELL,
                new Pricing.AtMarket(),
                at(Trigger.Kind.TAKE_PROFIT, "90000"));
    }

    @Test
    void take_profit_limit_order() {
        placed(
                "createOrder-takeProfitLimit",
                Side.BUY,
                at("79990"),
                at(Trigger.Kind.TAKE_PROFIT, "80000"));
    }

    /** An order also has our name and a deadline, and CCXT's has neither. */
    private void placed(String name, Side side, Pricing pricing, Terms terms) {
        Order order = ccxt.placed(BTC_USDT, side, pricing, "0.01", terms);
        var theirs = CcxtView.fields(Recording.plain(recording(name).answer()));
        assertThat(view(order)).isEqualTo(theirs);
        sameRequest(name);
        assertThat(Recording.form(ccxt.fake().received().getLast().body()))
                .containsEntry("cl_ord_id", ConnectorDifferential.OURS.value())
                .containsEntry("deadline", "2025-11-24T16:00:05Z");
    }

    @ParameterizedTest
    @CsvSource({
        "fetchOpenOrders-id, 6d1b345e-2821-40e2-ad83-4ecb18a06876",
        "fetchClosedOrders-id, 0f1b345e-2821-40e2-ad83-4ecb18a06877"
    })
    void look_up_of_an_order(String name, String id) {
        Order found = lookUp(id).order().orElseThrow();

        assertThat(List.of(view(found))).isEqualTo(theirs(name));
        var last = ccxt.fake().received().getLast();
        assertThat(Recording.form(last.body())).containsEntry("cl_ord_id", id);
        KrakenSigned.ifPrivate(last);
    }

    @Test
    void look_up_of_an_order_nobody_knows_asks_for_the_open_ones_first() {
        assertThat(lookUp("unheard-of"))
                .isEqualTo(
                        new LookUp(
                                Optional.empty(),
                                Optional.of(
                                        new Absence(Duration.ofSeconds(10), Duration.ofDays(30)))));
        assertThat(
                        ccxt.fake().received().stream()
                                .filter(MARKET_LIST.negate())
                                .map(FakeExchange.Received::path)
                                .toList())
                .containsExactly("/0/private/OpenOrders", "/0/private/ClosedOrders");
    }

    private LookUp lookUp(String id) {
        return answered(
                exchanges.lookUp(
                        SPOT,
                        permit(Operation.FETCH_ORDERS),
                        KrakenSigned.KEYS,
                        BTC_USDT,
                        new Sought(new ClientOrderId(id), false)));
    }

    @Test
    void of_many_calls_of_two_users_with_one_key_at_once_each_comes_with_a_greater_nonce()
            throws InterruptedException {
        var threads = new ArrayList<Thread>();
        List<User> users = List.of(ConnectorDifferential.ANN, Fixtures.user("bob@example.org"));
        for (int i = 0; i < 64; i++) {
            User user = users.get(i % 2);
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            exchanges.cancel(
                                                    SPOT,
                                                    Permits.of(user, Operation.CANCEL_ORDER),
                                                    KrakenSigned.KEYS,
                                                    new OrderId("OQCLML-BW3P3-BUCMWZ"),
                                                    BTC_USDT)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        var cancels = ccxt.fake().received().stream().filter(MARKET_LIST.negate()).toList();
        assertThat(cancels).hasSize(64);
        cancels.forEach(KrakenSigned::ifPrivate);
        assertThat(
                        cancels.stream()
                                .map(request -> Recording.form(request.body()).get("nonce"))
                                .map(Long::parseLong)
                                .toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private static Recording recording(String name) {
        return Recording.of("kraken", name, INCIDENTAL);
    }

    private void sameRequest(String name) {
        var last = ccxt.fake().received().getLast();
        assertThat(List.of(Recording.Sent.of(last, INCIDENTAL)))
                .isEqualTo(recording(name).requests());
        KrakenSigned.ifPrivate(last);
        PROOFS.proves(recording(name).method());
    }
}
