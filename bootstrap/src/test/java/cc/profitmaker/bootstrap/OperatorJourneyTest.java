package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** What an operator does in the browser, through the whole server. */
final class OperatorJourneyTest {
    @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();
    @RegisterExtension static final Desk DESK = new Desk();

    private static final String USERS = "/api/operator/users";
    private static final String PASSWORD = "correct horse battery";
    private static final String API_TOKEN = "an-operators-own-token-of-41-characters--";
    private static final String MASTER_KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @TempDir Path dir;

    private Map<String, String> environment;
    private Server server;
    private Client root;

    @BeforeEach
    void start() throws Exception {
        environment = new HashMap<>(POSTGRES.freshDatabase("operator"));
        environment.put("PROFITMAKER_HOME", dir.resolve("a").toString());
        environment.put("API_TOKEN", API_TOKEN);
        environment.put("AUTH_URL", "off");
        environment.put("VAULT_MASTER_KEY", MASTER_KEY);
        server = DESK.start(environment);
        root = signedUp(Client.of(server.url()), "root@example.org");
    }

    private static Client signedUp(Client client, String email) {
        Client.Answer made = client.post("/api/auth/register", Client.credentials(email, PASSWORD));
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        return client.with(made.at("/token").asText());
    }

    private static Client signedIn(Client client, String email) {
        Client.Answer in = client.post("/api/auth/login", Client.credentials(email, PASSWORD));
        assertThat(in.status()).as(in.toString()).isEqualTo(200);
        return client.with(in.at("/token").asText());
    }

    /** The new user's id. */
    private static String made(Client by, String email, String role) {
        Client.Answer made =
                by.post(
                        USERS,
                        Client.credentials(email, PASSWORD)
                                .replace("}", ",\"role\":\"" + role + "\"}"));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.at("/id").asText();
    }

    private static Client.Answer patch(Client by, String id, String body) {
        return by.send("PATCH", USERS + "/" + id, Optional.of(body), Map.of());
    }

    /** Completed when the server closes it. */
    private static final class Socket implements WebSocket.Listener {
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        static Socket open(URI server, String token) {
            var socket = new Socket();
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(
                            URI.create("ws" + server.resolve("/ws").toString().substring(4)),
                            socket)
                    .join();
            return socket;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(-1);
        }
    }

    @Test
    void a_user_the_operator_made_signs_in_and_is_gone_within_a_second_once_disabled() {
        Client client = Client.of(server.url());
        String id = made(root, "bob@example.org", "user");
        String token =
                client.post("/api/auth/login", Client.credentials("bob@example.org", PASSWORD))
                        .at("/token")
                        .asText();
        Client bob = client.with(token);
        assertThat(bob.get("/api/auth/me").at("/role").asText()).isEqualTo("user");
        Socket socket = Socket.open(server.url(), token);
        JsonNode listed = root.get(USERS + "?query=bob").at("/0");
        assertThat(listed.at("/sessions").asInt()).isEqualTo(1);
        assertThat(listed.at("/has_password").asBoolean()).isTrue();
        assertThat(socket.closed).isNotDone();

        assertThat(patch(root, id, "{\"disabled\":true}").status()).isEqualTo(200);

        long asked = System.nanoTime();
        assertThat(bob.get("/api/auth/me").status()).isEqualTo(403);
        assertThat(socket.closed.join()).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        assertThat(
                        client.post(
                                        "/api/auth/login",
                                        Client.credentials("bob@example.org", PASSWORD))
                                .status())
                .isEqualTo(401);

        String by = root.get("/api/auth/me").at("/user/id").asText();
        JsonNode entry = root.get("/api/operator/audit?event=user_disabled").at("/entries/0");
        assertThat(entry.at("/user_id").asText()).isEqualTo(id);
        assertThat(entry.at("/user_email").asText()).isEqualTo("bob@example.org");
        assertThat(entry.at("/details/by").asText()).isEqualTo(by);
    }

    @Test
    void a_session_ended_by_the_operator_ends_its_socket() {
        made(root, "bob@example.org", "user");
        Client bob = signedIn(Client.of(server.url()), "bob@example.org");
        String token =
                Client.of(server.url())
                        .post("/api/auth/login", Client.credentials("bob@example.org", PASSWORD))
                        .at("/token")
                        .asText();
        Socket socket = Socket.open(server.url(), token);
        // The newest is the one just made.
        JsonNode newest = root.get("/api/operator/sessions").at("/0");
        assertThat(newest.at("/email").asText()).isEqualTo("bob@example.org");

        assertThat(
                        root.send(
                                        "DELETE",
                                        "/api/operator/sessions/" + newest.at("/id").asText(),
                                        Optional.empty(),
                                        Map.of())
                                .status())
                .isEqualTo(200);

        Eventually.within(1, socket.closed::isDone);
        assertThat(bob.with(token).get("/api/auth/me").status()).isEqualTo(403);
        assertThat(bob.get("/api/auth/me").status()).isEqualTo(200);
    }

