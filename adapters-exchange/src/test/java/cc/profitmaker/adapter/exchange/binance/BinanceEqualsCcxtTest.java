package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.NOW;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.at;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.each;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.in;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.page;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.permit;
import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.exchange.testing.CcxtView;
import cc.profitmaker.adapter.exchange.testing.ConnectorDifferential;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.Proofs;
import cc.profitmaker.adapter.exchange.testing.Recording;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The same payloads, the same answers and the same requests as CCXT. What differs on purpose is
 * listed in the README beside the recordings.
 */
final class BinanceEqualsCcxtTest {
    private static final Venue SPOT =
            new Venue(new ExchangeId("binance"), MarketType.SPOT, Environment.LIVE);
    private static final ApiCredential KEYS =
            new ApiCredential(Secret.of("key"), Secret.of("c2VjcmV0c2VjcmV0"), Secret.of(""));

    private static final Proofs PROOFS = new Proofs();

    private ConnectorDifferential ccxt;
    private Exchanges exchanges;

    @BeforeEach
    void start() {
        ccxt =
                new ConnectorDifferential(
                        new ConnectorDifferential.Particulars(
                                SPOT,
                                "binance",
                                KEYS,
                                Set.of("timestamp", "signature", "recvWindow", "newClientOrderId"),
                                request -> request.path().equals("/api/v3/exchangeInfo"),
                                BinanceEqualsCcxtTest::isSignedIfPrivate),
                        PROOFS);
        exchanges = ccxt.exchanges();
    }

    @AfterEach
    void stop() {
        ccxt.close();
    }

    @AfterAll
    static void all_that_is_claimed_is_proved() {
        PROOFS.areComplete(SPOT, BinanceOffer.SPOT);
    }

    @Test
    void markets() {
        ccxt.sameMarkets("loadMarkets");
    }

    @Test
    void ticker() {
        ccxt.same("fetchTicker", exchanges.ticker(SPOT, BTC_USDT), CcxtView::of);
    }

    @Test
    void ticker_of_a_market_that_did_not_move() {
        ccxt.same("fetchTicker-flat", exchanges.ticker(SPOT, new Symbol("ETH/BTC")), CcxtView::of);
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
                exchanges.orderBook(SPOT, BTC_USDT, Optional.of(5)),
                CcxtView::of);
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
                exchanges.trades(SPOT, BTC_USDT, page(1763990000150L, 1)),
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
    void balance() {
        ccxt.same(
                "fetchBalance",
                exchanges.balance(SPOT, permit(Operation.FETCH_BALANCE), KEYS),
                CcxtView::of);
    }

    @Test
    void open_orders() {
        ccxt.same(
                "fetchOpenOrders",
                exchanges.openOrders(
                        SPOT,
                        permit(Operation.FETCH_OPEN_ORDERS),
                        KEYS,
                        Optional.of(BTC_USDT),
                        Page.DEFAULT),
                each(CcxtView::of));
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
        ccxt.same("fetchMyTrades-page", myTrades(page(1764000000000L, 2)), each(CcxtView::of));
    }

    @Test
    void cancel() {
        ccxt.same(
                "cancelOrder",
                exchanges.cancel(
                        SPOT, permit(Operation.CANCEL_ORDER), KEYS, new OrderId("28"), BTC_USDT),
                CcxtView::of);
    }

    @Test
    void limit_order() {
        placed("createOrder-limit", Side.BUY, at("50000"), Terms.PLAIN);
    }

    @Test
    void market_order_with_its_fills_and_fees() {
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
    void stop_order() {
        placed(
                "createOrder-stop",
                Side.SELL,
                new Pricing.AtMarket(),
                at(Trigger.Kind.STOP, "80000"));
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
                Side.SELL,
                at("90010"),
                at(Trigger.Kind.TAKE_PROFIT, "90000"));
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
                                                    KEYS,
                                                    order,
                                                    BTC_USDT)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        var cancels =
                ccxt.fake().received().stream().filter(r -> r.method().equals("DELETE")).toList();
        assertThat(cancels).hasSize(200);
        cancels.forEach(BinanceEqualsCcxtTest::isSignedIfPrivate);
    }

    private void placed(String name, Side side, Pricing pricing, Terms terms) {
        ccxt.samePlaced(name, BTC_USDT, side, pricing, "0.01", terms);
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
        return exchanges.orders(
                SPOT, permit(Operation.FETCH_ORDERS), KEYS, Optional.of(BTC_USDT), page);
    }

    private Reply<List<cc.profitmaker.domain.market.Trade>> myTrades(Page page) {
        return exchanges.myTrades(
                SPOT, permit(Operation.FETCH_MY_TRADES), KEYS, Optional.of(BTC_USDT), page);
    }
}
