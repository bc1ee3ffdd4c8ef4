package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.testing.MisbehavingServer.answer;
import static cc.profitmaker.application.testing.Fixtures.swapMarket;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.testing.ConnectorContract;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.LookUp.Absence;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens when the futures' host, or something on the way to it, does not behave. */
final class UsdmMisbehavingTest extends ConnectorContract {
    private static final Symbol BTC = new Symbol("BTC/USDT:USDT");
    private static final Pricing LIMIT = new Pricing.AtLimit(Price.of("50000"));

    private static final Trigger STOP = new Trigger(Trigger.Kind.STOP, Price.of("80000"));

    private MarketType type = MarketType.SWAP;

    UsdmMisbehavingTest() {
        super(swapMarket(BTC), ticket(LIMIT, Terms.PLAIN));
    }

    @Override
    protected Connector open(Upstream upstream) {
        return new BinanceConnectors(upstream).open(type, Environment.LIVE);
    }

    @Override
    protected OrderId known() {
        return new OrderId("28");
    }

    @Override
    protected String timed(Instant at) {
        return "timestamp=" + at.toEpochMilli();
    }

    @Override
    protected String refusal(String words) {
        return answer("400 No", "", error(-2015, words));
    }

    private static String error(int code, String text) {
        return "{\"code\":" + code + ",\"msg\":\"" + text + "\"}";
    }

    private MarketList markets() {
        return new MarketList(List.of(market));
    }

    private Reply<LookUp> lookUp(URI url) {
        return connector(url).lookUp(ann, markets(), market, new Sought(ticket.id(), false));
    }

    @Test
    void an_order_is_looked_up_by_our_id_with_a_signed_read() {
        MisbehavingServer server =
                server(
                        json(
                                200,
                                "{\"symbol\":\"BTCUSDT\",\"orderId\":28,\"clientOrderId\":\"pm1\","
                                        + "\"status\":\"FILLED\",\"type\":\"LIMIT\",\"side\":\"BUY\","
                                        + "\"price\":\"1\",\"avgPrice\":\"1\",\"origQty\":\"1\","
                                        + "\"executedQty\":\"1\",\"cumQuote\":\"1\","
                                        + "\"time\":1499827319559}"));

        assertThat(answered(lookUp(server.url())).order().orElseThrow().id())
                .isEqualTo(new OrderId("28"));
        assertThat(server.requests())
                .singleElement()
                .asString()
                .startsWith("GET /fapi/v1/order?")
                .contains("origClientOrderId=pm1", "signature=");
    }

