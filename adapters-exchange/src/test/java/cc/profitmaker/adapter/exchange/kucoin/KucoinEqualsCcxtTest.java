package cc.profitmaker.adapter.exchange.kucoin;

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
import cc.profitmaker.adapter.exchange.testing.Proofs;
import cc.profitmaker.adapter.exchange.testing.Recording;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Price;
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
final class KucoinEqualsCcxtTest {
    private static final Venue SPOT =
            new Venue(new ExchangeId("kucoin"), MarketType.SPOT, Environment.LIVE);
    private static final Predicate<FakeExchange.Received> MARKET_LIST =
            request -> request.path().matches("/api/v2/symbols|/api/v1/market/allTickers");

    private static final Proofs PROOFS = new Proofs();

    private ConnectorDifferential ccxt;
    private Exchanges exchanges;

    @BeforeEach
    void start() {
        start(Set.of("clientOid"), MARKET_LIST);
    }

    private void start(Set<String> incidental, Predicate<FakeExchange.Received> warmUp) {
        stop();
        ccxt =
                new ConnectorDifferential(
                        new ConnectorDifferential.Particulars(
                                SPOT,
                                "kucoin",
                                KucoinSigned.KEYS,
                                incidental,
                                warmUp,
                                KucoinSigned::ifPrivate),
                        PROOFS);
        exchanges = ccxt.exchanges();
    }

    @AfterAll
    static void all_that_is_claimed_is_proved() {
        PROOFS.areComplete(SPOT, KucoinOffer.SPOT);
    }

    @AfterEach
    void stop() {
        if (ccxt != null) {
            ccxt.close();
        }
    }

    @Test
    void markets() {
        start(Set.of(), _ -> false);
        ccxt.same("loadMarkets", exchanges.markets(SPOT), KucoinViews::markets);
    }

    @ParameterizedTest
    @CsvSource({
        "fetchTicker, BTC/USDT",
        "fetchTicker-flat, WAXP/USDT",
        "fetchTicker-untraded, ETH/BTC"
    })
    void ticker(String name, String symbol) {
        ccxt.same(name, exchanges.ticker(SPOT, new Symbol(symbol)), CcxtView::of);
    }

    @Test
    void order_book() {
        ccxt.same(
                "fetchOrderBook",
                exchanges.orderBook(SPOT, BTC_USDT, Optional.empty()),
                CcxtView::of);
    }

    @Test
    void order_book_of_some_levels() {
        ccxt.same(
                "fetchOrderBook-limit",
                exchanges.orderBook(SPOT, BTC_USDT, Optional.of(20)),
                CcxtView::of);
    }

    @Test
    void order_book_of_a_number_of_levels_that_kucoin_does_not_have_is_cut_from_a_larger_one() {
        var one = answered(exchanges.orderBook(SPOT, BTC_USDT, Optional.of(1)));
        assertThat(one.bids()).hasSize(1);
        assertThat(one.bids().getFirst().price()).isEqualTo(Price.of("87195"));
        assertThat(one.asks().getFirst().price()).isEqualTo(Price.of("87195.1"));
        assertThat(ccxt.fake().received().getLast().path()).endsWith("level2_20");

        assertThat(answered(exchanges.orderBook(SPOT, BTC_USDT, Optional.of(21))).bids())
                .hasSize(3);
        assertThat(ccxt.fake().received().getLast().path()).endsWith("level2_100");
    }

    @Test
    void trades() {
        ccxt.same(
                "fetchTrades", exchanges.trades(SPOT, BTC_USDT, Page.DEFAULT), each(CcxtView::of));
    }

