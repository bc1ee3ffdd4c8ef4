package cc.profitmaker.adapter.exchange.kucoin;

import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.answered;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.at;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.each;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.in;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.page;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.permit;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.exchange.testing.CcxtView;
import cc.profitmaker.adapter.exchange.testing.ConnectorDifferential;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.Proofs;
import cc.profitmaker.adapter.exchange.testing.Recording;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.MarginMode;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
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
import cc.profitmaker.domain.vault.KeyReport.Permission;

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
final class KucoinFuturesEqualsCcxtTest {
    private static final Venue SWAP =
            new Venue(new ExchangeId("kucoinfutures"), MarketType.SWAP, Environment.LIVE);
    private static final Symbol BTC = new Symbol("BTC/USDT:USDT");
    private static final Predicate<FakeExchange.Received> MARKET_LIST =
            request -> request.path().equals("/api/v1/contracts/active");

    private static final Proofs PROOFS = new Proofs();

    private ConnectorDifferential ccxt;
    private Exchanges exchanges;

    @BeforeEach
    void start() {
        ccxt =
                new ConnectorDifferential(
                        new ConnectorDifferential.Particulars(
                                SWAP,
                                "kucoinfutures",
                                KucoinSigned.KEYS,
                                Set.of("clientOid"),
                                MARKET_LIST,
                                KucoinSigned::ifPrivate),
                        PROOFS);
        exchanges = ccxt.exchanges();
    }

    @AfterAll
    static void all_that_is_claimed_is_proved() {
        PROOFS.areComplete(SWAP, KucoinOffer.SWAP);
    }

    @AfterEach
    void stop() {
        ccxt.close();
    }

    /** Of CCXT's markets the linear ones that do not expire. */
    @Test
    void markets() {
        var theirs = new TreeMap<Object, Object>();
        ((Map<?, ?>) Recording.plain(recording("loadMarkets").answer()))
                .forEach(
                        (symbol, market) -> {
                            var fields = new TreeMap<Object, Object>((Map<?, ?>) market);
                            if (fields.get("linear").equals(true)
                                    && fields.get("swap").equals(true)) {
                                fields.keySet()
                                        .removeAll(List.of("created", "marginModes", "subType"));
                                theirs.put(symbol, fields);
                            }
                        });
        assertThat(theirs).hasSize(2);
        assertThat(KucoinViews.markets(answered(exchanges.markets(SWAP)))).isEqualTo(theirs);
        sameRequest("loadMarkets");
    }

    @Test
    void ticker() {
        ccxt.same("fetchTicker", exchanges.ticker(SWAP, BTC), CcxtView::of);
    }

    @Test
    void order_book_of_all_levels() {
        ccxt.same("fetchOrderBook", exchanges.orderBook(SWAP, BTC, Optional.empty()), CcxtView::of);
    }

    @ParameterizedTest
    @CsvSource({"20", "100"})
    void order_book_of_some_levels(int limit) {
        ccxt.same(
                "fetchOrderBook-" + limit,
                exchanges.orderBook(SWAP, BTC, Optional.of(limit)),
                CcxtView::of);
    }

    @ParameterizedTest
    @CsvSource({"1, depth20, 1", "21, depth100, 3", "101, snapshot, 4"})
    void order_book_of_a_number_of_levels_that_kucoin_does_not_have_is_cut_from_a_larger_one(
            int limit, String book, int levels) {
        assertThat(answered(exchanges.orderBook(SWAP, BTC, Optional.of(limit))).bids())
                .hasSize(levels);
        assertThat(ccxt.fake().received().getLast().path()).endsWith(book);
    }

    @Test
    void trades() {
        ccxt.same("fetchTrades", exchanges.trades(SWAP, BTC, Page.DEFAULT), each(CcxtView::of));
    }

    @Test
    void page_of_trades() {
        ccxt.same(
                "fetchTrades-page",
                exchanges.trades(SWAP, BTC, page(1764000000000L, 1)),
                each(CcxtView::of));
    }

    @Test
    void candles() {
        ccxt.same(
                "fetchOHLCV",
                exchanges.candles(SWAP, BTC, Timeframe.ONE_MINUTE, Page.DEFAULT),
                each(CcxtView::of));
    }

    @Test
    void page_of_candles() {
        ccxt.same(
                "fetchOHLCV-page",
                exchanges.candles(SWAP, BTC, new Timeframe("1h"), page(1763990000000L, 2)),
                each(CcxtView::of));
    }

