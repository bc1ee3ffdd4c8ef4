package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.SpeakingBinance;
import cc.profitmaker.adapter.web.socket.NodeClient;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client library, as it is, the whole server, and an exchange whose WebSocket server is killed
 * and started again on its port.
 */
final class OutlastingJourneyTest {
    @RegisterExtension static final Desk DESK = new Desk();

    private static final String BEFORE = "81234.5";
    private static final String AFTER = "82345.25";
    private static final String ONLY_BEFORE = "87194.75";
    private static final String ONLY_AFTER = "87194.25";

    @BeforeAll
    static void install() {
        NodeClient.install();
    }

    private static String registered(Client client, String name) {
        Client.Answer registered =
                client.post(
                        "/api/auth/register",
                        Client.credentials(name + "@example.org", "correct horse battery"));
        assertThat(registered.status()).as(registered.toString()).isEqualTo(200);
        return registered.at("/token").asText();
    }

    private static String created(Client client, String path, String body) {
        Client.Answer answer = client.post(path, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.at("/id").asText();
    }

    @ParameterizedTest
    @CsvSource({"websocket, 0", "polling, 0", "default, 1"})
    void a_terminal_outlasts_an_upstream_that_is_killed_and_sees_the_end_of_its_access(
            String mode, int next) {
        int upstream = Ports.free();
        int port = Ports.free();
        var binance = new SpeakingBinance(upstream, BEFORE, ONLY_BEFORE);
        try (FakeExchange rest = FakeExchange.serving("binance")) {
            Server server =
                    DESK.start(
                            Map.of(
                                    "PORT",
                                    Integer.toString(port),
                                    "ALLOW_REGISTRATION",
                                    "true",
                                    "AUTH_URL",
                                    "off",
                                    "EXCHANGE_BINANCE_URL",
                                    rest.url().toString(),
                                    "EXCHANGE_BINANCE_WS_URL",
                                    "ws://127.0.0.1:" + upstream));
            Client client = Client.of(server.url());
            Client ann = client.with(registered(client, mode + "-ann"));
            String token = registered(client, mode + "-bob");
            Client bob = client.with(token);
            String account =
                    created(
                            ann,
                            "/api/accounts",
                            "{\"exchange\":\"paper\",\"api_key\":\"%s\",\"api_secret\":\"s\"}"
                                    .formatted(mode));
            String grants = "/api/accounts/" + account + "/grants";
            String grant =
                    created(
                            ann,
                            grants,
                            "{\"grantee_user_id\":\"%s\",\"access_level\":\"read\"}"
                                    .formatted(bob.get("/api/auth/me").at("/user/id").asText()));

            var terminal =
                    NodeClient.run(
                            "outlasting.mjs",
                            "http://127.0.0.1:" + (port + next),
                            mode,
                            token,
                            account,
                            BEFORE,
                            AFTER,
                            ONLY_BEFORE);
            try (terminal) {
                terminal.awaits("public data");
                binance.close();
                terminal.awaits("interrupted");

                Client.Answer order =
                        ann.post(
                                "/api/exchange/createOrder",
                                "{\"exchange\":\"paper\",\"accountId\":\"%s\",\"symbol\":\"BTC/USDT\",\"type\":\"market\",\"side\":\"buy\",\"amount\":\"0.01\"}"
                                        .formatted(account));
                assertThat(order.status()).as(order.toString()).isEqualTo(200);
                terminal.awaits("private data");

                rest.forget();
                binance = new SpeakingBinance(upstream, AFTER, ONLY_AFTER);
                terminal.awaits("data again");
                assertThat(paths(rest)).contains("/api/v3/depth");

                assertThat(
                                ann.send("DELETE", grants + "/" + grant, Optional.empty(), Map.of())
                                        .status())
                        .isEqualTo(200);
                terminal.awaits("revoked");
                assertThat(bob.post("/api/auth/logout", "{}").status()).isEqualTo(200);
                assertThat(terminal.end()).endsWith("done\n");
            }
        } finally {
            binance.close();
        }
    }

    private static List<String> paths(FakeExchange exchange) {
        return exchange.received().stream().map(FakeExchange.Received::path).toList();
    }
}