    @Test
    void a_look_up_that_finds_nothing_is_told_apart_from_every_failure() {
        assertThat(lookUp(server(json(400, error(-2013, "No such order."))).url()))
                .isEqualTo(
                        Reply.answered(
                                new LookUp(
                                        Optional.empty(),
                                        Optional.of(
                                                new Absence(
                                                        Duration.ofSeconds(10),
                                                        Duration.ofDays(2))))));
        assertThat(failed(lookUp(server(json(503, "{}")).url())).kind()).isEqualTo(Kind.NONSENSE);
        assertThat(failed(lookUp(server((_, _) -> {}).url())).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failed(lookUp(server(json(400, error(-2026, "not so"))).url())).kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void no_call_of_futures_reaches_spot_and_none_of_spot_futures() {
        for (MarketType each : List.of(MarketType.SWAP, MarketType.SPOT)) {
            MisbehavingServer server = server(json(400, error(-1121, "Invalid symbol.")));
            type = each;
            Connector connector = connector(server.url());
            var one = Optional.of(market);
            var _ = connector.loadMarkets();
            var _ = connector.ticker(market);
            var _ = connector.orderBook(market, Optional.empty());
            var _ = connector.trades(market, Page.DEFAULT);
            var _ = connector.balance(ann);
            var _ = connector.orders(ann, markets(), one, Page.DEFAULT);
            var _ = connector.openOrders(ann, markets(), one, Page.DEFAULT);
            var _ = connector.openOrders(ann, markets(), Optional.empty(), Page.DEFAULT);
            var _ = connector.myTrades(ann, markets(), one, Page.DEFAULT);
            var _ = connector.positions(ann, markets(), List.of());
            var _ = connector.ledger(ann, Optional.empty(), Page.DEFAULT);
            var _ = connector.leverages(ann, markets(), List.of());
            var _ = connector.setLeverage(ann, market, BigDecimal.TEN);
            var _ = connector.lookUp(ann, markets(), market, new Sought(ticket.id(), false));
            var _ = connector.place(ann, market, new Dispatch(ticket, clock.instant()));
            var _ = connector.cancel(ann, market, known());
            var _ = connector.cancel(ann, market, new OrderId("algo-28"));
            var _ = connector.lookUp(ann, markets(), market, new Sought(ticket.id(), true));
            var _ = connector.place(ann, market, new Dispatch(waiting(), clock.instant()));
            assertThat(server.requests())
                    .isNotEmpty()
                    .allSatisfy(
                            request ->
                                    assertThat(request.contains(" /fapi/"))
                                            .isEqualTo(each == MarketType.SWAP));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-2018, INSUFFICIENT_FUNDS",
        "-2019, INSUFFICIENT_FUNDS",
        "-2024, INSUFFICIENT_FUNDS",
        "-4050, INSUFFICIENT_FUNDS",
        "-4051, INSUFFICIENT_FUNDS",
        "-4004, BELOW_MINIMUM",
        "-4164, BELOW_MINIMUM",
        "-4108, MARKET_CLOSED",
        "-4140, MARKET_CLOSED",
        "-4141, MARKET_CLOSED",
        "-1005, ADDRESS_NOT_ALLOWED",
        "-1011, ADDRESS_NOT_ALLOWED",
        "-1008, MAINTENANCE",
        "-5028, CLOCK",
        "-1021, CLOCK",
        "-1121, UNKNOWN_SYMBOL",
        "-4144, UNKNOWN_SYMBOL",
        "-1109, PERMISSION",
        "-2017, PERMISSION",
        "-4087, PERMISSION",
        "-4088, PERMISSION",
        "-4192, PERMISSION",
        "-4400, PERMISSION",
        "-2014, BAD_KEY",
        "-2015, BAD_KEY",
        "-1022, BAD_KEY",
        "-1003, RATE_LIMITED",
        "-1015, RATE_LIMITED",
        "-20121, UNKNOWN_SYMBOL",
        "-4045, REFUSED",
        "-4120, REFUSED",
        "-4142, REFUSED",
        "-20124, REFUSED",
        "-20198, REFUSED",
        "-2021, REFUSED",
        "-2022, REFUSED",
        "-2025, REFUSED",
        "-2026, REFUSED",
        "-2027, REFUSED",
        "-2028, REFUSED",
        "-4061, REFUSED",
        "-4131, REFUSED",
        "-5021, REFUSED",
        "-5022, REFUSED",
        "-99999, REFUSED"
    })
    void a_refusal_is_told_by_its_code(int code, Kind kind) {
        MisbehavingServer server = server(json(400, error(code, "words")));

        assertThat(place(server.url()))
                .isEqualTo(
                        new Placed.Rejected(
                                ExchangeFault.of(kind, Integer.toString(code), "words")));
    }

    @ParameterizedTest
    @CsvSource({
        "400, -1000",
        "400, -1006",
        "408, -1007",
        "500, -2019",
        "503, -1008",
        "400, -4116",
        "400, -20132"
    })
    void an_order_that_may_be_there_stays_unconfirmed(int status, int code) {
        MisbehavingServer server = server(json(status, error(code, "x")));

        assertThat(place(server.url())).isInstanceOf(Placed.Unconfirmed.class);
        assertThat(placeWaiting(server.url())).isInstanceOf(Placed.Unconfirmed.class);
        assertThat(server.requests()).hasSize(2);
    }

    private Placed placeWaiting(URI url) {
        return connector(url).place(ann, market, new Dispatch(waiting(), clock.instant()));
    }

    @Test
    void an_order_that_waits_tells_when_it_was_let_go_and_is_sent_once() {
        MisbehavingServer server = server((_, _) -> {});
        Instant at = clock.instant().minusMillis(1500);

        assertThat(connector(server.url()).place(ann, market, new Dispatch(waiting(), at)))
                .isEqualTo(new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.UNREACHABLE)));
        assertThat(server.requests())
                .singleElement()
                .asString()
                .startsWith("POST /fapi/v1/algoOrder?")
                .contains(timed(at), "clientAlgoId=pm1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"algoId\":1}", "{\"algoId\":\"x\",\"code\":\"200\"}"})
    void a_cancel_of_an_order_that_waits_is_done_only_when_binance_says_so(String body) {
        assertThat(
                        failed(
                                connector(server(json(200, body)).url())
                                        .cancel(ann, market, new OrderId("algo-1"))))
                .isEqualTo(ExchangeFault.of(Kind.NONSENSE));
    }