    @ParameterizedTest
    @CsvSource({
        "1m, 1",
        "5m, 5",
        "15m, 15",
        "30m, 30",
        "1h, 60",
        "2h, 120",
        "4h, 240",
        "8h, 480",
        "12h, 720",
        "1d, 1440",
        "1w, 10080"
    })
    void every_time_frame_has_its_minutes(String timeframe, String minutes) {
        answered(exchanges.candles(SWAP, BTC, new Timeframe(timeframe), Page.DEFAULT));
        assertThat(Recording.form(ccxt.fake().received().getLast().query()))
                .containsEntry("granularity", minutes);
    }

    @Test
    void balance() {
        ccxt.same(
                "fetchBalance",
                exchanges.balance(SWAP, permit(Operation.FETCH_BALANCE), KucoinSigned.KEYS),
                CcxtView::of);
    }

    @Test
    void open_orders() {
        ccxt.same(
                "fetchOpenOrders", openOrders(Optional.of(BTC), Page.DEFAULT), each(CcxtView::of));
    }

    @Test
    void open_orders_of_all_markets() {
        ccxt.same(
                "fetchOpenOrders-all",
                openOrders(Optional.empty(), Page.DEFAULT),
                each(CcxtView::of));
    }

    @Test
    void page_of_open_orders() {
        ccxt.same(
                "fetchOpenOrders-page",
                openOrders(Optional.of(BTC), page(1763999600000L, 1)),
                each(CcxtView::of));
    }

    @Test
    void orders_are_the_open_and_the_closed_ones() {
        sameOrders("fetchOpenOrders", "fetchClosedOrders", Optional.of(BTC));
    }

    @Test
    void orders_of_all_markets() {
        sameOrders("fetchOpenOrders-all", "fetchClosedOrders-all", Optional.empty());
    }

    /** CCXT has no call for both. */
    private void sameOrders(String open, String closed, Optional<Symbol> symbol) {
        var theirs = new ArrayList<Map<?, ?>>();
        var requests = new ArrayList<Recording.Sent>();
        for (String name : List.of(open, closed)) {
            ((List<?>) Recording.plain(recording(name).answer()))
                    .forEach(order -> theirs.add((Map<?, ?>) order));
            requests.addAll(recording(name).requests());
        }
        theirs.sort(Comparator.comparing(order -> order.get("timestamp").toString()));
        List<Order> ours =
                answered(
                        exchanges.orders(
                                SWAP,
                                permit(Operation.FETCH_ORDERS),
                                KucoinSigned.KEYS,
                                symbol,
                                Page.DEFAULT));
        assertThat(ours.stream().map(CcxtView::of).toList()).isEqualTo(theirs);
        var sent = ccxt.fake().received().stream().filter(MARKET_LIST.negate()).toList();
        assertThat(sent.stream().map(r -> Recording.Sent.of(r, Set.of())).toList())
                .isEqualTo(requests);
        sent.forEach(KucoinSigned::ifPrivate);
    }

    @Test
    void my_trades() {
        ccxt.same("fetchMyTrades", myTrades(Optional.of(BTC), Page.DEFAULT), each(CcxtView::typed));
    }

    @Test
    void my_trades_of_all_markets() {
        ccxt.same(
                "fetchMyTrades-all",
                myTrades(Optional.empty(), Page.DEFAULT),
                each(CcxtView::typed));
    }

    @Test
    void page_of_my_trades() {
        ccxt.same(
                "fetchMyTrades-page",
                myTrades(Optional.of(BTC), page(1763999500000L, 1)),
                each(CcxtView::typed));
    }

    @ParameterizedTest
    @CsvSource({"fetchPositions, 0", "fetchPositions-one, 1"})
    void positions(String name, int wanted) {
        var ours =
                answered(
                        exchanges.positions(
                                SWAP,
                                permit(Operation.FETCH_POSITIONS),
                                KucoinSigned.KEYS,
                                wanted == 0 ? Set.of() : Set.of(BTC)));
        assertThat(ours.stream().map(KucoinViews::of).toList())
                .isEqualTo(
                        rows(
                                name,
                                List.of(
                                        "initialMarginPercentage",
                                        "maintenanceMarginPercentage",
                                        "realizedPnl",
                                        "collateral",
                                        "percentage",
                                        "datetime")));
        sameRequest(name);
    }

