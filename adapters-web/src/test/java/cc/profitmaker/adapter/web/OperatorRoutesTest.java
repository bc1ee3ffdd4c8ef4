package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.rest.Rest;
import cc.profitmaker.application.operator.People;
import cc.profitmaker.application.operator.Upstreams;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.TestAuditKey;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Reply;

import com.fasterxml.jackson.databind.JsonNode;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

final class OperatorRoutesTest {
    private static final String USERS = "/api/operator/users";
    private static final String SESSIONS = "/api/operator/sessions";
    private static final String AUDIT = "/api/operator/audit";
    private static final String EXCHANGES = "/api/operator/exchanges";
    private static final String PASSWORD = "a long enough password";

    private static Answer send(RunningServer server, String token, String method, String path) {
        return send(server, token, method, path, "{}");
    }

    private static Answer send(
            RunningServer server, String token, String method, String path, String body) {
        boolean bodiless = method.equals("GET") || method.equals("DELETE");
        return server.send(
                path,
                r ->
                        bodiless
                                ? r.header("Authorization", "Bearer " + token)
                                        .method(method, BodyPublishers.noBody())
                                : r.header("Authorization", "Bearer " + token)
                                        .header("Content-Type", "application/json")
                                        .method(method, BodyPublishers.ofString(body)));
    }

    private static String operator(RunningServer server) {
        return server.tokenOf(server.operator);
    }

    private static Answer patch(RunningServer server, String token, UserId user, String body) {
        return send(server, token, "PATCH", USERS + "/" + user, body);
    }

