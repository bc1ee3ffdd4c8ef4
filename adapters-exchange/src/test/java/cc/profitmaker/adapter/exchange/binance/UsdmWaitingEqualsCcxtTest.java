package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.binance.BinanceUsdmEqualsCcxtTest.BTC;
import static cc.profitmaker.adapter.exchange.binance.BinanceUsdmEqualsCcxtTest.KEYS;
import static cc.profitmaker.adapter.exchange.binance.BinanceUsdmEqualsCcxtTest.PARTICULARS;
import static cc.profitmaker.adapter.exchange.binance.BinanceUsdmEqualsCcxtTest.SWAP;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.answered;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.at;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.permit;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.CcxtView;
import cc.profitmaker.adapter.exchange.testing.ConnectorDifferential;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.Proofs;
import cc.profitmaker.adapter.exchange.testing.Recording;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Orders that wait for a trigger, as CCXT tells them but for their ids, which here say that they
 * are such orders'.
 */
final class UsdmWaitingEqualsCcxtTest {
    private static final Pricing MARKET = new Pricing.AtMarket();

    private ConnectorDifferential ccxt;

    @BeforeEach
    void start() {
        ccxt = new ConnectorDifferential(PARTICULARS, new Proofs());
    }

    @AfterEach
    void stop() {
        ccxt.close();
    }

    /** CCXT's id of it. */
    static Object view(Order order) {
        var fields = new TreeMap<Object, Object>((Map<?, ?>) CcxtView.of(order));
        fields.computeIfPresent("id", (_, id) -> ((String) id).replaceFirst("^algo-", ""));
        return fields;
    }

    @Test
    void stop_order() {
        Order order = placed("createOrder-stop", Side.SELL, MARKET, at(Trigger.Kind.STOP, "80000"));

        assertThat(order.id()).isEqualTo(new OrderId("algo-4000001795783401"));
    }

    @Test
    void stop_order_that_only_reduces() {
        placed(
                "createOrder-stopReduceOnly",
                Side.SELL,
                MARKET,
                new Terms(Optional.empty(), true, at(Trigger.Kind.STOP, "80000").trigger()));
    }

    @Test
    void stop_limit_order() {
        placed("createOrder-stopLimit", Side.BUY, at("90010"), at(Trigger.Kind.STOP, "90000"));
    }

    @Test
    void stop_loss_order() {
        placed("createOrder-stopLoss", Side.SELL, MARKET, at(Trigger.Kind.STOP_LOSS, "80000"));
    }

    @Test
    void stop_loss_limit_order_that_is_immediate() {
        placed("createOrder-stopLossIoc", Side.SELL, at("79990"), stopLoss(TimeInForce.IOC));
    }

    @Test
    void stop_loss_limit_order_that_is_post_only() {
        placed("createOrder-stopPostOnly", Side.SELL, at("80010"), stopLoss(TimeInForce.PO));
    }

    private static Terms stopLoss(TimeInForce timeInForce) {
        return new Terms(
                Optional.of(timeInForce), false, at(Trigger.Kind.STOP_LOSS, "80000").trigger());
    }

    @Test
    void take_profit_order() {
        placed("createOrder-takeProfit", Side.SELL, MARKET, at(Trigger.Kind.TAKE_PROFIT, "90000"));
    }

    @Test
    void take_profit_limit_order() {
        placed(
                "createOrder-takeProfitLimit",
                Side.BUY,
                at("79990"),
                at(Trigger.Kind.TAKE_PROFIT, "80000"));
    }

    private Order placed(String name, Side side, Pricing pricing, Terms terms) {
        Order order = ccxt.placed(BTC, side, pricing, "0.01", terms);
        ccxt.same(name, Reply.answered(order), UsdmWaitingEqualsCcxtTest::view);
        assertThat(Recording.form(ccxt.fake().received().getLast().body()))
                .containsEntry("clientAlgoId", ConnectorDifferential.OURS.value());
        return order;
    }