    @Test
    void ledger() {
        sameLedger("fetchLedger", Optional.empty(), Page.DEFAULT);
    }

    @Test
    void page_of_the_ledger() {
        sameLedger("fetchLedger-page", Optional.of(new Currency("USDT")), page(1763998000000L, 5));
    }

    /** CCXT has no id, and for a direction of what was neither paid in nor out its type. */
    private void sameLedger(String name, Optional<Currency> code, Page page) {
        var ours =
                answered(
                        exchanges.ledger(
                                SWAP,
                                permit(Operation.FETCH_LEDGER),
                                KucoinSigned.KEYS,
                                code,
                                page));
        assertThat(
                        ours.stream()
                                .map(
                                        entry -> {
                                            var fields =
                                                    new TreeMap<Object, Object>(
                                                            (Map<?, ?>) CcxtView.of(entry));
                                            fields.remove("id");
                                            fields.remove("direction");
                                            return fields;
                                        })
                                .toList())
                .isEqualTo(
                        rows(
                                name,
                                List.of(
                                        "account",
                                        "referenceAccount",
                                        "status",
                                        "datetime",
                                        "direction")));
        assertThat(ours.getLast().amount()).isEqualByComparingTo("10.5");
        assertThat(ours.get(ours.size() - 2).amount()).isEqualByComparingTo("-0.25");
        sameRequest(name);
    }

    @Test
    void money_that_was_paid_out_is_negative() {
        assertThat(
                        answered(
                                        exchanges.ledger(
                                                SWAP,
                                                permit(Operation.FETCH_LEDGER),
                                                KucoinSigned.KEYS,
                                                Optional.empty(),
                                                Page.DEFAULT))
                                .getFirst()
                                .amount())
                .isEqualByComparingTo("-5");
    }

    /** CCXT asks, and then has no words for the answer. */
    @Test
    void leverages() {
        List<Leverage> ours =
                answered(
                        exchanges.leverages(
                                SWAP,
                                permit(Operation.FETCH_LEVERAGES),
                                KucoinSigned.KEYS,
                                Set.of(BTC)));
        assertThat(ours)
                .singleElement()
                .satisfies(
                        leverage -> {
                            assertThat(leverage.symbol()).isEqualTo(BTC);
                            assertThat(leverage.mode()).isEqualTo(MarginMode.CROSS);
                            assertThat(leverage.value()).isEqualByComparingTo("3");
                        });
        sameRequest("fetchLeverage");
    }

    @Test
    void leverages_of_no_market_in_particular_need_one() {
        assertThat(
                        exchanges.leverages(
                                SWAP,
                                permit(Operation.FETCH_LEVERAGES),
                                KucoinSigned.KEYS,
                                Set.of()))
                .isEqualTo(Reply.failed(Kind.SYMBOL_NEEDED));
    }

    /** KuCoin answers that it did; CCXT tells no leverage. */
    @Test
    void set_leverage() {
        Leverage ours =
                answered(
                        exchanges.setLeverage(
                                SWAP,
                                permit(Operation.SET_LEVERAGES),
                                KucoinSigned.KEYS,
                                BTC,
                                new BigDecimal("5.0")));
        assertThat(ours.symbol()).isEqualTo(BTC);
        assertThat(ours.value()).isEqualByComparingTo("5");
        assertThat(Recording.parse(ours.info().json()))
                .isEqualTo(Recording.plain(recording("setLeverage").answer().path("info")));
        sameRequest("setLeverage");
    }

    @Test
    void cancel() {
        Order ours =
                answered(
                        exchanges.cancel(
                                SWAP,
                                permit(Operation.CANCEL_ORDER),
                                KucoinSigned.KEYS,
                                new OrderId("234125150956625920"),
                                BTC));
        assertThat(ours.id()).isEqualTo(new OrderId("234125150956625920"));
        // CCXT tells nothing but what KuCoin answered.
        assertThat(Recording.parse(ours.info().json()))
                .isEqualTo(
                        Recording.plain(
                                recording("cancelOrder").answer().path("info").path("data")));
        sameRequest("cancelOrder");
    }

    /** CCXT has no call for it. */
    @Test
    void what_a_key_may_do_is_asked_although_there_is_no_spot_market() {
        assertThat(
                        answered(
                                        exchanges.inspect(
                                                SWAP.exchange(),
                                                permit(Operation.INSPECT_KEY),
                                                KucoinSigned.KEYS))
                                .permissions())
                .contains(Set.of(Permission.READ, Permission.DERIVATIVES_TRADE));
        KucoinSigned.ifPrivate(ccxt.fake().received().getLast());
    }

