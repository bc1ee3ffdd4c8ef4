package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.socket.NodeClient;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** The client library, as it is, and the whole server with its paper exchange. */
final class SocketIoJourneyTest {
    @RegisterExtension static final Desk DESK = new Desk();

    @BeforeAll
    static void install() {
        NodeClient.install();
    }

    @ParameterizedTest
    @CsvSource({"websocket, 0", "polling, 0", "default, 1"})
    void a_terminal_is_told_of_markets_and_of_its_account_until_it_signs_out(
            String mode, int next) {
        int port = Ports.free();
        Server server =
                DESK.start(
                        Map.of(
                                "PORT",
                                Integer.toString(port),
                                "ALLOW_REGISTRATION",
                                "true",
                                "AUTH_URL",
                                "off"));
        Client client = Client.of(server.url());
        Client.Answer registered =
                client.post(
                        "/api/auth/register",
                        Client.credentials(mode + "@example.org", "correct horse battery"));
        String token = registered.at("/token").asText();
        Client ann = client.with(token);
        Client.Answer account =
                ann.post(
                        "/api/accounts",
                        "{\"exchange\":\"paper\",\"api_key\":\"%s\",\"api_secret\":\"s\"}"
                                .formatted(mode));
        assertThat(account.status()).as(account.toString()).isEqualTo(201);
        String id = account.at("/id").asText();

        String url = "http://127.0.0.1:" + (port + next);
        try (var terminal = NodeClient.run("paper.mjs", url, mode, token, id)) {
            terminal.awaits("subscribed");
            Client.Answer order =
                    ann.post(
                            "/api/exchange/createOrder",
                            "{\"exchange\":\"paper\",\"accountId\":\"%s\",\"symbol\":\"BTC/USDT\",\"type\":\"market\",\"side\":\"buy\",\"amount\":\"0.01\"}"
                                    .formatted(id));
            assertThat(order.status()).as(order.toString()).isEqualTo(200);
            terminal.awaits("private data");
            assertThat(ann.post("/api/auth/logout", "{}").status()).isEqualTo(200);
            assertThat(terminal.end()).endsWith("done\n");
        }
    }
}
