package cc.profitmaker.adapter.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.ClientCache;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;
import cc.profitmaker.adapter.exchange.wire.RestClient;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Binance's own example of the answer, from its documentation, and what makes no sense. */
class BinanceKeysTest {
    private static final String ANSWER =
            """
            {"ipRestrict":true,"createTime":1623840271000,"enableReading":true,\
            "enableWithdrawals":%s,"enableInternalTransfer":true,"enableMargin":false,\
            "enableFutures":false,"permitsUniversalTransfer":true,"enableVanillaOptions":false,\
            "enableFixApiTrade":false,"enableFixReadOnly":true,\
            "enableSpotAndMarginTrading":true,"enablePortfolioMarginTrading":true,\
            "tradingAuthorityExpirationTime":1628985600000}""";

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));

    private record Seen(Reply<KeyReport> reply, String request) {}

    private Seen inspect(String answer) {
        try (var server =
                        new MisbehavingServer(
                                MisbehavingServer.says(
                                        MisbehavingServer.answer(
                                                "200 OK",
                                                "Content-Type: application/json\r\n",
                                                answer)));
                var http = new RestClient(Duration.ofSeconds(2), Duration.ofSeconds(5), clock);
                var clients = new ClientCache(clock)) {
            var hosts = new Hosts(Optional.of(server.url()), Optional.empty(), Optional.empty());
            var binance =
                    new BinanceConnectors(new Upstream(http, clients, hosts, clock))
                            .open(MarketType.SPOT, Environment.LIVE);
            var keys = new ApiCredential(Secret.of("a-key"), Secret.of("a-secret"), Secret.of(""));
            var reply =
                    binance.inspect(
                            new KeyHolder(new UserId(new UUID(1, 1)), keys, Optional.empty()));
            return new Seen(reply, server.requests().getFirst());
        }
    }

    @Test
    void a_key_is_told_of_with_its_permissions_addresses_and_end() {
        Seen seen = inspect(ANSWER.formatted("false"));

        assertThat(seen.request()).startsWith("GET /sapi/v1/account/apiRestrictions?");
        assertThat(seen.request()).contains("timestamp=1795435200000").contains("signature=");
        assertThat(seen.reply())
                .isEqualTo(
                        Reply.answered(
                                new KeyReport(
                                        Optional.of(
                                                Set.of(
                                                        Permission.READ,
                                                        Permission.SPOT_TRADE,
                                                        Permission.INTERNAL_TRANSFER)),
                                        Optional.of(true),
                                        Optional.of(Instant.parse("2021-08-15T00:00:00Z")))));
    }

    @Test
    void a_key_that_takes_funds_out_is_told_so() {
        assertThat(inspect(ANSWER.formatted("true")).reply())
                .matches(
                        reply ->
                                reply instanceof Reply.Answered<KeyReport>(var report)
                                        && report.takesFundsOut());
    }

    @Test
    void an_answer_that_does_not_say_whether_funds_can_be_taken_out_makes_no_sense() {
        assertThat(inspect("{\"ipRestrict\":true}").reply())
                .isEqualTo(Reply.failed(ExchangeFault.of(ExchangeFault.Kind.NONSENSE)));
        assertThat(inspect("{\"enableWithdrawals\":\"no\"}").reply())
                .isEqualTo(Reply.failed(ExchangeFault.of(ExchangeFault.Kind.NONSENSE)));
    }
}
