package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** From an empty home to a filled order, and what is still there after a restart; one story. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FirstStepsTest {
    @RegisterExtension static final Desk DESK = new Desk();

    private static final String ANN =
            Client.credentials("ann@example.org", "correct horse battery");
    private static final String PAPER =
            "\"config\":{\"exchangeId\":\"paper\",\"apiKey\":\"ann-paper-key\",\"secret\":\"ann-paper-secret\"}";

    private static BigDecimal free(Client client, String currency) {
        var balance = client.post("/api/exchange/fetchBalance", "{" + PAPER + "}");
        assertThat(balance.status()).as(balance.toString()).isEqualTo(200);
        return balance.at("/data/free/" + currency).decimalValue();
    }

    @Test
    @Order(1)
    void from_nothing_to_a_filled_paper_order() {
        Server server = DESK.start();
        Client client = Client.of(server.url());
        assertThat(client.get("/health").status()).isEqualTo(200);
        assertThat(client.get("/health/ready").status()).isEqualTo(200);

        var registered = client.post("/api/auth/register", ANN);
        assertThat(registered.status()).as(registered.toString()).isEqualTo(200);
        Client ann = client.with(registered.at("/token").asText());
        assertThat(ann.get("/api/auth/me").at("/user/email").asText()).isEqualTo("ann@example.org");

        var ticker =
                ann.post(
                        "/api/exchange/fetchTicker",
                        "{\"exchange\":\"paper\",\"symbol\":\"BTC/USDT\"}");
        assertThat(ticker.status()).as(ticker.toString()).isEqualTo(200);
        assertThat(ticker.at("/data/last").decimalValue()).isPositive();

        BigDecimal before = free(ann, "BTC");
        var order =
                ann.post(
                        "/api/exchange/createOrder",
                        "{"
                                + PAPER
                                + ",\"symbol\":\"BTC/USDT\",\"type\":\"market\",\"side\":\"buy\","
                                + "\"amount\":\"0.01\"}");
        assertThat(order.status()).as(order.toString()).isEqualTo(200);
        assertThat(order.at("/data/status").asText()).isEqualTo("closed");
        assertThat(order.at("/data/filled").decimalValue()).isEqualByComparingTo("0.01");
        assertThat(free(ann, "BTC")).isGreaterThan(before);
    }

    @Test
    @Order(2)
    void a_restart_keeps_users_sessions_and_paper_balances() {
        Client first = Client.of(DESK.start().url());
        String token = first.post("/api/auth/login", ANN).at("/token").asText();
        BigDecimal had = free(first.with(token), "BTC");
        String ticker = "{\"exchange\":\"paper\",\"symbol\":\"BTC/USDT\",\"timeframe\":\"1d\"}";
        var candles = first.with(token).post("/api/exchange/fetchOHLCV", ticker).at("/data/0");
        DESK.afterEach(null);

        Client again = Client.of(DESK.start().url()).with(token);

        assertThat(again.get("/api/auth/me").status()).isEqualTo(200);
        assertThat(free(again, "BTC")).isEqualByComparingTo(had);
        assertThat(again.post("/api/exchange/fetchOHLCV", ticker).at("/data/0")).isEqualTo(candles);
    }

    @Test
    @Order(3)
    void the_first_user_closes_registration_and_the_setup_code_is_gone() {
        Server server = DESK.start();

        var second =
                Client.of(server.url())
                        .post(
                                "/api/auth/register",
                                Client.credentials("bob@example.org", "another long password"));

        assertThat(second.status()).isEqualTo(403);
        assertThat(server.setupCode()).isEmpty();
        assertThat(DESK.home().resolve("setup-code")).doesNotExist();
    }

    @Test
    @Order(4)
    void a_disabled_user_is_refused_on_the_next_call_and_let_in_again_when_enabled() {
        Client client = Client.of(DESK.start().url());
        String token = client.post("/api/auth/login", ANN).at("/token").asText();
        Client ann = client.with(token);
        assertThat(ann.get("/api/auth/me").status()).isEqualTo(200);

        // Another process than the server's, as far as the database can tell.
        assertThat(command("user", "disable", "ann@example.org")).isEqualTo(Exit.OK);

        Eventually.within(1, () -> ann.get("/api/auth/me").status() == 403);
        assertThat(client.post("/api/auth/login", ANN).status()).isEqualTo(401);

        assertThat(command("user", "enable", "ann@example.org")).isEqualTo(Exit.OK);
        assertThat(client.post("/api/auth/login", ANN).status()).isEqualTo(200);
    }

    @Test
    @Order(5)
    void commands_work_with_the_server_stopped() {
        assertThat(command("user", "list")).isEqualTo(Exit.OK);
        assertThat(command("user", "role", "ann@example.org", "user")).isEqualTo(Exit.OK);
        assertThat(command("user", "role", "ann@example.org", "operator")).isEqualTo(Exit.OK);
        assertThat(command("sessions", "revoke", "--user", "ann@example.org")).isEqualTo(Exit.OK);
        assertThat(command("user", "disable", "nobody@example.org")).isEqualTo(Exit.FAILED);
        assertThat(command("user", "disable", "default@local")).isNotEqualTo(Exit.USAGE);
        assertThat(command("health")).isEqualTo(Exit.FAILED);
    }

    @Test
    @Order(6)
    void the_api_token_speaks_for_the_bootstrap_user() {
        String token = "k3Vb8NcP1sYd6HfG3aE0q7Jw2mXz9RtL";
        Client client = Client.of(DESK.start(Map.of("API_TOKEN", token)).url());

        assertThat(client.with(token).get("/api/auth/me").at("/user/email").asText())
                .isEqualTo("default@local");
        assertThat(client.with(token + "x").get("/api/auth/me").status()).isEqualTo(403);
        assertThat(client.get("/api/auth/me").status()).isEqualTo(401);
    }

    @Test
    @Order(7)
    void a_wrong_password_is_401_and_guessing_is_throttled_but_not_for_the_one_who_knows() {
        Client client = Client.of(DESK.start(Map.of("TRUSTED_PROXIES", "127.0.0.1")).url());
        String guess = Client.credentials("ann@example.org", "guess guess guess");
        assertThat(client.post("/api/auth/login", guess).status()).isEqualTo(401);
        // A stranger's address, as a proxy that is believed tells it.
        Eventually.times(
                40,
                () ->
                        client.send(
                                                "POST",
                                                "/api/auth/login",
                                                Optional.of(guess),
                                                Map.of("X-Forwarded-For", "203.0.113.7"))
                                        .status()
                                == 429);
        assertThat(client.post("/api/auth/login", ANN).status()).isEqualTo(200);
    }

    @Test
    @Order(8)
    void an_operator_binds_an_identity_by_hand_and_it_shows() {
        assertThat(said("user", "list"))
                .containsPattern("ann@example.org +operator +enabled +local ");

        assertThat(command("user", "bind", "ann@example.org", "sub-1")).isEqualTo(Exit.OK);
        assertThat(command("user", "bind", "ann@example.org", "sub-1")).isEqualTo(Exit.OK);
        assertThat(command("user", "bind", "ann@example.org", "sub-2")).isEqualTo(Exit.FAILED);
        assertThat(command("user", "bind", "default@local", "sub-1")).isEqualTo(Exit.FAILED);
        assertThat(command("user", "bind", "nobody@example.org", "sub-3")).isEqualTo(Exit.FAILED);
        assertThat(command("user", "bind", "ann@example.org", " ")).isEqualTo(Exit.FAILED);
        assertThat(command("user", "bind", "ann@example.org")).isEqualTo(Exit.USAGE);

        assertThat(said("user", "list"))
                .containsPattern("ann@example.org +operator +enabled +sso ")
                .containsPattern("default@local +operator +enabled +local ");
    }

    @Test
    @Order(9)
    void the_audit_trail_is_whole() {
        assertThat(command("audit", "verify")).isEqualTo(Exit.OK);
        assertThat(command("audit", "verify", "--anchor", "nonsense")).isNotEqualTo(Exit.OK);
    }

    private static int command(String... args) {
        return Main.commandLine(DESK.environment(Map.of())).execute(args);
    }

    private static String said(String... args) {
        var out = new StringWriter();
        Main.commandLine(DESK.environment(Map.of()))
                .setOut(new PrintWriter(out, true))
                .execute(args);
        return out.toString();
    }
}