    @Test
    void limit_order() {
        placed("createOrder-limit", Side.BUY, at("50000"), Terms.PLAIN);
    }

    @Test
    void market_order_of_so_many_contracts() {
        ccxt.samePlaced(
                "createOrder-market", BTC, Side.SELL, new Pricing.AtMarket(), "10", Terms.PLAIN);
        assertThat(ccxt.fake().received().getLast().body()).contains("\"size\":10,");
    }

    @ParameterizedTest
    @CsvSource({
        "createOrder-ioc, IOC",
        "createOrder-fok, FOK",
        "createOrder-gtc, GTC",
        "createOrder-postOnly, PO"
    })
    void limit_order_with_a_time_in_force(String name, TimeInForce timeInForce) {
        placed(name, Side.BUY, at("50000"), in(timeInForce));
    }

    @Test
    void market_order_that_only_reduces() {
        placed(
                "createOrder-reduceOnly",
                Side.SELL,
                new Pricing.AtMarket(),
                new Terms(Optional.empty(), true, Optional.empty()));
    }

    @Test
    void limit_order_that_only_reduces() {
        placed(
                "createOrder-reduceOnlyLimit",
                Side.SELL,
                at("90000.1"),
                new Terms(Optional.empty(), true, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "createOrder-stop, STOP, 80000",
        "createOrder-stopLoss, STOP_LOSS, 80000",
        "createOrder-takeProfit, TAKE_PROFIT, 90000"
    })
    void sell_at_market_that_waits_for_its_trigger(String name, Trigger.Kind kind, String trigger) {
        placed(name, Side.SELL, new Pricing.AtMarket(), at(kind, trigger));
    }

    @ParameterizedTest
    @CsvSource({
        "createOrder-stopLimit, STOP, 90010, 90000",
        "createOrder-stopLossLimit, STOP_LOSS, 90010, 90000",
        "createOrder-takeProfitLimit, TAKE_PROFIT, 79990, 80000"
    })
    void buy_at_a_limit_that_waits_for_its_trigger(
            String name, Trigger.Kind kind, String limit, String trigger) {
        placed(name, Side.BUY, at(limit), at(kind, trigger));
    }

    @ParameterizedTest
    @CsvSource({"fetchOrder-done, done-id", "fetchOrder-stop, stop-id"})
    void look_up_of_an_order(String name, String id) {
        Order found = lookUp(id).order().orElseThrow();

        assertThat(CcxtView.of(found)).isEqualTo(Recording.plain(recording(name).answer()));
        assertThat(ccxt.fake().received().getLast().query()).isEqualTo("clientOid=" + id);
        KucoinSigned.ifPrivate(ccxt.fake().received().getLast());
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

    private void placed(String name, Side side, Pricing pricing, Terms terms) {
        ccxt.samePlaced(name, BTC, side, pricing, "2", terms);
        assertThat(Recording.form(ccxt.fake().received().getLast().body()))
                .containsEntry("clientOid", ConnectorDifferential.OURS.value());
    }

    private static Recording recording(String name) {
        return Recording.of("kucoinfutures", name, Set.of());
    }

    private static List<Object> rows(String name, List<String> without) {
        var rows = new ArrayList<Object>();
        ((List<?>) Recording.plain(recording(name).answer()))
                .forEach(
                        row -> {
                            var fields = new TreeMap<Object, Object>((Map<?, ?>) row);
                            fields.keySet().removeAll(without);
                            rows.add(fields);
                        });
        return rows;
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
                        SWAP,
                        permit(Operation.FETCH_ORDERS),
                        KucoinSigned.KEYS,
                        BTC,
                        new Sought(new ClientOrderId(id), false)));
    }

    private Reply<List<Order>> openOrders(Optional<Symbol> symbol, Page page) {
        return exchanges.openOrders(
                SWAP, permit(Operation.FETCH_OPEN_ORDERS), KucoinSigned.KEYS, symbol, page);
    }

    private Reply<List<Trade>> myTrades(Optional<Symbol> symbol, Page page) {
        return exchanges.myTrades(
                SWAP, permit(Operation.FETCH_MY_TRADES), KucoinSigned.KEYS, symbol, page);
    }
}
