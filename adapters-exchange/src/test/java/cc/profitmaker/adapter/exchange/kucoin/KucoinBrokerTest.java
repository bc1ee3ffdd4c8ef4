package cc.profitmaker.adapter.exchange.kucoin;

import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.NOW;
import static cc.profitmaker.adapter.exchange.testing.ConnectorDifferential.permit;
import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.exchange.ExchangesConfig;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Broker;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.testing.ConnectorDifferential;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.order.Terms;

import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose orders they are: KuCoin's Broker Pro. */
final class KucoinBrokerTest {
    private static final ExchangeId KUCOIN = new ExchangeId("kucoin");
    private static final ExchangeId FUTURES = new ExchangeId("kucoinfutures");
    private static final Venue SPOT = new Venue(KUCOIN, MarketType.SPOT, Environment.LIVE);
    private static final Broker BROKER =
            new Broker("a-partner", Secret.of("canary-broker-key"), "a-name");

    private static List<FakeExchange.Received> called(Map<ExchangeId, Broker> brokers) {
        return called(SPOT, BTC_USDT, brokers);
    }

    private static List<FakeExchange.Received> calledFutures(Map<ExchangeId, Broker> brokers) {
        return called(
                new Venue(FUTURES, MarketType.SWAP, Environment.LIVE),
                new Symbol("BTC/USDT:USDT"),
                brokers);
    }

    private static List<FakeExchange.Received> called(
            Venue venue, Symbol symbol, Map<ExchangeId, Broker> brokers) {
        try (var fake = FakeExchange.serving(venue.exchange().value());
                var exchanges =
                        new Exchanges(
                                new ExchangesConfig(
                                        Map.of(venue.exchange(), hosts(fake)),
                                        brokers,
                                        ExchangesConfig.Plaintext.LOOPBACK_ONLY,
                                        ExchangesConfig.Patience.DEFAULT),
                                Map.of(),
                                InstantSource.fixed(NOW))) {
            exchanges.ticker(venue, symbol);
            exchanges.orderBook(venue, symbol, Optional.empty());
            callWithKey(exchanges, venue, symbol);
            return fake.received();
        }
    }

    private static Hosts hosts(FakeExchange fake) {
        return new Hosts(Optional.of(fake.url()), Optional.empty(), Optional.empty());
    }

    private static void callWithKey(Exchanges exchanges, Venue venue, Symbol symbol) {
        exchanges.balance(venue, permit(Operation.FETCH_BALANCE), KucoinSigned.KEYS);
        exchanges.openOrders(
                venue,
                permit(Operation.FETCH_OPEN_ORDERS),
                KucoinSigned.KEYS,
                Optional.of(symbol),
                Page.DEFAULT);
        exchanges.place(
                venue,
                permit(Operation.CREATE_ORDER),
                KucoinSigned.KEYS,
                new Dispatch(
                        new OrderTicket(
                                new ClientOrderId("pm1"),
                                symbol,
                                Side.BUY,
                                new Pricing.AtMarket(),
                                Quantity.of("1"),
                                Terms.PLAIN),
                        ConnectorDifferential.NOW));
        exchanges.cancel(
                venue,
                permit(Operation.CANCEL_ORDER),
                KucoinSigned.KEYS,
                new OrderId("670fd33bf9406e0007ab3945"),
                symbol);
        exchanges.lookUp(
                venue,
                permit(Operation.FETCH_ORDERS),
                KucoinSigned.KEYS,
                symbol,
                new Sought(new ClientOrderId("pm1"), false));
    }

    /** Every private request and no public one. */
    private static void isToldBy(Broker broker, List<FakeExchange.Received> requests) {
        String time = Long.toString(NOW.toEpochMilli());
        assertThat(requests).anyMatch(request -> KucoinSigned.isPublic(request.path()));
        assertThat(requests)
                .filteredOn(request -> !KucoinSigned.isPublic(request.path()))
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(
                        request ->
                                assertThat(request.headers())
                                        .containsAllEntriesOf(
                                                Map.of(
                                                        "kc-api-partner",
                                                        broker.partner(),
                                                        "kc-api-partner-verify",
                                                        "true",
                                                        "kc-broker-name",
                                                        broker.name(),
                                                        "kc-api-partner-sign",
                                                        KucoinSigned.hmac(
                                                                broker.key().reveal(),
                                                                time + broker.partner() + "key"))));
        requests.forEach(KucoinSigned::ifPrivate);
    }

    private static void isToldOfNobody(List<FakeExchange.Received> requests) {
        assertThat(requests)
                .isNotEmpty()
                .allSatisfy(
                        request ->
                                assertThat(request.headers().keySet())
                                        .noneMatch(
                                                name ->
                                                        name.contains("partner")
                                                                || name.contains("broker")));
    }

    @Test
    void every_private_call_tells_the_broker_and_no_public_one_does() {
        var requests = called(Map.of(KUCOIN, BROKER));

        isToldBy(BROKER, requests);
        assertThat(requests).allMatch(request -> !request.toString().contains("canary"));
    }

    @Test
    void without_a_broker_no_call_tells_of_one() {
        isToldOfNobody(called(Map.of()));
    }

    @Test
    void the_broker_of_one_leg_is_not_told_to_the_other() {
        isToldOfNobody(called(Map.of(FUTURES, BROKER)));
        isToldOfNobody(calledFutures(Map.of(KUCOIN, BROKER)));
    }

    @Test
    void every_private_call_of_the_futures_tells_their_broker_and_no_public_one_does() {
        isToldBy(BROKER, calledFutures(Map.of(FUTURES, BROKER)));
    }

    @Test
    void without_a_broker_no_call_of_the_futures_tells_of_one() {
        isToldOfNobody(calledFutures(Map.of()));
    }
}