    @Test
    void a_look_up_that_fails_where_orders_wait_proves_nothing_and_asks_no_further() {
        MisbehavingServer server = server(json(400, error(-20124, "Invalid algo id.")));

        assertThat(
                        failed(
                                        connector(server.url())
                                                .lookUp(
                                                        ann,
                                                        markets(),
                                                        market,
                                                        new Sought(ticket.id(), true)))
                                .kind())
                .isEqualTo(Kind.REFUSED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void an_id_of_nineteen_digits_is_one() {
        MisbehavingServer server = server(json(400, error(-2011, "Unknown order sent.")));

        var _ = connector(server.url()).cancel(ann, market, new OrderId("8389765530121592356"));
        assertThat(server.requests())
                .singleElement()
                .asString()
                .startsWith("DELETE /fapi/v1/order?")
                .contains("orderId=8389765530121592356&");
    }

    @Test
    void what_is_not_offered_is_not_sent() {
        MisbehavingServer server = server((_, _) -> {});
        for (Optional<Trigger> trigger : List.of(Optional.<Trigger>empty(), Optional.of(STOP))) {
            OrderTicket unknown =
                    ticket(
                            new Pricing.AtMarket(),
                            new Terms(Optional.of(TimeInForce.PO), false, trigger));
            assertThat(
                            connector(server.url())
                                    .place(ann, market, new Dispatch(unknown, clock.instant())))
                    .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED)));
        }
        for (String leverage : List.of("2.5", "126")) {
            assertThat(
                            failed(
                                    connector(server.url())
                                            .setLeverage(ann, market, new BigDecimal(leverage))))
                    .isEqualTo(ExchangeFault.of(Kind.REFUSED));
        }
        for (String id :
                List.of("a-b", "algo-", "algo-x", "algo-algo-1", "-1", "9223372036854775808")) {
            assertThat(failed(connector(server.url()).cancel(ann, market, new OrderId(id))))
                    .isEqualTo(ExchangeFault.of(Kind.ORDER_NOT_FOUND));
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void no_leverage_is_set_when_the_margin_mode_is_not_told() {
        MisbehavingServer server = server(json(200, "[]"));

        assertThat(failed(connector(server.url()).setLeverage(ann, market, BigDecimal.TEN)))
                .isEqualTo(ExchangeFault.of(Kind.NONSENSE));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_closed_position_is_none_and_one_of_an_unlisted_market_is_left_out() {
        MisbehavingServer server =
                server(
                        json(
                                200,
                                "[{\"symbol\":\""
                                        + market.ids().market()
                                        + "\",\"positionAmt\":\"0.000\"},{\"symbol\":\"OTHER\"}]"));

        assertThat(connector(server.url()).positions(ann, markets(), List.of()))
                .isEqualTo(Reply.answered(List.<Position>of()));
    }

    @ParameterizedTest
    @CsvSource({"'0',", "'0.00000000',", "'17.44', 100"})
    void a_position_without_margin_is_one_of_unknown_leverage(String margin, BigDecimal leverage) {
        MisbehavingServer server =
                server(
                        json(
                                200,
                                """
                                [{"symbol":"%s","positionAmt":"0.020","notional":"1744",
                                "entryPrice":"86000","markPrice":"0","liquidationPrice":"0",
                                "isolatedMargin":"0","positionInitialMargin":"%s",
                                "maintMargin":"0","unRealizedProfit":"0","updateTime":0}]"""
                                        .formatted(market.ids().market(), margin)));

        assertThat(answered(connector(server.url()).positions(ann, markets(), List.of())))
                .singleElement()
                .satisfies(
                        position ->
                                assertThat(position.margin().leverage())
                                        .isEqualTo(Optional.ofNullable(leverage)));
    }

    private static <T> T answered(Reply<T> reply) {
        return switch (reply) {
            case Reply.Answered<T>(var value) -> value;
            case Reply.Failed<T>(var fault) -> throw new AssertionError("failed: " + fault);
        };
    }

    private static OrderTicket waiting() {
        return ticket(LIMIT, new Terms(Optional.empty(), false, Optional.of(STOP)));
    }

    private static OrderTicket ticket(Pricing pricing, Terms terms) {
        return new OrderTicket(
                new ClientOrderId("pm1"), BTC, Side.BUY, pricing, Quantity.of("0.01"), terms);
    }
}
