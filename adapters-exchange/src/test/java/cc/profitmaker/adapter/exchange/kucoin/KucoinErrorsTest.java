package cc.profitmaker.adapter.exchange.kucoin;

import static cc.profitmaker.adapter.exchange.testing.MisbehavingServer.answer;
import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.spotMarket;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.ClientCache;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;
import cc.profitmaker.adapter.exchange.wire.RestClient;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Every code that means something to us, as the answer to an order. */
final class KucoinErrorsTest {
    private static final OrderTicket TICKET =
            new OrderTicket(
                    new ClientOrderId("pm1"),
                    BTC_USDT,
                    Side.BUY,
                    new Pricing.AtLimit(Price.of("50000")),
                    Quantity.of("0.01"),
                    Terms.PLAIN);

    private static Placed answered(int status, String code, String text) {
        var clock = InstantSource.system();
        try (var server =
                        new MisbehavingServer(
                                MisbehavingServer.says(
                                        answer(
                                                status + " X",
                                                "",
                                                "{\"code\":\""
                                                        + code
                                                        + "\",\"msg\":\""
                                                        + text
                                                        + "\"}")));
                var http = new RestClient(Duration.ofSeconds(2), Duration.ofSeconds(5), clock);
                var clients = new ClientCache(clock)) {
            var hosts = new Hosts(Optional.of(server.url()), Optional.empty(), Optional.empty());
            return new KucoinConnectors(new Upstream(http, clients, hosts, clock))
                    .open(MarketType.SPOT, Environment.LIVE)
                    .place(
                            new KeyHolder(
                                    new UserId(new UUID(1, 1)),
                                    KucoinSigned.KEYS,
                                    Optional.empty()),
                            spotMarket(BTC_USDT),
                            new Dispatch(TICKET, clock.instant()));
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/ccxt/kucoin/errors.csv", numLinesToSkip = 1)
    void a_refusal_is_told_by_its_code(int status, String code, Kind kind, String fate) {
        ExchangeFault fault = ExchangeFault.of(kind, code, "some words");

        assertThat(answered(status, code, "some words"))
                .isEqualTo(
                        switch (fate) {
                            case "rejected" -> new Placed.Rejected(fault);
                            case "open" -> new Placed.Unconfirmed(TICKET.id(), fault);
                            default -> throw new IllegalArgumentException(fate);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "400100, account.available.amount, INSUFFICIENT_FUNDS",
        "400100, order not exist, ORDER_NOT_FOUND",
        "400100, order not exist., ORDER_NOT_FOUND",
        "400100, The order does not exist., ORDER_NOT_FOUND",
        "400100, order_not_exist_or_not_allow_to_cancel, ORDER_NOT_FOUND",
        "400100, Order not exist or not allow to be cancelled, ORDER_NOT_FOUND",
        "400100, Order size below the minimum requirement., BELOW_MINIMUM",
        "400100, The quantity is below the minimum requirement., BELOW_MINIMUM",
        "400100, Unsupported trading pair., UNKNOWN_SYMBOL",
        "400100, some order not exist words, REFUSED",
        "600100, Order size increment invalid., REFUSED",
        "600100, Funds below the minimum requirement., BELOW_MINIMUM",
        "200004, order not exist, INSUFFICIENT_FUNDS"
    })
    void an_envelope_is_told_apart_by_its_whole_sentence(String code, String text, Kind kind) {
        assertThat(answered(400, code, text))
                .isEqualTo(new Placed.Rejected(ExchangeFault.of(kind, code, text)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400100, validation.createOrder.clientOidDuplicated",
        "500, 200004, Balance insufficient!",
        "302, 200004, Balance insufficient!"
    })
    void what_does_not_settle_an_order_leaves_it_unconfirmed(int status, String code, String text) {
        assertThat(answered(status, code, text)).isInstanceOf(Placed.Unconfirmed.class);
    }
}
