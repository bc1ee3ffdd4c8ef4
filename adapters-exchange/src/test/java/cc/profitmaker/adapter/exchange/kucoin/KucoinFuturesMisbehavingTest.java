package cc.profitmaker.adapter.exchange.kucoin;

import static cc.profitmaker.adapter.exchange.testing.MisbehavingServer.answer;
import static cc.profitmaker.application.testing.Fixtures.swapMarket;

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
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.vault.KeyReport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens when the exchange, or something on the way to it, does not behave. */
final class KucoinFuturesMisbehavingTest extends ConnectorContract {
    private static final Symbol BTC = new Symbol("BTC/USDT:USDT");

    KucoinFuturesMisbehavingTest() {
        super(swapMarket(BTC), ticket(limit(), "2", Terms.PLAIN));
    }

    @Override
    protected Connector open(Upstream upstream) {
        return new KucoinFuturesConnectors(upstream).open(MarketType.SWAP, Environment.LIVE);
    }

    @Override
    protected OrderId known() {
        return new OrderId("234125150956625920");
    }

    @Override
    protected String timed(Instant at) {
        return "KC-API-TIMESTAMP: " + at.toEpochMilli();
    }

    @Override
    protected String refusal(String words) {
        return answer("401 No", "", "{\"code\":\"400003\",\"msg\":\"" + words + "\"}");
    }

    @Test
    void a_look_up_that_fails_is_no_proof() {
        var markets = new MarketList(List.of(market));
        assertThat(
                        failed(
                                        connector(server((_, _) -> {}).url())
                                                .lookUp(
                                                        ann,
                                                        markets,
                                                        market,
                                                        new Sought(ticket.id(), false)))
                                .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(
                        failed(
                                        connector(server(json(503, "{}")).url())
                                                .lookUp(
                                                        ann,
                                                        markets,
                                                        market,
                                                        new Sought(ticket.id(), false)))
                                .kind())
                .isEqualTo(Kind.NONSENSE);
    }

    @Test
    void a_leverage_that_was_not_set_is_not_told_as_set() {
        MisbehavingServer server = server(json(200, "{\"code\":\"200000\",\"data\":false}"));

        assertThat(failed(connector(server.url()).setLeverage(ann, market, new BigDecimal("5"))))
                .isEqualTo(ExchangeFault.of(Kind.NONSENSE));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_closed_position_is_none_and_one_of_an_unlisted_market_is_left_out() {
        MisbehavingServer server =
                server(
                        json(
                                200,
                                "{\"code\":\"200000\",\"data\":[{\"symbol\":\"BTCUSDT\","
                                        + "\"currentQty\":0},{\"symbol\":\"OTHER\"}]}"));

        assertThat(
                        connector(server.url())
                                .positions(ann, new MarketList(List.of(market)), List.of()))
                .isEqualTo(Reply.answered(List.of()));
    }

    @Test
    void a_key_is_inspected_where_kucoin_tells_of_keys() {
        MisbehavingServer server =
                server(
                        json(
                                200,
                                "{\"code\":\"200000\",\"data\":{\"permission\":\"General,Futures\","
                                        + "\"ipWhitelist\":\"203.0.113.1\"}}"));

        assertThat(connector(server.url()).inspect(ann))
                .matches(
                        reply ->
                                reply instanceof Reply.Answered<KeyReport>(var report)
                                        && !report.takesFundsOut());
        assertThat(server.requests())
                .singleElement()
                .asString()
                .startsWith("GET /api/v1/user/api-key ");
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
                        ticket(limit(), "0.5", Terms.PLAIN),
                        ticket(
                                new Pricing.AtMarket(),
                                "2",
                                new Terms(Optional.of(TimeInForce.PO), false, Optional.empty())))) {
            assertThat(
                            connector(server.url())
                                    .place(ann, market, new Dispatch(order, clock.instant())))
                    .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED)));
        }
        assertThat(server.requests()).isEmpty();
    }

    private static Pricing limit() {
        return new Pricing.AtLimit(Price.of("50000"));
    }

    private static OrderTicket ticket(Pricing pricing, String amount, Terms terms) {
        return new OrderTicket(
                new ClientOrderId("pm1"), BTC, Side.BUY, pricing, Quantity.of(amount), terms);
    }
}
