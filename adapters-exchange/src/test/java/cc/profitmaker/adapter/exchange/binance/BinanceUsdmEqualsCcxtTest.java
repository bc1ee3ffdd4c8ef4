package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.NOW;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.at;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.each;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.in;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.page;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.permit;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.exchange.testing.CcxtView;
import cc.profitmaker.adapter.exchange.testing.ConnectorDifferential;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.Proofs;
import cc.profitmaker.adapter.exchange.testing.Recording;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.MarginMode;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The same payloads, the same answers and the same requests as CCXT. What differs on purpose is
 * listed in the README beside the recordings.
 */
final class BinanceUsdmEqualsCcxtTest {
    static final Venue SWAP =
            new Venue(new ExchangeId("binance"), MarketType.SWAP, Environment.LIVE);
    static final Symbol BTC = new Symbol("BTC/USDT:USDT");

    /** Of CCXT's market structure: what is the same for all, and what ours does not have. */
    private static final List<String> UNTOLD =
            List.of(
                    "spot",
                    "swap",
                    "future",
                    "option",
                    "stock",
                    "contract",
                    "tierBased",
                    "percentage",
                    "feeSide",
                    "marginModes",
                    "created");

    /** Derived from figures that are told, or from brackets that CCXT asks for besides. */
    private static final List<String> DERIVED =
            List.of(
                    "collateral",
                    "initialMarginPercentage",
                    "marginRatio",
                    "marginType",
                    "hedged",
                    "percentage");

    static final ApiCredential KEYS =
            new ApiCredential(Secret.of("key"), Secret.of("c2VjcmV0c2VjcmV0"), Secret.of(""));

    static final ConnectorDifferential.Particulars PARTICULARS =
            new ConnectorDifferential.Particulars(
                    SWAP,
                    "binanceusdm",
                    KEYS,
                    Set.of(
                            "timestamp",
                            "signature",
                            "recvWindow",
                            "newClientOrderId",
                            "clientAlgoId"),
                    BinanceUsdmEqualsCcxtTest::isWarmUp,
                    BinanceUsdmEqualsCcxtTest::isSignedIfPrivate);

    private static final Proofs PROOFS = new Proofs();

    private ConnectorDifferential ccxt;
    private Exchanges exchanges;

    @BeforeEach
    void start() {
        ccxt = new ConnectorDifferential(PARTICULARS, PROOFS);
        exchanges = ccxt.exchanges();
    }

    @AfterEach
    void stop() {
        ccxt.close();
    }

    @AfterAll
    static void all_that_is_claimed_is_proved() {
        PROOFS.areComplete(SWAP, BinanceOffer.SWAP);
    }

    /** The market list, and the margin mode that a new leverage's answer does not tell. */
    private static boolean isWarmUp(FakeExchange.Received request) {
        return request.path().equals("/fapi/v1/exchangeInfo")
                || (request.path().equals("/fapi/v1/symbolConfig")
                        && request.query().contains("symbol="));
    }

    @Test
    void markets_that_are_perpetual_and_no_other() {
        var theirs = new TreeMap<String, Object>();
        Recording recording = Recording.of("binanceusdm", "loadMarkets", Set.of());
        recording
                .answer()
                .properties()
                .forEach(market -> theirs.put(market.getKey(), without(UNTOLD, market.getValue())));
        assertThat(theirs.remove("BTC/USDT:USDT-261225")).isNotNull();
        var ours = new TreeMap<String, Object>();
        ConnectorDifferential.answered(exchanges.markets(SWAP))
                .forEach(market -> ours.put(market.symbol().value(), UsdmViews.of(market)));

        assertThat(ours).isEqualTo(theirs);
        assertThat(ccxt.fake().received().stream().map(r -> Recording.Sent.of(r, Set.of())))
                .containsExactlyElementsOf(recording.requests());
        PROOFS.proves(recording.method());
    }

    private static Map<String, Object> without(List<String> names, JsonNode node) {
        var fields = new TreeMap<String, Object>();
        ((Map<?, ?>) Recording.plain(node))
                .forEach((name, value) -> fields.put((String) name, value));
        fields.keySet().removeAll(names);
        return fields;
    }

    @Test
    void ticker() {
        ccxt.same("fetchTicker", exchanges.ticker(SWAP, BTC), CcxtView::of);
    }