    /** CCXT also says that it was not post-only, which Binance does not tell. */
    @Test
    void cancel() {
        ccxt.same(
                "cancelOrder-waiting",
                ccxt.exchanges()
                        .cancel(
                                SWAP,
                                permit(Operation.CANCEL_ORDER),
                                KEYS,
                                new OrderId("algo-4000001795783401"),
                                BTC),
                canceled -> {
                    assertThat(canceled.kind()).isEqualTo(Order.Kind.UNKNOWN);
                    var fields = new TreeMap<Object, Object>((Map<?, ?>) view(canceled));
                    fields.put("postOnly", false);
                    return fields;
                });
    }

    @ParameterizedTest
    @CsvSource({"fetchOrder-waiting, waits-1", "fetchOrder-canceled, canceled"})
    void look_up(String name, String id) {
        ccxt.same(name, found(lookUp(id, true)), UsdmWaitingEqualsCcxtTest::view);
        assertThat(ccxt.fake().received().getLast().query()).contains("clientAlgoId=" + id + "&");
    }

    /** CCXT says that nothing of it was filled; Binance does not tell. */
    @Test
    void look_up_of_one_that_was_triggered() {
        ccxt.same(
                "fetchOrder-triggered",
                found(lookUp("triggered", true)),
                order -> {
                    assertThat(order.progress().filled()).isEmpty();
                    assertThat(order.progress().remaining()).isEmpty();
                    var fields = new TreeMap<Object, Object>((Map<?, ?>) view(order));
                    fields.put("filled", Recording.plain(BigDecimal.ZERO));
                    fields.put("remaining", fields.get("amount"));
                    return fields;
                });
    }

    @Test
    void look_up_asks_for_one_that_waits_before_any_other() {
        Order found = lookUp("mine-28", true).order().orElseThrow();

        assertThat(CcxtView.of(found))
                .isEqualTo(
                        Recording.plain(
                                Recording.of("binanceusdm", "fetchOrder", Set.of()).answer()));
        assertThat(asked()).containsExactly("/fapi/v1/algoOrder", "/fapi/v1/order");
    }

    @Test
    void look_up_of_one_that_cannot_wait_asks_once() {
        ccxt.same("fetchOrder", found(lookUp("mine-28", false)), CcxtView::of);
    }

    @Test
    void absence_is_proved_only_of_an_order_that_cannot_wait() {
        assertThat(lookUp("unheard-of", true))
                .isEqualTo(new LookUp(Optional.empty(), Optional.empty()));
        assertThat(lookUp("unheard-of", false))
                .isEqualTo(
                        new LookUp(
                                Optional.empty(),
                                Optional.of(
                                        new Absence(Duration.ofSeconds(10), Duration.ofDays(2)))));
    }

    /** CCXT cannot be asked for those of all markets from a recording: an absent symbol is null. */
    @Test
    void open_orders_of_all_markets() {
        List<Order> open =
                answered(
                        ccxt.exchanges()
                                .openOrders(
                                        SWAP,
                                        permit(Operation.FETCH_OPEN_ORDERS),
                                        KEYS,
                                        Optional.empty(),
                                        Page.DEFAULT));

        assertThat(open.stream().map(order -> order.symbol() + " " + order.id()))
                .containsExactly(
                        "ETH/USDC:USDC algo-4000001795783412",
                        "ETH/USDC:USDC 50",
                        "BTC/USDT:USDT algo-4000001795783401",
                        "BTC/USDT:USDT 28");
        assertThat(asked()).containsExactly("/fapi/v1/openAlgoOrders", "/fapi/v1/openOrders");
        assertThat(ccxt.fake().received()).noneMatch(r -> r.query().contains("symbol="));
    }

    private List<String> asked() {
        return ccxt.fake().received().stream()
                .filter(PARTICULARS.warmUp().negate())
                .map(FakeExchange.Received::path)
                .toList();
    }

    private LookUp lookUp(String id, boolean mayWait) {
        return answered(
                ccxt.exchanges()
                        .lookUp(
                                SWAP,
                                permit(Operation.FETCH_ORDERS),
                                KEYS,
                                BTC,
                                new Sought(new ClientOrderId(id), mayWait)));
    }

    private static Reply<Order> found(LookUp told) {
        return Reply.answered(told.order().orElseThrow());
    }
}
