package cc.profitmaker.adapter.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.ClientCache;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;
import cc.profitmaker.adapter.exchange.wire.RestClient;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What Kraken tells of a key, in the form of its documentation, and what makes no sense. */
final class KrakenKeysTest {
    private record Seen(Reply<KeyReport> reply, String request) {}

    private static Seen inspect(String result) {
        var clock = InstantSource.system();
        try (var server =
                        new MisbehavingServer(
                                MisbehavingServer.says(
                                        MisbehavingServer.answer(
                                                "200 OK",
                                                "",
                                                "{\"error\":[],\"result\":" + result + "}")));
                var http = new RestClient(Duration.ofSeconds(2), Duration.ofSeconds(5), clock);
                var clients = new ClientCache(clock)) {
            var hosts = new Hosts(Optional.of(server.url()), Optional.empty(), Optional.empty());
            var kraken =
                    new KrakenConnectors(new Upstream(http, clients, hosts, clock))
                            .open(MarketType.SPOT, Environment.LIVE);
            var reply =
                    kraken.inspect(
                            new KeyHolder(
                                    new UserId(new UUID(1, 1)),
                                    KrakenSigned.KEYS,
                                    Optional.empty()));
            return new Seen(reply, server.requests().getFirst());
        }
    }

    @Test
    void a_key_is_told_of_with_its_permissions_addresses_and_end() {
        Seen seen =
                inspect(
                        """
                        {"apiKeyName":"terminal","nonceWindow":0,"permissions":["query-funds",\
                        "query-open-trades","modify-trades","close-trades","withdraw-funds",\
                        "export-data"],"validUntil":"1800000000","ipAllowlist":["203.0.113.7"]}""");

        assertThat(seen.request())
                .startsWith("POST /0/private/GetApiKeyInfo ")
                .contains("API-Sign: ");
        assertThat(seen.reply())
                .isEqualTo(
                        Reply.answered(
                                new KeyReport(
                                        Optional.of(
                                                Set.of(
                                                        Permission.READ,
                                                        Permission.SPOT_TRADE,
                                                        Permission.WITHDRAW)),
                                        Optional.of(true),
                                        Optional.of(Instant.ofEpochSecond(1_800_000_000)))));
    }

    @Test
    void a_key_without_end_and_addresses_that_may_only_read() {
        assertThat(
                        inspect(
                                        """
                                        {"permissions":["query-funds"],"validUntil":"0",\
                                        "ipAllowlist":[]}""")
                                .reply())
                .isEqualTo(
                        Reply.answered(
                                new KeyReport(
                                        Optional.of(Set.of(Permission.READ)),
                                        Optional.of(false),
                                        Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"permissions\":\"query-funds\"}"})
    void silence_about_permissions_is_nonsense(String result) {
        assertThat(inspect(result).reply()).isEqualTo(Reply.failed(Kind.NONSENSE));
    }
}
