package cc.profitmaker.adapter.exchange.kucoin;

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
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** KuCoin's own example of the answer, from its documentation, and what makes no sense. */
class KucoinKeysTest {
    private static final String ANSWER =
            """
            {"code":"200000","data":{"remark":"account1","apiKey":"6705f5c311545b000157d3eb",\
            "apiVersion":3,"permission":"%s","ipWhitelist":"%s","createdAt":1728443843000,\
            "uid":165111215,"isMaster":true}}""";

    private record Seen(Reply<KeyReport> reply, String request) {}

    private static Seen inspect(String answer) {
        var clock = InstantSource.system();
        try (var server =
                        new MisbehavingServer(
                                MisbehavingServer.says(
                                        MisbehavingServer.answer("200 OK", "", answer)));
                var http = new RestClient(Duration.ofSeconds(2), Duration.ofSeconds(5), clock);
                var clients = new ClientCache(clock)) {
            var hosts = new Hosts(Optional.of(server.url()), Optional.empty(), Optional.empty());
            var kucoin =
                    new KucoinConnectors(new Upstream(http, clients, hosts, clock))
                            .open(MarketType.SPOT, Environment.LIVE);
            var reply =
                    kucoin.inspect(
                            new KeyHolder(
                                    new UserId(new UUID(1, 1)),
                                    KucoinSigned.KEYS,
                                    Optional.empty()));
            return new Seen(reply, server.requests().getFirst());
        }
    }

    @Test
    void a_key_is_told_of_with_its_permissions_and_addresses() {
        Seen seen =
                inspect(
                        ANSWER.formatted(
                                "General,Futures,Spot,Earn,InnerTransfer,Margin",
                                "203.0.113.154,203.0.113.34"));

        assertThat(seen.request()).startsWith("GET /api/v1/user/api-key ");
        assertThat(seen.request()).contains("KC-API-SIGN: ");
        assertThat(seen.reply())
                .isEqualTo(
                        Reply.answered(
                                new KeyReport(
                                        Optional.of(
                                                Set.of(
                                                        Permission.READ,
                                                        Permission.SPOT_TRADE,
                                                        Permission.MARGIN_TRADE,
                                                        Permission.DERIVATIVES_TRADE,
                                                        Permission.INTERNAL_TRANSFER)),
                                        Optional.of(true),
                                        Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"General,Transfer", "Transfer", "General, Transfer,Spot", "Withdrawal"})
    void a_key_that_takes_funds_out_is_told_so(String permissions) {
        assertThat(inspect(ANSWER.formatted(permissions, "")).reply())
                .matches(
                        reply ->
                                reply instanceof Reply.Answered<KeyReport>(var report)
                                        && report.takesFundsOut()
                                        && report.ipRestricted().equals(Optional.of(false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"200000\",\"data\":{\"ipWhitelist\":\"\"}}",
                "{\"code\":\"200000\",\"data\":{\"permission\":\"\"}}",
                "{\"code\":\"200000\",\"data\":null}"
            })
    void an_answer_that_does_not_say_what_a_key_may_do_makes_no_sense(String answer) {
        assertThat(inspect(answer).reply())
                .isEqualTo(Reply.failed(ExchangeFault.of(ExchangeFault.Kind.NONSENSE)));
    }
}
