package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.testing.MisbehavingServer.answer;
import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.spotMarket;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.testing.ConnectorContract;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens when the exchange, or something on the way to it, does not behave. */
final class BinanceMisbehavingTest extends ConnectorContract {

    BinanceMisbehavingTest() {
        super(spotMarket(BTC_USDT), ticket(Terms.PLAIN));
    }

    @Override
    protected Connector open(Upstream upstream) {
        return new BinanceConnectors(upstream).open(MarketType.SPOT, Environment.LIVE);
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
        return answer("400 No", "", "{\"code\":-2015,\"msg\":\"" + words + "\"}");
    }

    private Reply<LookUp> lookUp(URI url) {
        return connector(url)
                .lookUp(
                        ann,
                        new MarketList(List.of(market)),
                        market,
                        new Sought(ticket.id(), false));
    }

    @Test
    void an_order_is_looked_up_by_our_id_with_a_signed_read() {
        MisbehavingServer server =
                server(
                        json(
                                200,
                                "{\"symbol\":\"BTCUSDT\",\"orderId\":28,\"clientOrderId\":\""
                                        + ticket.id()
                                        + "\",\"status\":\"FILLED\",\"type\":\"LIMIT\",\"side\":\"BUY\","
                                        + "\"price\":\"1\",\"origQty\":\"1\",\"executedQty\":\"1\","
                                        + "\"cummulativeQuoteQty\":\"1\",\"time\":1499827319559}"));

        Reply<LookUp> reply = lookUp(server.url());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered -> {
                            var told = (LookUp) answered.value();
                            assertThat(told.order().orElseThrow().id())
                                    .isEqualTo(new OrderId("28"));
                            assertThat(told.absence())
                                    .contains(
                                            new Absence(
                                                    Duration.ofSeconds(10), Duration.ofDays(30)));
                        });
        assertThat(server.requests())
                .singleElement()
                .asString()
                .startsWith("GET /api/v3/order?")
                .contains("origClientOrderId=" + ticket.id(), "symbol=BTCUSDT", "signature=");
    }

    @Test
    void an_id_binance_does_not_know_is_told_as_such_and_every_other_failure_as_one() {
        assertThat(
                        lookUp(
                                server(
                                                json(
                                                        400,
                                                        "{\"code\":-2013,\"msg\":\"Order does not"
                                                                + " exist.\"}"))
                                        .url()))
                .isEqualTo(
                        Reply.answered(
                                new LookUp(
                                        Optional.empty(),
                                        Optional.of(
                                                new Absence(
                                                        Duration.ofSeconds(10),
                                                        Duration.ofDays(30))))));
        assertThat(failed(lookUp(server(json(503, "{}")).url())).kind()).isEqualTo(Kind.NONSENSE);
        assertThat(failed(lookUp(server((_, _) -> {}).url())).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void a_negative_price_is_nonsense() {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(
                                        "200 OK",
                                        "",
                                        "{\"lastUpdateId\":1,\"bids\":[[\"-1\",\"1\"]],\"asks\":[]}")));

        assertThat(failed(connector(server.url()).orderBook(market, Optional.empty())))
                .isEqualTo(ExchangeFault.of(Kind.NONSENSE));
    }

    @Test
    void a_ban_is_maintenance_until_the_time_it_names() {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(
                                        "418 I'm a teapot",
                                        "Retry-After: 120\r\n",
                                        "{\"code\":-1003,\"msg\":\"banned\"}")));

        ExchangeFault fault = ticker(server.url());
        assertThat(fault.kind()).isEqualTo(Kind.MAINTENANCE);
        assertThat(fault.retryAfter()).contains(Duration.ofMinutes(2));
        assertThat(place(server.url()))
                .isInstanceOfSatisfying(
                        Placed.Rejected.class,
                        rejected ->
                                assertThat(rejected.fault().kind()).isEqualTo(Kind.MAINTENANCE));
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, -2010, Account has insufficient balance for requested action., INSUFFICIENT_FUNDS",
        "400, -2010, some insufficient balance words, REFUSED",
        "400, -2010, Market is closed., MARKET_CLOSED",
        "400, -1013, Filter failure: NOTIONAL, BELOW_MINIMUM",
        "400, -1013, Filter failure: PRICE_FILTER, REFUSED",
        "400, -1121, Account has insufficient balance for requested action., UNKNOWN_SYMBOL",
        "400, -1021, Timestamp, CLOCK",
        "401, -2014, API-key format invalid., BAD_KEY",
        "401, -2015, 'Invalid API-key, IP, or permissions for action.', BAD_KEY",
        "400, -1022, Signature for this request is not valid., BAD_KEY",
        "400, -2011, Unknown order sent., ORDER_NOT_FOUND",
        "400, -2013, Order does not exist., ORDER_NOT_FOUND",
        "400, -1003, Too many, RATE_LIMITED",
        "400, -99999, never heard of, REFUSED"
    })
    void a_refusal_is_told_by_its_code(int status, int code, String text, Kind kind) {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(
                                        status + " No",
                                        "",
                                        "{\"code\":" + code + ",\"msg\":\"" + text + "\"}")));

        assertThat(place(server.url()))
                .isEqualTo(
                        new Placed.Rejected(ExchangeFault.of(kind, Integer.toString(code), text)));
    }

    @ParameterizedTest
    @CsvSource({"400, -1000", "400, -1001", "400, -1006", "400, -1007", "500, -2010", "503, -1008"})
    void a_code_that_leaves_the_fate_open_leaves_the_order_unconfirmed(int status, int code) {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(
                                        status + " No",
                                        "",
                                        "{\"code\":" + code + ",\"msg\":\"x\"}")));

        assertThat(place(server.url())).isInstanceOf(Placed.Unconfirmed.class);
    }

    @Test
    void an_id_that_an_open_order_has_is_ours_and_leaves_the_order_unconfirmed() {
        MisbehavingServer server =
                server(json(400, "{\"code\":-2010,\"msg\":\"Duplicate order sent.\"}"));

        assertThat(place(server.url())).isInstanceOf(Placed.Unconfirmed.class);
    }

    @Test
    void an_order_that_is_archived_is_not_one_that_never_was() {
        assertThat(lookUp(server(json(400, "{\"code\":-2026,\"msg\":\"archived\"}")).url()))
                .isInstanceOf(Reply.Failed.class);
    }

    @Test
    void an_order_binance_has_no_words_for_is_not_offered_and_nothing_is_sent() {
        MisbehavingServer server = server((_, _) -> {});
        var trigger = Optional.of(new Trigger(Trigger.Kind.STOP, Price.of("80000")));
        for (Terms terms :
                List.of(
                        new Terms(Optional.of(TimeInForce.PO), false, trigger),
                        new Terms(Optional.empty(), true, Optional.empty()))) {
            assertThat(
                            connector(server.url())
                                    .place(
                                            ann,
                                            market,
                                            new Dispatch(ticket(terms), clock.instant())))
                    .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED)));
        }
        assertThat(failed(connector(server.url()).cancel(ann, market, new OrderId("a-b"))))
                .isEqualTo(ExchangeFault.of(Kind.ORDER_NOT_FOUND));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void what_binance_answers_for_one_market_only_needs_a_symbol_and_nothing_is_sent() {
        MisbehavingServer server = server((_, _) -> {});
        var none = new MarketList(List.of());

        assertThat(
                        failed(
                                connector(server.url())
                                        .orders(ann, none, Optional.empty(), Page.DEFAULT)))
                .isEqualTo(ExchangeFault.of(Kind.SYMBOL_NEEDED));
        assertThat(
                        failed(
                                connector(server.url())
                                        .myTrades(ann, none, Optional.empty(), Page.DEFAULT)))
                .isEqualTo(ExchangeFault.of(Kind.SYMBOL_NEEDED));
        assertThat(server.requests()).isEmpty();
    }

    private static OrderTicket ticket(Terms terms) {
        return new OrderTicket(
                new ClientOrderId("pm1"),
                BTC_USDT,
                Side.BUY,
                new Pricing.AtLimit(Price.of("50000")),
                Quantity.of("0.01"),
                terms);
    }
}