    /** Method and path of every operator route, as the server itself describes them. */
    private List<String[]> described() {
        List<String[]> routes = new ArrayList<>();
        Client.of(server.url())
                .get("/openapi.json")
                .at("/paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                method -> {
                                                    if (METHODS.contains(method.getKey())
                                                            && path.getKey()
                                                                    .startsWith("/api/operator")) {
                                                        routes.add(
                                                                new String[] {
                                                                    method.getKey(), path.getKey()
                                                                });
                                                    }
                                                }));
        return routes;
    }

    @Test
    void a_user_gets_403_on_every_operator_route_and_an_operator_on_none() {
        made(root, "bob@example.org", "user");
        Client bob = signedIn(Client.of(server.url()), "bob@example.org");
        List<String[]> routes = described();
        assertThat(routes).hasSizeGreaterThanOrEqualTo(9);
        for (String[] route : routes) {
            String method = route[0].toUpperCase(Locale.ROOT);
            String path = route[1].replaceAll("\\{[^}]*}", "0");
            boolean bodiless = method.equals("GET") || method.equals("DELETE");
            Optional<String> body = bodiless ? Optional.empty() : Optional.of("{}");
            Client.Answer refused = bob.send(method, path, body, Map.of());
            assertThat(refused.status() + " " + refused.at("/code").asText())
                    .as(method + " " + path)
                    .isEqualTo("403 operator_only");
            assertThat(root.send(method, path, body, Map.of()).status())
                    .as(method + " " + path)
                    .isIn(200, 400, 404);
        }
    }

    @Test
    void operators_who_demote_each_other_on_two_replicas_at_once_leave_one() {
        environment.put("PROFITMAKER_HOME", dir.resolve("b").toString());
        Server other = DESK.start(environment);
        String rootId = root.get("/api/auth/me").at("/user/id").asText();
        String id = made(root, "ann@example.org", "operator");
        Client ann = signedIn(Client.of(other.url()), "ann@example.org");

        String demote = "{\"role\":\"user\"}";
        List<Integer> statuses =
                List.of(
                                root.sendLater("PATCH", USERS + "/" + id, demote),
                                ann.sendLater("PATCH", USERS + "/" + rootId, demote))
                        .stream()
                        .map(answer -> answer.join().status())
                        .toList();

        // The second is told either that nobody would be left or that it is no operator itself.
        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses)
                .filteredOn(status -> status != 200)
                .allMatch(Set.of(403, 409)::contains);
        Client token = Client.of(server.url()).with(API_TOKEN);
        Set<String> operators =
                token.get(USERS)
                        .body()
                        .valueStream()
                        .filter(user -> user.at("/role").asText().equals("operator"))
                        .map(user -> user.at("/email").asText())
                        .collect(Collectors.toSet());
        assertThat(operators).hasSize(2).contains("default@local");
    }

    private boolean isAllSealed() {
        Client.Answer told = root.post("/api/operator/audit/verify", "{}");
        return told.status() == 200 && told.at("/unsealed/rows").asText().equals("0");
    }

    @Test
    void the_trail_is_whole_until_somebody_cuts_it() throws Exception {
        made(root, "bob@example.org", "user");
        Eventually.within(10, this::isAllSealed);
        Client.Answer whole = root.post("/api/operator/audit/verify", "{}");
        assertThat(whole.at("/ok").asBoolean()).as(whole.toString()).isTrue();
        assertThat(whole.at("/rows").asInt()).isPositive();
        assertThat(root.get("/api/operator/audit").at("/entries/0/sealed").asBoolean()).isTrue();

        try (var connection = POSTGRES.superuser(environment);
                var statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute("DELETE FROM audit WHERE kind = 'user_added'");
        }

        Client.Answer broken = root.post("/api/operator/audit/verify", "{}");
        assertThat(broken.at("/ok").asBoolean()).isFalse();
        assertThat(broken.at("/faults/0/kind").asText()).isEqualTo("removed");
    }

    @Test
    void the_paper_exchange_is_well_and_the_others_were_not_asked() {
        JsonNode health = root.get("/api/operator/exchanges").body();
        for (JsonNode exchange : health) {
            boolean paper = exchange.at("/id").asText().equals("paper");
            assertThat(exchange.at("/state").asText()).isEqualTo(paper ? "ok" : "unknown");
        }
        assertThat(health.findValuesAsText("id")).contains("paper", "binance", "kraken", "kucoin");
        assertThat(
                        root.post("/api/operator/exchanges/paper/check", "{}")
                                .at("/reachable")
                                .asBoolean())
                .isTrue();
    }
}
