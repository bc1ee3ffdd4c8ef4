package cc.profitmaker.adapter.exchange.kraken;

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
import cc.profitmaker.domain.market.ExchangeFault.Said;
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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Every error that means something to us, as the answer to an order. */
final class KrakenErrorsTest {
    private static final OrderTicket TICKET =
            new OrderTicket(
                    new ClientOrderId("pm1"),
                    BTC_USDT,
                    Side.BUY,
                    new Pricing.AtLimit(Price.of("50000")),
                    Quantity.of("0.01"),
                    Terms.PLAIN);

    private static Placed answered(int status, String errors) {
        var clock = InstantSource.system();
        try (var server =
                        new MisbehavingServer(
                                MisbehavingServer.says(
                                        MisbehavingServer.answer(
                                                status + " X",
                                                "",
                                                "{\"error\":[" + errors + "]}")));
                var http = new RestClient(Duration.ofSeconds(2), Duration.ofSeconds(5), clock);
                var clients = new ClientCache(clock)) {
            var hosts = new Hosts(Optional.of(server.url()), Optional.empty(), Optional.empty());
            return new KrakenConnectors(new Upstream(http, clients, hosts, clock))
                    .open(MarketType.SPOT, Environment.LIVE)
                    .place(
                            new KeyHolder(
                                    new UserId(new UUID(1, 1)),
                                    KrakenSigned.KEYS,
                                    Optional.empty()),
                            spotMarket(BTC_USDT),
                            new Dispatch(TICKET, clock.instant()));
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/ccxt/kraken/errors.csv", numLinesToSkip = 1)
    void an_error_is_told_by_its_code(
            int status, String error, Kind kind, String code, String fate) {
        ExchangeFault fault = ExchangeFault.of(kind, code, error.substring(error.indexOf(':') + 1));

        assertThat(answered(status, "\"" + error + "\""))
                .isEqualTo(
                        switch (fate) {
                            case "rejected" -> new Placed.Rejected(fault);
                            case "open" -> new Placed.Unconfirmed(TICKET.id(), fault);
                            default -> throw new IllegalArgumentException(fate);
                        });
    }

    @Test
    void who_is_locked_out_waits() {
        assertThat(answered(200, "\"EGeneral:Temporary lockout\""))
                .isEqualTo(
                        new Placed.Rejected(
                                new ExchangeFault(
                                        Kind.RATE_LIMITED,
                                        Optional.of(
                                                new Said(
                                                        "EGeneral:Temporary lockout",
                                                        "Temporary lockout")),
                                        Optional.of(Duration.ofMinutes(15)))));
    }

    @Test
    void of_two_errors_the_first_is_told_and_either_leaves_the_fate_open() {
        assertThat(answered(200, "\"EOrder:Unknown order\",\"EService:Busy\""))
                .isEqualTo(
                        new Placed.Unconfirmed(
                                TICKET.id(),
                                ExchangeFault.of(
                                        Kind.ORDER_NOT_FOUND,
                                        "EOrder:Unknown order",
                                        "Unknown order")));
    }
}
