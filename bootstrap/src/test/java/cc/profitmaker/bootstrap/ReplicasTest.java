package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Two servers on one database. */
final class ReplicasTest {
    @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();
    @RegisterExtension static final Desk DESK = new Desk();

    private static final String ANN =
            Client.credentials("ann@example.org", "correct horse battery");

    @TempDir Path dir;

    private List<Client> replicas(Map<String, String> database) {
        List<Client> clients = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            var environment = new HashMap<>(database);
            environment.put("PROFITMAKER_HOME", dir.resolve(name).toString());
            clients.add(Client.of(DESK.start(environment).url()));
        }
        return clients;
    }

    @Test
    void a_logout_on_one_holds_there_at_once_and_on_the_other_within_a_second() throws Exception {
        var replicas = replicas(POSTGRES.freshDatabase("logout"));
        String token = replicas.get(0).post("/api/auth/register", ANN).at("/token").asText();
        Client here = replicas.get(0).with(token);
        Client there = replicas.get(1).with(token);
        // Both have it in memory now.
        assertThat(here.get("/api/auth/me").status()).isEqualTo(200);
        assertThat(there.get("/api/auth/me").status()).isEqualTo(200);

        assertThat(here.post("/api/auth/logout", "{}").status()).isEqualTo(200);

        assertThat(here.get("/api/auth/me").status()).isEqualTo(403);
        Eventually.within(1, () -> there.get("/api/auth/me").status() == 403);
    }

    @Test
    void both_show_the_same_paper_prices() throws Exception {
        var replicas = replicas(POSTGRES.freshDatabase("prices"));
        String token = replicas.get(0).post("/api/auth/register", ANN).at("/token").asText();
        String candles =
                "{\"exchange\":\"paper\",\"symbol\":\"BTC/USDT\",\"timeframe\":\"1d\",\"limit\":3}";

        var first = replicas.get(0).with(token).post("/api/exchange/fetchOHLCV", candles);
        var second = replicas.get(1).with(token).post("/api/exchange/fetchOHLCV", candles);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.at("/data/0")).isEqualTo(first.at("/data/0"));
    }

    @Test
    void an_order_with_a_name_is_placed_once_whichever_replica_is_asked() throws Exception {
        var database = POSTGRES.freshDatabase("orders");
        var replicas = replicas(database);
        String token = replicas.get(0).post("/api/auth/register", ANN).at("/token").asText();
        String order =
                "{\"config\":{\"exchangeId\":\"paper\",\"apiKey\":\"k\",\"secret\":\"s\"},"
                        + "\"symbol\":\"BTC/USDT\",\"type\":\"market\",\"side\":\"buy\","
                        + "\"amount\":\"0.01\",\"params\":{\"clientOrderId\":\"my-order\"}}";

        List<CompletableFuture<Client.Answer>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(
                    replicas.get(i % 2)
                            .with(token)
                            .sendLater("POST", "/api/exchange/createOrder", order));
        }
        List<Client.Answer> told = asked.stream().map(CompletableFuture::join).toList();

        assertThat(told).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(told.stream().map(answer -> answer.at("/data")).distinct()).hasSize(1);
        assertThat(
                        replicas.get(1)
                                .with(token)
                                .post("/api/exchange/fetchMyTrades", order)
                                .at("/data"))
                .hasSize(1);
        assertThat(POSTGRES.everything(database))
                .filteredOn(row -> row.startsWith("order_journal "))
                .hasSize(1);
    }

    @Test
    void a_hundred_concurrent_first_registrations_leave_one_operator() throws Exception {
        var database = POSTGRES.freshDatabase("first");
        var replicas = replicas(database);

        List<CompletableFuture<Client.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(
                    replicas.get(i % 2)
                            .sendLater(
                                    "POST",
                                    "/api/auth/register",
                                    Client.credentials(
                                            "user" + i + "@example.org", "correct horse " + i)));
        }
        List<Integer> statuses = answers.stream().map(answer -> answer.join().status()).toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        // Closed, guessed too often, or the hash queue is full; never a fault of ours.
        assertThat(Set.copyOf(statuses)).isSubsetOf(200, 403, 429, 503);
        assertThat(POSTGRES.everything(database))
                .filteredOn(row -> row.startsWith("users "))
                .singleElement()
                .asString()
                .contains("OPERATOR");
    }

    @Test
    void from_elsewhere_the_first_user_needs_the_setup_code() throws Exception {
        var environment = new HashMap<>(POSTGRES.freshDatabase("setup"));
        environment.put("PROFITMAKER_HOME", dir.resolve("setup").toString());
        Server server = DESK.start(environment);
        Client client = Client.of(server.url());
        Map<String, String> throughAProxy = Map.of("X-Forwarded-For", "127.0.0.1");
        String code = server.setupCode().orElseThrow().reveal();
        assertThat(dir.resolve("setup/setup-code")).hasContent(code);

        assertThat(register(client, ANN, throughAProxy)).isEqualTo(403);
        assertThat(register(client, withCode("WRONG-CODE1-WRONG-CODE1"), throughAProxy))
                .isEqualTo(403);
        assertThat(register(client, withCode(code), throughAProxy)).isEqualTo(200);
    }

    private static String withCode(String code) {
        return ANN.replaceFirst("}$", ",\"setupCode\":\"" + code + "\"}");
    }

    private static int register(Client client, String body, Map<String, String> headers) {
        return client.send("POST", "/api/auth/register", Optional.of(body), headers).status();
    }
}
