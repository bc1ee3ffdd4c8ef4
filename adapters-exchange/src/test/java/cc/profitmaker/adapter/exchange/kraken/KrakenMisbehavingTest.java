package cc.profitmaker.adapter.exchange.kraken;

import static cc.profitmaker.adapter.exchange.testing.MisbehavingServer.answer;
import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.spotMarket;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.testing.ConnectorContract;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
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
import cc.profitmaker.domain.order.Trigger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What happens when the exchange, or something on the way to it, does not behave. */
final class KrakenMisbehavingTest extends ConnectorContract {
    private static final OrderTicket LIMIT =
            ticket(new Pricing.AtLimit(Price.of("50000")), Terms.PLAIN);
    private static final String NONE = "{\"error\":[],\"result\":{\"open\":{}}}";

    KrakenMisbehavingTest() {
        super(spotMarket(BTC_USDT), LIMIT);
    }

    @Override
    protected Connector open(Upstream upstream) {
        return new KrakenConnectors(upstream).open(MarketType.SPOT, Environment.LIVE);
    }

    @Override
    protected OrderId known() {
        return new OrderId("OQCLML-BW3P3-BUCMWZ");
    }

    @Override
    protected String timed(Instant at) {
        return "deadline="
                + URLEncoder.encode(at.plusSeconds(5).toString(), StandardCharsets.UTF_8);
    }

    @Override
    protected String refusal(String words) {
        return answer("200 OK", "", "{\"error\":[\"EAPI:" + words + "\"]}");
    }

    private Reply<LookUp> lookUp(URI url) {
        return connector(url)
                .lookUp(
                        ann,
                        new MarketList(List.of(market)),
                        market,
                        new Sought(ticket.id(), false));
    }

