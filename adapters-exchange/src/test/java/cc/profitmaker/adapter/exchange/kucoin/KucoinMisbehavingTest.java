package cc.profitmaker.adapter.exchange.kucoin;

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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens when the exchange, or something on the way to it, does not behave. */
final class KucoinMisbehavingTest extends ConnectorContract {
    private static final OrderTicket LIMIT =
            ticket(new Pricing.AtLimit(Price.of("50000")), Terms.PLAIN);

    KucoinMisbehavingTest() {
        super(spotMarket(BTC_USDT), LIMIT);
    }

    @Override
    protected Connector open(Upstream upstream) {
        return new KucoinConnectors(upstream).open(MarketType.SPOT, Environment.LIVE);
    }

    @Override
    protected OrderId known() {
        return new OrderId("670fd33bf9406e0007ab3945");
    }

    @Override
    protected String timed(Instant at) {
        return "KC-API-TIMESTAMP: " + at.toEpochMilli();
    }

    @Override
    protected String refusal(String words) {
        return answer("401 No", "", "{\"code\":\"400003\",\"msg\":\"" + words + "\"}");
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
    void a_look_up_that_fails_in_either_place_is_a_failure_and_no_proof() {
        assertThat(failed(lookUp(server((_, _) -> {}).url())).kind()).isEqualTo(Kind.UNREACHABLE);
        MisbehavingServer second =
                server(
                        (request, out) ->
                                out.write(
                                        (request.contains("stop-order")
                                                        ? answer(
                                                                "200 OK",
                                                                "",
                                                                "{\"code\":\"200000\",\"data\":[]}")
                                                        : answer("502 Bad Gateway", "", "<html>"))
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(failed(lookUp(second.url())).kind()).isEqualTo(Kind.NONSENSE);
        assertThat(second.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"code\":\"200000\",\"data\":null}'",
        "'{\"code\":\"200000\",\"data\":[]}'",
        "'{\"code\":\"400100\",\"msg\":\"order not exist\"}'",
        "'{\"code\":\"100001\",\"msg\":\"error.getOrder.orderNotExist\"}'"
    })
    void an_id_kucoin_does_not_know_is_told_as_such(String body) {
        assertThat(lookUp(server(json(200, body)).url()))
                .isEqualTo(
                        Reply.answered(
                                new LookUp(
                                        Optional.empty(),
                                        Optional.of(
                                                new Absence(
                                                        Duration.ofSeconds(10),
                                                        Duration.ofDays(1))))));
    }

    @Test
    void too_many_requests_are_rate_limited_until_kucoins_window_begins_anew() {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(
                                        "429 Too Many Requests",
                                        "gw-ratelimit-reset: 1250\r\n",
                                        "{\"code\":\"429000\",\"msg\":\"Too Many Requests\"}")));

        ExchangeFault fault = ticker(server.url());
        assertThat(fault.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(fault.retryAfter()).contains(Duration.ofMillis(1250));
        assertThat(place(server.url()))
                .isInstanceOfSatisfying(
                        Placed.Rejected.class,
                        rejected ->
                                assertThat(rejected.fault().kind()).isEqualTo(Kind.RATE_LIMITED));
    }

    @ParameterizedTest
    @CsvSource({"400003", "order_not_exist", "200004"})
    void a_code_and_its_text_are_told(String code) {
        MisbehavingServer server =
                server(json(400, "{\"code\":\"" + code + "\",\"msg\":\"the text\"}"));

        assertThat(ticker(server.url()).said()).contains(new ExchangeFault.Said(code, "the text"));
    }

    @ParameterizedTest
    @CsvSource({"canary-key", "4000030000", "''"})
    void a_code_that_is_none_of_kucoins_is_nonsense_and_not_repeated(String code) {
        MisbehavingServer server =
                server(json(400, "{\"code\":\"" + code + "\",\"msg\":\"the text\"}"));

        assertThat(ticker(server.url())).isEqualTo(ExchangeFault.of(Kind.NONSENSE));
        assertThat(place(server.url()))
                .isEqualTo(new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.NONSENSE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"200004\",\"msg\":\"Balance",
                "{\"code\":\"200004\",\"msg\":\"x\"}{}",
                "{\"code\":\"200000\",\"data\":{\"orderId\":\"1\"}}{}",
                "{\"code\":\"200000\",\"data\":{\"orderId\":\"1\"}",
                "{\"code\":\"200000\",\"data\":{\"orderId\":\"a b\"}}",
                "{\"code\":\"200000\",\"data\":null}",
                "{\"code\":\"200000\"}"
            })
    void an_answer_that_is_not_whole_settles_no_order(String body) {
        assertThat(place(server(json(200, body)).url()))
                .isEqualTo(new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.NONSENSE)));
    }

    @Test
    void a_negative_price_is_nonsense() {
        MisbehavingServer server =
                server(
                        json(
                                200,
                                "{\"code\":\"200000\",\"data\":{\"bids\":[[\"-1\",\"1\"]],"
                                        + "\"asks\":[]}}"));

        assertThat(failed(connector(server.url()).orderBook(market, Optional.empty())))
                .isEqualTo(ExchangeFault.of(Kind.NONSENSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cancelAll", "cancel", "sync", ".", "..", "client-order", "multi-cancel"})
    void an_id_that_is_none_of_kucoins_never_becomes_a_path(String id) {
        MisbehavingServer server = server((_, _) -> {});

        assertThat(failed(connector(server.url()).cancel(ann, market, new OrderId(id))))
                .isEqualTo(ExchangeFault.of(Kind.ORDER_NOT_FOUND));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void an_order_kucoin_has_no_words_for_is_not_offered_and_nothing_is_sent() {
        MisbehavingServer server = server((_, _) -> {});
        for (OrderTicket order :
                List.of(
                        ticket(
                                LIMIT.pricing(),
                                new Terms(Optional.empty(), true, Optional.empty())),
                        ticket(
                                new Pricing.AtMarket(),
                                new Terms(Optional.of(TimeInForce.IOC), false, Optional.empty())),
                        ticket(
                                new Pricing.AtMarket(),
                                new Terms(Optional.of(TimeInForce.PO), false, Optional.empty())))) {
            assertThat(
                            connector(server.url())
                                    .place(ann, market, new Dispatch(order, clock.instant())))
                    .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED)));
        }
        assertThat(server.requests()).isEmpty();
    }

    private static OrderTicket ticket(Pricing pricing, Terms terms) {
        return new OrderTicket(
                new ClientOrderId("pm1"), BTC_USDT, Side.BUY, pricing, Quantity.of("0.01"), terms);
    }
}