    private static String newUser(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    @Test
    void a_user_is_refused_on_every_operator_route_there_is() {
        try (var server = RunningServer.start()) {
            List<Rest.Route> routes =
                    RegisteredRoutes.of(server).stream()
                            .filter(route -> route.path().startsWith("/api/operator"))
                            .toList();
            assertThat(routes).hasSize(9);
            var all = new SoftAssertions();
            for (Rest.Route route : routes) {
                Answer answer =
                        send(
                                server,
                                server.annsToken,
                                route.method(),
                                RegisteredRoutes.concrete(route));
                all.assertThat(answer.status() + " " + answer.json().at("/code").asText())
                        .as(route.toString())
                        .isEqualTo("403 operator_only");
            }
            all.assertAll();
            assertThat(server.identities.all()).hasSize(2);
        }
    }

    @Test
    void the_description_has_every_operator_route() {
        try (var server = RunningServer.start()) {
            JsonNode paths = server.get("/openapi.json").is(200).json().at("/paths");
            for (Rest.Route route : RegisteredRoutes.of(server)) {
                if (route.path().startsWith("/api/operator")) {
                    JsonNode operation =
                            paths.path(route.path()).path(route.method().toLowerCase(Locale.ROOT));
                    assertThat(operation.has("operationId")).as(route.toString()).isTrue();
                    assertThat(operation.path("responses").toString())
                            .as(route.toString())
                            .contains("\"schema\"");
                }
            }
        }
    }

    @Test
    void me_tells_role_and_kind_of_token() {
        try (var server = RunningServer.start()) {
            JsonNode ann = server.getAs(server.annsToken, "/api/auth/me").is(200).json();
            assertThat(ann.at("/role").asText()).isEqualTo("user");
            assertThat(ann.at("/kind").asText()).isEqualTo("session");
            JsonNode token = server.getAs(RunningServer.API_TOKEN, "/api/auth/me").is(200).json();
            assertThat(token.at("/role").asText()).isEqualTo("operator");
            assertThat(token.at("/kind").asText()).isEqualTo("api_token");
            server.ssoTokens.put("a.b.c", Fixtures.sso("sub-1", "ann@example.org"));
            JsonNode sso = server.getAs("a.b.c", "/api/auth/me").is(200).json();
            assertThat(sso.at("/kind").asText()).isEqualTo("sso");
        }
    }

    @Test
    void users_are_listed_and_found() {
        try (var server = RunningServer.start()) {
            Answer all = send(server, operator(server), "GET", USERS).is(200);

            assertThat(all.header("X-Truncated")).isNull();
            JsonNode ann = all.json().get(0);
            assertThat(ann.toString())
                    .isEqualTo(
                            "{\"id\":\""
                                    + server.ann.id()
                                    + "\",\"email\":\"ann@example.org\",\"name\":\"ann\","
                                    + "\"role\":\"user\",\"disabled\":false,\"has_password\":true,"
                                    + "\"sso_bound\":false,"
                                    + "\"created_at\":\"2026-11-23T12:00:00.000Z\","
                                    + "\"last_seen_at\":\"2026-11-23T12:00:00.000Z\",\"sessions\":1}");
            JsonNode found =
                    send(server, operator(server), "GET", USERS + "?query=OP%40").is(200).json();
            assertThat(found.findValuesAsText("email")).containsExactly("op@example.org");
        }
    }

    @Test
    void a_list_that_is_cut_off_says_so() {
        try (var server = RunningServer.start()) {
            for (int i = 0; i < People.MOST; i++) {
                server.identities.put(Fixtures.user("user" + i + "@example.org"), Optional.empty());
            }
            Answer all = send(server, operator(server), "GET", USERS).is(200);
            assertThat(all.json()).hasSize(People.MOST);
            assertThat(all.header("X-Truncated")).isEqualTo("true");
        }
    }

    @Test
    void an_operator_makes_a_user_who_can_sign_in() {
        try (var server = RunningServer.start()) {
            Answer made =
                    send(
                            server,
                            operator(server),
                            "POST",
                            USERS,
                            "{\"email\":\"Bob@Example.org\",\"password\":\""
                                    + PASSWORD
                                    + "\",\"name\":\"Bob B\",\"role\":\"operator\"}");
            assertThat(made.is(201).json().at("/role").asText()).isEqualTo("operator");
            assertThat(made.json().at("/name").asText()).isEqualTo("Bob B");
            server.post("/api/auth/login", newUser("bob@example.org", PASSWORD)).is(200);
            UserId bob = UserId.parse(made.json().at("/id").asText()).orElseThrow();
            assertThat(server.audit.events())
                    .contains(
                            new AuditEvent.UserAdded(
                                    bob, Role.OPERATOR, Optional.of(server.operator.id())));
        }
    }

    @Test
    void a_user_that_cannot_be_made_is_refused_with_the_reason() {
        try (var server = RunningServer.start()) {
            String token = operator(server);
            add(server, token, newUser("ann@example.org", PASSWORD)).refuses(409, "email_taken");
            add(server, token, newUser("x@local", PASSWORD)).refuses(400, "email_reserved");
            for (String body :
                    List.of(
                            newUser("no address", PASSWORD),
                            newUser("bob@example.org", "too short"),
                            newUser("bob@example.org", "x".repeat(73)),
                            newUser("bob@example.org", "a password\\u0000 with NUL"),
                            newUser("bob@example.org", PASSWORD)
                                    .replace("}", ",\"role\":\"root\"}"),
                            newUser("bob@example.org", PASSWORD)
                                    .replace("}", ",\"name\":\"a\\nb\"}"),
                            "{}")) {
                add(server, token, body).refuses(400, "invalid_request");
            }
            server.hashing.beBusy();
            add(server, token, newUser("bob@example.org", PASSWORD)).refuses(503, "busy");
            assertThat(server.identities.all()).hasSize(2);
        }
    }

    private static Answer add(RunningServer server, String token, String body) {
        return send(server, token, "POST", USERS, body);
    }

    @Test
    void a_user_is_disabled_and_let_in_again() {
        try (var server = RunningServer.start()) {
            String token = operator(server);
            Answer off = patch(server, token, server.ann.id(), "{\"disabled\":true}").is(200);
            assertThat(off.json().at("/disabled").asBoolean()).isTrue();
            server.getAs(server.annsToken, "/api/auth/me").refuses(403, "token_refused");

            patch(server, token, server.ann.id(), "{\"disabled\":false}").is(200);
            server.post("/api/auth/login", newUser("ann@example.org", "correct horse battery"))
                    .is(200);
        }
    }

    @Test
    void a_new_password_ends_the_sessions_and_counts_from_now_on() {
        try (var server = RunningServer.start()) {
            patch(server, operator(server), server.ann.id(), "{\"password\":\"" + PASSWORD + "\"}")
                    .is(200);
            server.getAs(server.annsToken, "/api/auth/me").refuses(403, "token_refused");
            server.post("/api/auth/login", newUser("ann@example.org", PASSWORD)).is(200);
        }
    }

    @Test
    void what_must_not_be_changed_is_not() {
        try (var server = RunningServer.start()) {
            String token = operator(server);
            for (String body :
                    List.of(
                            "{\"disabled\":true}",
                            "{\"role\":\"user\"}",
                            "{\"password\":\"" + PASSWORD + "\"}")) {
                patch(server, token, server.operator.id(), body).refuses(409, "own_account");
            }
            server.getAs(RunningServer.API_TOKEN, "/api/auth/me").is(200);
            UserId bootstrap =
                    server.identities.byEmail(User.BOOTSTRAP_EMAIL).orElseThrow().user().id();
            patch(server, token, bootstrap, "{\"password\":\"" + PASSWORD + "\"}")
                    .refuses(409, "reserved_account");
            patch(server, token, bootstrap, "{\"role\":\"user\"}").refuses(409, "reserved_account");
            patch(server, token, new UserId(UUID.randomUUID()), "{\"disabled\":true}")
                    .refuses(404, "unknown_user");
            patch(server, token, server.ann.id(), "{}").refuses(400, "invalid_request");
            patch(server, token, server.ann.id(), "{\"disabled\":\"yes\"}")
                    .refuses(400, "malformed");
            send(server, token, "PATCH", USERS + "/ann", "{\"disabled\":true}")
                    .refuses(404, "unknown_user");
        }
    }

    @Test
    void an_operator_sees_all_sessions_and_ends_any() {
        try (var server = RunningServer.start()) {
            String token = operator(server);
            JsonNode sessions = send(server, token, "GET", SESSIONS).is(200).json();
            assertThat(sessions.findValuesAsText("email"))
                    .containsExactlyInAnyOrder("ann@example.org", "op@example.org");
            JsonNode anns = null;
            for (JsonNode session : sessions) {
                boolean own = session.at("/email").asText().equals("op@example.org");
                assertThat(session.at("/current").asBoolean()).isEqualTo(own);
                anns = own ? anns : session;
            }
            assertThat(anns.at("/user_id").asText()).isEqualTo(server.ann.id().toString());
            assertThat(anns.at("/ip").asText()).isEqualTo("127.0.0.1");
            assertThat(anns.at("/user_agent").asText()).isEqualTo("test");
            String path = SESSIONS + "/" + anns.at("/id").asText();

            assertThat(send(server, token, "DELETE", path).is(200).body())
                    .isEqualTo("{\"success\":true}");

            server.getAs(server.annsToken, "/api/auth/me").refuses(403, "token_refused");
            assertThat(server.audit.events())
                    .last()
                    .isEqualTo(new AuditEvent.SessionEnded(server.ann.id(), server.operator.id()));
            send(server, token, "DELETE", path).refuses(404, "unknown_session");
            send(server, token, "DELETE", SESSIONS + "/x").refuses(404, "unknown_session");
        }
    }

    @Test
    void the_trail_is_paged_newest_first() {
        try (var server = RunningServer.start()) {
            for (int i = 0; i < 5; i++) {
                server.chain.record(Fixtures.NOON.plusSeconds(i), i % 2 == 0 ? "even" : "odd");
            }
            server.chain.seal(TestAuditKey.ONE, Fixtures.NOON);
            server.chain.record(Fixtures.NOON.plusSeconds(9), "late");
            String token = operator(server);

            JsonNode first = send(server, token, "GET", AUDIT + "?limit=4").is(200).json();
            assertThat(first.at("/entries").findValuesAsText("seq"))
                    .containsExactly("6", "5", "4", "3");
            assertThat(first.at("/entries/0").toString())
                    .isEqualTo(
                            "{\"seq\":6,\"at\":\"2026-11-23T12:00:09.000Z\",\"event\":\"late\","
                                    + "\"details\":{},\"sealed\":false}");
            assertThat(first.at("/entries/1/sealed").asBoolean()).isTrue();
            JsonNode rest =
                    send(
                                    server,
                                    token,
                                    "GET",
                                    AUDIT + "?limit=4&before=" + first.at("/next").asText())
                            .is(200)
                            .json();
            assertThat(rest.at("/entries").findValuesAsText("seq")).containsExactly("2", "1");
            assertThat(rest.has("next")).isFalse();
            assertThat(
                            send(server, token, "GET", AUDIT + "?event=odd")
                                    .is(200)
                                    .json()
                                    .at("/entries"))
                    .hasSize(2);
            for (String query :
                    List.of(
                            "limit=0",
                            "limit=501",
                            "limit=x",
                            "before=-1",
                            "before=9999999999999999999",
                            "user=ann",
                            "event=DROP%20TABLE")) {
                send(server, token, "GET", AUDIT + "?" + query).refuses(400, "invalid_request");
            }
        }
    }

    @Test
    void the_trail_is_verified_and_its_faults_are_named() {
        try (var server = RunningServer.start()) {
            for (int i = 0; i < 3; i++) {
                server.chain.record(Fixtures.NOON, "kind");
            }
            server.chain.seal(TestAuditKey.ONE, Fixtures.NOON);
            String token = operator(server);
            JsonNode whole = send(server, token, "POST", AUDIT + "/verify").is(200).json();
            assertThat(whole.at("/ok").asBoolean()).isTrue();
            assertThat(whole.at("/rows").asInt()).isEqualTo(3);
            assertThat(whole.at("/sealed_through").asInt()).isEqualTo(3);
            assertThat(whole.at("/faults")).isEmpty();

            server.chain.rows.remove(1);

            JsonNode broken = send(server, token, "POST", AUDIT + "/verify").is(200).json();
            assertThat(broken.at("/ok").asBoolean()).isFalse();
            assertThat(broken.at("/fault_count").asInt()).isEqualTo(1);
            assertThat(broken.at("/faults/0/kind").asText()).isEqualTo("removed");
            assertThat(broken.at("/faults/0/sentence").asText()).contains("Row 2 (seal 2)");
        }
    }

    @Test
    void without_a_key_nothing_is_verified() {
        try (var server = RunningServer.start(RunningServer.Setup.USUAL.withoutVault())) {
            send(server, operator(server), "POST", AUDIT + "/verify").refuses(503, "no_audit_key");
        }
    }

    private static Upstreams.Host host(
            Upstreams.Breaker breaker, Optional<Instant> well, Optional<Kind> failed) {
        return new Upstreams.Host(
                "https://api.example.org",
                breaker,
                Optional.empty(),
                Optional.of(new Upstreams.Usage(7, 100)),
                new Upstreams.Heard(
                        well,
                        failed.map(
                                why -> new Upstreams.Failure(why, Fixtures.NOON.minusSeconds(5)))),
                Duration.ofMillis(-1500));
    }

    private static String state(RunningServer server, String token, Upstreams.Host... hosts) {
        server.upstreams.standings.clear();
        server.upstreams.standings.add(
                new Upstreams.Standing(
                        new ExchangeId("kraken"), Upstreams.Place.NETWORK, List.of(hosts)));
        return send(server, token, "GET", EXCHANGES).is(200).json().at("/0/state").asText();
    }

    @Test
    void an_exchange_is_as_well_as_its_hosts() {
        try (var server = RunningServer.start()) {
            String token = operator(server);
            var closed = Upstreams.Breaker.CLOSED;
            var silent = host(closed, Optional.empty(), Optional.empty());
            var good = host(closed, Optional.of(Fixtures.NOON), Optional.of(Kind.NONSENSE));
            var bad =
                    host(
                            closed,
                            Optional.of(Fixtures.NOON.minusSeconds(9)),
                            Optional.of(Kind.TIMED_OUT));
            var down = host(Upstreams.Breaker.OPEN, Optional.empty(), Optional.of(Kind.TIMED_OUT));
            assertThat(state(server, token, silent)).isEqualTo("unknown");
            assertThat(state(server, token, silent, good)).isEqualTo("ok");
            assertThat(state(server, token, bad)).isEqualTo("degraded");
            assertThat(state(server, token, good, down)).isEqualTo("degraded");
            assertThat(state(server, token, down, silent)).isEqualTo("down");

            assertThat(state(server, token, good)).isEqualTo("ok");
            JsonNode shown = send(server, token, "GET", EXCHANGES).json().get(0);
            assertThat(shown.at("/last_error_code").asText()).isEqualTo("exchange_nonsense");
            assertThat(shown.at("/weight_used").asInt()).isEqualTo(7);
            assertThat(shown.at("/clock_offset_ms").asInt()).isEqualTo(-1500);
            assertThat(shown.at("/configured").asBoolean()).isFalse();
            assertThat(shown.at("/streams").asInt()).isZero();
            assertThat(shown.at("/breaker").asText()).isEqualTo("closed");
            assertThat(shown.at("/hosts/0/host").asText()).isEqualTo("https://api.example.org");
        }
    }

    @Test
    void an_exchange_is_asked_on_wish() {
        try (var server = RunningServer.start()) {
            String token = operator(server);
            server.upstreams.checks.put(new ExchangeId("kraken"), Reply.answered(42));
            server.upstreams.checks.put(new ExchangeId("binance"), Reply.failed(Kind.UNREACHABLE));

            assertThat(send(server, token, "POST", EXCHANGES + "/kraken/check").is(200).body())
                    .isEqualTo("{\"reachable\":true,\"markets\":42}");
            assertThat(send(server, token, "POST", EXCHANGES + "/binance/check").is(200).body())
                    .isEqualTo(
                            "{\"reachable\":false,\"code\":\"exchange_unreachable\","
                                    + "\"error\":\"The exchange cannot be reached.\"}");
            send(server, token, "POST", EXCHANGES + "/nowhere/check")
                    .refuses(404, "unknown_exchange");
            send(server, token, "POST", EXCHANGES + "/NO%20WAY/check")
                    .refuses(404, "unknown_exchange");
        }
    }
}