    private MisbehavingServer twice(String open, String closed) {
        return server(
                (request, out) ->
                        out.write(
                                answer(
                                                "200 OK",
                                                "",
                                                request.contains("/OpenOrders ") ? open : closed)
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_look_up_that_fails_in_either_place_is_a_failure_and_no_proof() {
        assertThat(failed(lookUp(server((_, _) -> {}).url())).kind()).isEqualTo(Kind.UNREACHABLE);
        MisbehavingServer second = twice(NONE, "<html>");
        assertThat(failed(lookUp(second.url())).kind()).isEqualTo(Kind.NONSENSE);
        assertThat(second.requests()).hasSize(2);
    }

    @Test
    void an_id_kraken_does_not_know_is_told_as_such() {
        assertThat(
                        lookUp(
                                twice(NONE, "{\"error\":[],\"result\":{\"closed\":{},\"count\":0}}")
                                        .url()))
                .isEqualTo(
                        Reply.answered(
                                new LookUp(
                                        Optional.empty(),
                                        Optional.of(
                                                new Absence(
                                                        Duration.ofSeconds(10),
                                                        Duration.ofDays(30))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":[],\"result\":{}}",
                "{\"error\":[]}",
                "{\"error\":[],\"result\":{\"open\":{\"OQCLML-BW3P3-BUCMWZ\":{}}}}",
                "{\"error\":[],\"result\":{\"open\":{\"OQCLML-BW3P3-BUCMWZ\":{\"cl_ord_id\":\"x\"}}}}"
            })
    void what_does_not_tell_of_orders_of_that_name_proves_nothing(String open) {
        assertThat(failed(lookUp(twice(open, "{}").url())).kind()).isEqualTo(Kind.NONSENSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":[\"EOrder:Insufficient fu",
                "{\"error\":[\"EOrder:Insufficient funds\"]}{}",
                "{\"error\":[],\"result\":{\"txid\":[\"OUF4EM-FRGI2-MQMWZD\"],\"descr\":{\"order\":\"buy 1 X @ market\"}}}{}",
                "{\"error\":[],\"result\":{\"txid\":[\"OUF4EM-FRGI2-MQMWZD\"]",
                "{\"error\":[],\"result\":{\"txid\":[],\"descr\":{\"order\":\"buy 1 X @ market\"}}}",
                "{\"error\":[],\"result\":{\"txid\":[\"OUF4EM-FRGI2-MQMWZD\"],\"descr\":{\"order\":\"\"}}}",
                "{\"error\":[7]}",
                "{\"error\":\"EOrder:Insufficient funds\"}",
                "{\"result\":{}}"
            })
    void an_answer_that_is_not_whole_settles_no_order(String body) {
        assertThat(place(server(json(200, body)).url()))
                .isEqualTo(new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.NONSENSE)));
    }

    @Test
    void a_warning_is_no_refusal() {
        String body =
                """
                {"error":["WGeneral:Danger"],"result":{"txid":["OUF4EM-FRGI2-MQMWZD"],
                 "descr":{"order":"buy 0.01000000 XBTUSDT @ limit 50000.0"}}}""";
        assertThat(place(server(json(200, body)).url())).isInstanceOf(Placed.Accepted.class);
    }

    @Test
    void a_cancel_of_nothing_is_an_order_that_is_not_there() {
        assertThat(
                        failed(
                                connector(
                                                server(
                                                                json(
                                                                        200,
                                                                        "{\"error\":[],\"result\":"
                                                                                + "{\"count\":0}}"))
                                                        .url())
                                        .cancel(ann, market, known())))
                .isEqualTo(ExchangeFault.of(Kind.ORDER_NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "6d1b345e-2821-40e2-ad83-4ecb18a06876", "OQCLML"})
    void a_number_many_orders_may_share_cancels_none(String id) {
        MisbehavingServer server = server((_, _) -> {});

        assertThat(failed(connector(server.url()).cancel(ann, market, new OrderId(id))))
                .isEqualTo(ExchangeFault.of(Kind.ORDER_NOT_FOUND));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_secret_that_is_no_base64_is_a_bad_key_and_nothing_is_sent() {
        MisbehavingServer server = server((_, _) -> {});
        var wrong =
                new KeyHolder(
                        new UserId(new UUID(1, 1)),
                        new ApiCredential(
                                Secret.of("canary-key"), Secret.of("not base64!"), Secret.of("")),
                        Optional.empty());

        assertThat(
                        connector(server.url())
                                .place(wrong, market, new Dispatch(LIMIT, clock.instant())))
                .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.BAD_KEY)));
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "short-id_0, short-id_0",
        "6d1b345e-2821-40e2-ad83-4ecb18a06876, 6d1b345e-2821-40e2-ad83-4ecb18a06876",
        "pm0123456789abcdefghijklmnop, UUID",
        "6D1B345E-2821-40E2-AD83-4ECB18A06876, UUID"
    })
    void an_order_is_named_as_kraken_takes_names(String ours, String theirs) {
        String name = KrakenTicket.clientOrderId(new ClientOrderId(ours));
        if (theirs.equals("UUID")) {
            assertThat(name)
                    .isEqualTo(UUID.fromString(name).toString())
                    .isEqualTo(KrakenTicket.clientOrderId(new ClientOrderId(ours)))
                    .isNotEqualTo(KrakenTicket.clientOrderId(new ClientOrderId(ours.substring(1))));
        } else {
            assertThat(name).isEqualTo(theirs);
        }
    }

    @Test
    void an_order_kraken_has_no_words_for_is_not_offered_and_nothing_is_sent() {
        MisbehavingServer server = server((_, _) -> {});
        var stop = Optional.of(new Trigger(Trigger.Kind.STOP_LOSS, Price.of("40000")));
        for (OrderTicket order :
                List.of(
                        ticket(LIMIT.pricing(), in(TimeInForce.FOK, Optional.empty())),
                        ticket(LIMIT.pricing(), in(TimeInForce.PO, stop)),
                        ticket(new Pricing.AtMarket(), in(TimeInForce.IOC, Optional.empty())),
                        ticket(new Pricing.AtMarket(), in(TimeInForce.PO, Optional.empty())))) {
            assertThat(
                            connector(server.url())
                                    .place(ann, market, new Dispatch(order, clock.instant())))
                    .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED)));
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void an_order_whose_deadline_is_too_near_is_not_sent() {
        MisbehavingServer server = server((_, _) -> {});

        assertThat(
                        connector(server.url())
                                .place(
                                        ann,
                                        market,
                                        new Dispatch(LIMIT, clock.instant().minusMillis(3001))))
                .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.TIMED_OUT)));
        assertThat(server.requests()).isEmpty();
    }

    private static Terms in(TimeInForce timeInForce, Optional<Trigger> trigger) {
        return new Terms(Optional.of(timeInForce), false, trigger);
    }

    private static OrderTicket ticket(Pricing pricing, Terms terms) {
        return new OrderTicket(
                new ClientOrderId("pm1"), BTC_USDT, Side.BUY, pricing, Quantity.of("0.01"), terms);
    }
}