    @Test
    void page_of_trades() {
        ccxt.same(
                "fetchTrades-page",
                exchanges.trades(SPOT, BTC_USDT, page(1764000000000L, 1)),
                each(CcxtView::of));
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

    @Test
    void the_last_candles_are_asked_for_by_the_time_they_take() {
        var candles =
                answered(
                        exchanges.candles(
                                SPOT,
                                BTC_USDT,
                                new Timeframe("1h"),
                                new Page(Optional.empty(), Optional.of(2))));
        assertThat(candles).hasSize(2);
        assertThat(ccxt.fake().received().getLast().query())
                .isEqualTo("symbol=BTC-USDT&type=1hour&startAt=1763992800&endAt=1764000000");
    }

    @ParameterizedTest
    @CsvSource({
        "1m, 1min", "3m, 3min", "5m, 5min", "15m, 15min", "30m, 30min", "1h, 1hour", "2h, 2hour",
        "4h, 4hour", "6h, 6hour", "8h, 8hour", "12h, 12hour", "1d, 1day", "1w, 1week", "1M, 1month"
    })
    void every_time_frame_has_its_word(String timeframe, String word) {
        answered(exchanges.candles(SPOT, BTC_USDT, new Timeframe(timeframe), Page.DEFAULT));
        assertThat(Recording.form(ccxt.fake().received().getLast().query()))
                .containsEntry("type", word);
    }

    @Test
    void balance() {
        ccxt.same(
                "fetchBalance",
                exchanges.balance(SPOT, permit(Operation.FETCH_BALANCE), KucoinSigned.KEYS),
                CcxtView::of);
    }

    @Test
    void open_orders() {
        ccxt.same("fetchOpenOrders", openOrders(Page.DEFAULT), each(CcxtView::of));
    }

    @Test
    void page_of_open_orders() {
        ccxt.same("fetchOpenOrders-page", openOrders(page(1763998500000L, 1)), each(CcxtView::of));
    }

    @Test
    void orders_are_the_open_and_the_closed_ones() {
        sameOrders("fetchOpenOrders", "fetchClosedOrders", Page.DEFAULT);
    }

    @Test
    void page_of_orders() {
        sameOrders("fetchOpenOrders-page", "fetchClosedOrders-page", page(1763998500000L, 2));
    }

    /** CCXT has no call for both. */
    private void sameOrders(String open, String closed, Page page) {
        var theirs = new ArrayList<Map<?, ?>>();
        List.of(open, closed)
                .forEach(
                        name ->
                                ((List<?>) Recording.plain(recording(name).answer()))
                                        .forEach(order -> theirs.add((Map<?, ?>) order)));
        theirs.sort(Comparator.comparing(order -> order.get("timestamp").toString()));
        var ours =
                answered(
                        exchanges.orders(
                                SPOT,
                                permit(Operation.FETCH_ORDERS),
                                KucoinSigned.KEYS,
                                Optional.of(BTC_USDT),
                                page));
        assertThat(ours.stream().map(CcxtView::of).toList()).isEqualTo(theirs);
        assertThat(
                        ccxt.fake().received().stream()
                                .filter(MARKET_LIST.negate())
                                .map(FakeExchange.Received::path)
                                .toList())
                .containsExactly("/api/v1/hf/orders/active", "/api/v1/hf/orders/done");
        ccxt.fake().received().forEach(KucoinSigned::ifPrivate);
    }

    @Test
    void my_trades() {
        ccxt.same("fetchMyTrades", myTrades(Page.DEFAULT), each(CcxtView::typed));
    }

    @Test
    void page_of_my_trades() {
        ccxt.same("fetchMyTrades-page", myTrades(page(1763999500000L, 1)), each(CcxtView::typed));
    }

    @Test
    void ledger() {
        sameLedger("fetchLedger", Optional.empty(), Page.DEFAULT);
    }

    @Test
    void page_of_the_ledger() {
        sameLedger("fetchLedger-page", Optional.of(new Currency("USDT")), page(1763998500000L, 5));
    }

    /** Of CCXT's fields those we have: no account, no fee of its own, no status, no before. */
    private void sameLedger(String name, Optional<Currency> code, Page page) {
        List<LedgerEntry> ours =
                answered(
                        exchanges.ledger(
                                SPOT,
                                permit(Operation.FETCH_LEDGER),
                                KucoinSigned.KEYS,
                                code,
                                page));
        var theirs = new ArrayList<Object>();
        ((List<?>) Recording.plain(recording(name).answer()))
                .forEach(
                        entry -> {
                            var fields = new TreeMap<Object, Object>((Map<?, ?>) entry);
                            fields.keySet()
                                    .removeAll(
                                            List.of(
                                                    "account",
                                                    "referenceAccount",
                                                    "before",
                                                    "fee",
                                                    "status",
                                                    "datetime"));
                            theirs.add(fields);
                        });
        assertThat(ours.stream().map(CcxtView::of).toList()).isEqualTo(theirs);
        sameRequest(name);
    }

    @Test
    void cancel() {
        ccxt.same(
                "cancelOrder",
                exchanges.cancel(
                        SPOT,
                        permit(Operation.CANCEL_ORDER),
                        KucoinSigned.KEYS,
                        new OrderId("670fd33bf9406e0007ab3945"),
                        BTC_USDT),
                KucoinViews::canceled);
    }

    @Test
    void cancel_of_an_order_that_waits_for_its_trigger() {
        ccxt.same(
                "cancelOrder-stop",
                exchanges.cancel(
                        SPOT,
                        permit(Operation.CANCEL_ORDER),
                        KucoinSigned.KEYS,
                        new OrderId("vs93gpupfa48anof003u85mb"),
                        BTC_USDT),
                KucoinViews::canceled);
    }

    @Test
    void limit_order() {
        placed("createOrder-limit", Side.BUY, at("50000"), Terms.PLAIN);
    }

    @Test
    void market_order_of_an_amount_of_the_base_currency() {
        placed("createOrder-market", Side.BUY, new Pricing.AtMarket(), Terms.PLAIN);
    }

    @Test
    void immediate_order() {
        placed("createOrder-ioc", Side.BUY, at("50000"), in(TimeInForce.IOC));
    }

    @Test
    void order_to_fill_or_kill() {
        placed("createOrder-fok", Side.SELL, at("50000.1"), in(TimeInForce.FOK));
    }

    @Test
    void order_good_till_cancelled() {
        placed("createOrder-gtc", Side.SELL, at("50000.1"), in(TimeInForce.GTC));
    }

    @Test
    void post_only_order() {
        placed("createOrder-postOnly", Side.BUY, at("50000"), in(TimeInForce.PO));
    }

    @Test
    void stop_order_that_says_which_way_it_is_triggered() {
        start(Set.of("clientOid", "stop"), MARKET_LIST);
        placed(
                "createOrder-stop",
                Side.SELL,
                new Pricing.AtMarket(),
                at(Trigger.Kind.STOP, "80000"));
        assertThat(Recording.form(ccxt.fake().received().getLast().body()))
                .containsEntry("stop", "loss");
    }

    @Test
    void stop_limit_order_that_says_which_way_it_is_triggered() {
        start(Set.of("clientOid", "stop"), MARKET_LIST);
        placed("createOrder-stopLimit", Side.BUY, at("90010"), at(Trigger.Kind.STOP, "90000"));
        assertThat(Recording.form(ccxt.fake().received().getLast().body()))
                .containsEntry("stop", "entry");
    }

    @Test
    void stop_loss_order() {
        placed(
                "createOrder-stopLoss",
                Side.SELL,
                new Pricing.AtMarket(),
                at(Trigger.Kind.STOP_LOSS, "80000"));
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
    void stop_loss_limit_order_that_is_post_only() {
        placed(
                "createOrder-stopPostOnly",
                Side.SELL,
                at("80010"),
                new Terms(
                        Optional.of(TimeInForce.PO),
                        false,
                        at(Trigger.Kind.STOP_LOSS, "80000").trigger()));
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

    @ParameterizedTest
    @CsvSource({"fetchOrder-done, done-id", "fetchOrder-canceled, canceled-id"})
    void look_up_of_an_order(String name, String id) {
        Order found = lookUp(id).order().orElseThrow();

        assertThat(CcxtView.of(found)).isEqualTo(Recording.plain(recording(name).answer()));
        sameRequest(name);
        assertThat(
                        ccxt.fake().received().stream()
                                .filter(MARKET_LIST.negate())
                                .map(FakeExchange.Received::path)
                                .toList())
                .containsExactly(
                        "/api/v1/stop-order/queryOrderByClientOid",
                        "/api/v1/hf/orders/client-order/" + id);
    }

    /** CCXT does not find such an order by its client id; it finds it in the list. */
    @Test
    void look_up_of_an_order_that_waits_for_its_trigger() {
        Order found = lookUp("stop-id").order().orElseThrow();

        assertThat(CcxtView.of(found))
                .isEqualTo(
                        KucoinViews.withoutFee(
                                Recording.plain(
                                        recording("fetchOpenOrders-stop").answer().get(0))));
        assertThat(ccxt.fake().received().getLast().query())
                .isEqualTo("clientOid=stop-id&symbol=BTC-USDT");
    }

    @Test
    void look_up_of_an_order_nobody_knows() {
        assertThat(lookUp("unheard-of"))
                .isEqualTo(
                        new LookUp(
                                Optional.empty(),
                                Optional.of(
                                        new Absence(Duration.ofSeconds(10), Duration.ofDays(1)))));
    }

    @Test
    void what_kucoin_answers_for_one_market_only_needs_a_symbol() {
        assertThat(
                        exchanges.openOrders(
                                SPOT,
                                permit(Operation.FETCH_OPEN_ORDERS),
                                KucoinSigned.KEYS,
                                Optional.empty(),
                                Page.DEFAULT))
                .isEqualTo(Reply.failed(Kind.SYMBOL_NEEDED));
        assertThat(
                        exchanges.myTrades(
                                SPOT,
                                permit(Operation.FETCH_MY_TRADES),
                                KucoinSigned.KEYS,
                                Optional.empty(),
                                Page.DEFAULT))
                .isEqualTo(Reply.failed(Kind.SYMBOL_NEEDED));
        assertThat(ccxt.fake().received()).allMatch(MARKET_LIST);
    }

    @Test
    void many_calls_with_one_key_at_once_are_all_signed_right() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 200; i++) {
            OrderId order = new OrderId(Integer.toString(1_000_000 + i));
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            exchanges.cancel(
                                                    SPOT,
                                                    permit(Operation.CANCEL_ORDER),
                                                    KucoinSigned.KEYS,
                                                    order,
                                                    BTC_USDT)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        var cancels =
                ccxt.fake().received().stream().filter(r -> r.method().equals("DELETE")).toList();
        assertThat(cancels).hasSize(200);
        cancels.forEach(KucoinSigned::ifPrivate);
    }

    private void placed(String name, Side side, Pricing pricing, Terms terms) {
        ccxt.samePlaced(name, BTC_USDT, side, pricing, "0.01", terms);
        assertThat(Recording.form(ccxt.fake().received().getLast().body()))
                .containsEntry("clientOid", ConnectorDifferential.OURS.value());
    }

    private static Recording recording(String name) {
        return Recording.of("kucoin", name, Set.of("clientOid"));
    }

    private void sameRequest(String name) {
        var last = ccxt.fake().received().getLast();
        assertThat(List.of(Recording.Sent.of(last, Set.of())))
                .isEqualTo(recording(name).requests());
        KucoinSigned.ifPrivate(last);
        PROOFS.proves(recording(name).method());
    }

    private LookUp lookUp(String id) {
        return answered(
                exchanges.lookUp(
                        SPOT,
                        permit(Operation.FETCH_ORDERS),
                        KucoinSigned.KEYS,
                        BTC_USDT,
                        new Sought(new ClientOrderId(id), false)));
    }

    private Reply<List<Order>> openOrders(Page page) {
        return exchanges.openOrders(
                SPOT,
                permit(Operation.FETCH_OPEN_ORDERS),
                KucoinSigned.KEYS,
                Optional.of(BTC_USDT),
                page);
    }

    private Reply<List<Trade>> myTrades(Page page) {
        return exchanges.myTrades(
                SPOT,
                permit(Operation.FETCH_MY_TRADES),
                KucoinSigned.KEYS,
                Optional.of(BTC_USDT),
                page);
    }
}