    @Test
    void order_book() {
        ccxt.same("fetchOrderBook", exchanges.orderBook(SWAP, BTC, Optional.empty()), CcxtView::of);
    }

    @Test
    void order_book_of_some_levels() {
        ccxt.same(
                "fetchOrderBook-limit",
                exchanges.orderBook(SWAP, BTC, Optional.of(5)),
                CcxtView::of);
    }

    @Test
    void trades() {
        ccxt.same("fetchTrades", exchanges.trades(SWAP, BTC, Page.DEFAULT), each(CcxtView::of));
    }

    @Test
    void page_of_trades() {
        ccxt.same(
                "fetchTrades-page",
                exchanges.trades(SWAP, BTC, page(1763990000150L, 1)),
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

    @Test
    void balance() {
        ccxt.same(
                "fetchBalance",
                exchanges.balance(SWAP, permit(Operation.FETCH_BALANCE), KEYS),
                CcxtView::of);
    }

    /** CCXT tells those that wait for a trigger only when asked for them. */
    @Test
    void open_orders() {
        ccxt.sameTogether(
                List.of("fetchOpenOrders-waiting", "fetchOpenOrders"),
                exchanges.openOrders(
                        SWAP,
                        permit(Operation.FETCH_OPEN_ORDERS),
                        KEYS,
                        Optional.of(BTC),
                        Page.DEFAULT),
                UsdmWaitingEqualsCcxtTest::view,
                order -> order,
                Set.of());
    }

    @Test
    void orders() {
        ccxt.same("fetchOrders", orders(Page.DEFAULT), each(CcxtView::of));
    }

    @Test
    void page_of_orders_filled_canceled_and_expired() {
        ccxt.same("fetchOrders-page", orders(page(1763999000000L, 3)), each(CcxtView::of));
    }

    @Test
    void my_trades() {
        ccxt.same("fetchMyTrades", myTrades(Page.DEFAULT), each(CcxtView::of));
    }

    @Test
    void page_of_my_trades() {
        ccxt.same("fetchMyTrades-page", myTrades(page(1763000000000L, 2)), each(CcxtView::of));
    }

    @Test
    void cancel() {
        ccxt.same(
                "cancelOrder",
                exchanges.cancel(
                        SWAP, permit(Operation.CANCEL_ORDER), KEYS, new OrderId("28"), BTC),
                CcxtView::of);
    }

    @Test
    void limit_order() {
        placed("createOrder-limit", Side.BUY, at("50000"), Terms.PLAIN);
    }

    @Test
    void market_order_with_its_average() {
        placed("createOrder-market", Side.BUY, new Pricing.AtMarket(), Terms.PLAIN);
    }

    @Test
    void immediate_order() {
        placed("createOrder-ioc", Side.BUY, at("50000"), in(TimeInForce.IOC));
    }

    @Test
    void post_only_order() {
        placed("createOrder-postOnly", Side.BUY, at("50000"), in(TimeInForce.PO));
    }

    @Test
    void order_to_fill_or_kill() {
        placed("createOrder-fok", Side.BUY, at("50000"), in(TimeInForce.FOK));
    }

    @Test
    void reduce_only_order() {
        placed(
                "createOrder-reduceOnly",
                Side.SELL,
                at("90000"),
                new Terms(Optional.empty(), true, Optional.empty()));
    }

    @Test
    void open_orders_of_all_markets() {
        Recording recording =
                Recording.of("binanceusdm", "fetchOpenOrders-all", PARTICULARS.incidental());
        List<Order> ours =
                ConnectorDifferential.answered(
                        exchanges.openOrders(
                                SWAP,
                                permit(Operation.FETCH_OPEN_ORDERS),
                                KEYS,
                                Optional.empty(),
                                Page.DEFAULT));

        assertThat(
                        ours.stream()
                                .filter(order -> !order.id().value().startsWith("algo-"))
                                .<Object>map(CcxtView::of)
                                .toList())
                .isEqualTo(Recording.plain(recording.answer()));
        assertThat(Recording.Sent.of(ccxt.fake().received().getLast(), PARTICULARS.incidental()))
                .isEqualTo(recording.requests().getLast());
    }

    @Test
    void positions() {
        samePositions("fetchPositions", Set.of());
    }

    @Test
    void positions_of_one_market() {
        samePositions("fetchPositions-one", Set.of(BTC));
    }

    private void samePositions(String name, Set<Symbol> symbols) {
        var recording = Recording.of("binanceusdm", name, Set.of());
        var theirs = new ArrayList<>();
        recording.answer().forEach(position -> theirs.add(without(DERIVED, position)));
        ccxt.same(
                name,
                exchanges.positions(SWAP, permit(Operation.FETCH_POSITIONS), KEYS, symbols),
                ours -> {
                    assertThat(ours.stream().<Object>map(UsdmViews::of).toList()).isEqualTo(theirs);
                    assertThat(ours.getFirst().margin().leverage())
                            .hasValueSatisfying(
                                    twenty -> assertThat(twenty).isEqualByComparingTo("20"));
                    return Recording.plain(recording.answer());
                });
    }

    @Test
    void ledger() {
        ccxt.same("fetchLedger", ledger(Optional.empty(), Page.DEFAULT), each(UsdmViews::of));
    }

    @Test
    void page_of_the_ledger_of_one_currency() {
        ccxt.same(
                "fetchLedger-page",
                ledger(Optional.of(new Currency("USDT")), page(1763999000000L, 3)),
                each(UsdmViews::of));
    }

    private Reply<List<LedgerEntry>> ledger(Optional<Currency> code, Page page) {
        return exchanges.ledger(SWAP, permit(Operation.FETCH_LEDGER), KEYS, code, page);
    }

    @Test
    void leverages() {
        ccxt.same("fetchLeverages", leverages(Set.of()), UsdmViews::of);
    }

    @Test
    void leverage_of_one_market() {
        ccxt.same("fetchLeverages-one", leverages(Set.of(BTC)), UsdmViews::of);
    }

    private Reply<List<Leverage>> leverages(Set<Symbol> symbols) {
        return exchanges.leverages(SWAP, permit(Operation.FETCH_LEVERAGES), KEYS, symbols);
    }

    @Test
    void new_leverage_which_leaves_the_margin_mode() {
        ccxt.same(
                "setLeverage",
                exchanges.setLeverage(
                        SWAP, permit(Operation.SET_LEVERAGES), KEYS, BTC, BigDecimal.TEN),
                set -> {
                    assertThat(set.value()).isEqualByComparingTo("10");
                    assertThat(set.mode()).isEqualTo(MarginMode.CROSS);
                    return Recording.parse(set.info().json());
                });
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
                                                    SWAP,
                                                    permit(Operation.CANCEL_ORDER),
                                                    KEYS,
                                                    order,
                                                    BTC)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        var cancels =
                ccxt.fake().received().stream().filter(r -> r.method().equals("DELETE")).toList();
        assertThat(cancels).hasSize(200);
        cancels.forEach(BinanceUsdmEqualsCcxtTest::isSignedIfPrivate);
    }

    private void placed(String name, Side side, Pricing pricing, Terms terms) {
        ccxt.samePlaced(name, BTC, side, pricing, "0.01", terms);
        var sent = Recording.form(ccxt.fake().received().getLast().body());
        assertThat(sent).containsEntry("newClientOrderId", ConnectorDifferential.OURS.value());
    }

    private static void isSignedIfPrivate(FakeExchange.Received request) {
        var query = new ArrayList<>(List.of(request.query().split("&", -1)));
        Optional<String> signature =
                query.stream().filter(part -> part.startsWith("signature=")).findFirst();
        assertThat(request.headers().containsKey("x-mbx-apikey")).isEqualTo(signature.isPresent());
        if (signature.isEmpty()) {
            return;
        }
        assertThat(request.headers()).containsEntry("x-mbx-apikey", "key");
        query.remove(signature.get());
        String signed = String.join("&", query) + request.body();
        assertThat(signature.get()).isEqualTo("signature=" + hmac(signed));
        assertThat(Recording.form(signed))
                .containsEntry("timestamp", Long.toString(NOW.toEpochMilli()))
                .containsEntry("recvWindow", "5000");
    }

    private static String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEYS.secret().reveal().getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply<List<cc.profitmaker.domain.order.Order>> orders(Page page) {
        return exchanges.orders(SWAP, permit(Operation.FETCH_ORDERS), KEYS, Optional.of(BTC), page);
    }

    private Reply<List<cc.profitmaker.domain.market.Trade>> myTrades(Page page) {
        return exchanges.myTrades(
                SWAP, permit(Operation.FETCH_MY_TRADES), KEYS, Optional.of(BTC), page);
    }
}
