package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.RunningServer.Setup;
import cc.profitmaker.application.session.RegistrationMode;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.session.SessionId;

import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;

final class AuthRoutesTest {
    private static final String PASSWORD = "correct horse battery";

    private static String signIn(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    @Test
    void a_registration_answers_with_the_user_and_a_token_that_works() {
        try (var server = RunningServer.start()) {
            Answer made =
                    server.post(
                                    "/api/auth/register",
                                    "{\"email\":\"Bob@Example.org\",\"password\":\"twelve chars long\","
                                            + "\"name\":\"Bob\",\"unknown\":[1,{}]}")
                            .is(200);
            assertThat(made.json().at("/user/email").asText()).isEqualTo("bob@example.org");
            assertThat(made.json().at("/user/name").asText()).isEqualTo("Bob");
            assertThat(made.json().size()).isEqualTo(2);
            Answer me = server.getAs(made.json().path("token").asText(), "/api/auth/me").is(200);
            assertThat(me.json().path("user")).isEqualTo(made.json().path("user"));
        }
    }

    @Test
    void the_first_registration_from_this_machine_needs_no_code_and_the_second_is_refused() {
        try (var server = RunningServer.start(Setup.USUAL.with(RegistrationMode.FIRST))) {
            server.post("/api/auth/register", signIn("bob@example.org", PASSWORD)).is(200);
            server.post("/api/auth/register", signIn("eve@example.org", PASSWORD))
                    .refuses(403, "registration_closed");
        }
    }

    @Test
    void the_first_registration_through_an_unknown_proxy_needs_the_setup_code() {
        try (var server = RunningServer.start(Setup.USUAL.with(RegistrationMode.FIRST))) {
            String wish = signIn("bob@example.org", PASSWORD);
            server.send(
                            "/api/auth/register",
                            r -> RunningServer.json(r.header("X-Forwarded-For", "127.0.0.1"), wish))
                    .refuses(403, "setup_code_required");
            String withCode =
                    wish.replace("}", ",\"setupCode\":\"" + RunningServer.SETUP_CODE + "\"}");
            server.send(
                            "/api/auth/register",
                            r -> RunningServer.json(r.header("X-Real-IP", "127.0.0.1"), withCode))
                    .is(200);
        }
    }

    @Test
    void registrations_are_refused_each_for_its_reason() {
        try (var server = RunningServer.start()) {
            server.post("/api/auth/register", signIn("ann@example.org", PASSWORD))
                    .refuses(409, "email_taken");
            server.post("/api/auth/register", signIn("ann@local", PASSWORD))
                    .refuses(400, "email_reserved");
            server.post("/api/auth/register", signIn("bob@example.org", "short"))
                    .refuses(400, "invalid_request");
            server.post("/api/auth/register", signIn("bob@example.org", "x".repeat(73)))
                    .refuses(400, "invalid_request");
            server.post("/api/auth/register", signIn("bob", PASSWORD))
                    .refuses(400, "invalid_request");
        }
        try (var server = RunningServer.start(Setup.USUAL.with(RegistrationMode.CLOSED))) {
            server.post("/api/auth/register", signIn("bob@example.org", PASSWORD))
                    .refuses(403, "registration_closed");
        }
    }

    @Test
    void a_wrong_password_and_an_unknown_address_get_the_same_answer() {
        try (var server = RunningServer.start()) {
            server.post("/api/auth/login", signIn("Ann@example.org", PASSWORD)).is(200);
            Answer wrong = server.post("/api/auth/login", signIn("ann@example.org", "wrong"));
            Answer unknown = server.post("/api/auth/login", signIn("who@example.org", PASSWORD));
            wrong.refuses(401, "wrong_credentials");
            assertThat(unknown.body().replace(unknown.header("X-Request-Id"), "ID"))
                    .isEqualTo(wrong.body().replace(wrong.header("X-Request-Id"), "ID"));
        }
    }

    @Test
    void too_many_guesses_and_a_full_queue_say_when_to_come_back() {
        try (var server = RunningServer.start(Setup.USUAL.withAttempts(0))) {
            Answer throttled =
                    server.post("/api/auth/login", signIn("who@example.org", PASSWORD))
                            .refuses(429, "too_many_attempts");
            assertThat(throttled.header("Retry-After")).isEqualTo("30");
        }
        try (var server = RunningServer.start()) {
            server.hashing.beBusy();
            Answer busy =
                    server.post("/api/auth/login", signIn("who@example.org", PASSWORD))
                            .refuses(503, "busy");
            assertThat(busy.header("Retry-After")).isEqualTo("2");
            server.post("/api/auth/register", signIn("bob@example.org", PASSWORD))
                    .refuses(503, "busy");
        }
    }

    @Test
    void a_logout_ends_that_session_only() {
        try (var server = RunningServer.start()) {
            String other = server.tokenOf(server.ann);
            Answer out =
                    server.send(
                            "/api/auth/logout",
                            r ->
                                    r.header("Authorization", "Bearer " + other)
                                            .POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(out.is(200).body()).isEqualTo("{\"success\":true}");
            server.getAs(other, "/api/auth/me").refuses(403, "token_refused");
            server.postAs(server.annsToken, "/api/auth/logout", "{}").is(200);
            server.getAs(server.annsToken, "/api/auth/me").refuses(403, "token_refused");
        }
    }

    @Test
    void sessions_are_listed_and_ended_by_their_owner_alone() {
        try (var server = RunningServer.start()) {
            String second = server.tokenOf(server.ann);
            Answer listed = server.getAs(server.annsToken, "/api/auth/sessions").is(200);
            assertThat(listed.json()).hasSize(2);
            assertThat(listed.json().get(0).size()).isEqualTo(6);
            assertThat(listed.json().findValuesAsText("created_at"))
                    .containsOnly("2026-11-23T12:00:00.000Z");
            assertThat(listed.json().findValuesAsText("current"))
                    .containsExactlyInAnyOrder("true", "false");

            String id = SessionId.of(Secret.of(second)).value();
            String operators = server.tokenOf(server.operator);
            delete(server, operators, id).refuses(404, "unknown_session");
            delete(server, server.annsToken, "nothing").refuses(404, "unknown_session");
            delete(server, server.annsToken, id).is(200);
            server.getAs(second, "/api/auth/me").refuses(403, "token_refused");
            server.getAs(server.annsToken, "/api/auth/me").is(200);
        }
    }

    private static Answer delete(RunningServer server, String token, String id) {
        return server.send(
                "/api/auth/sessions/" + id,
                r -> r.header("Authorization", "Bearer " + token).DELETE());
    }

    @Test
    void a_changed_password_ends_the_other_sessions_and_needs_the_old_one() {
        try (var server = RunningServer.start()) {
            String other = server.tokenOf(server.ann);
            change(server, server.annsToken, "wrong", "a brand new password")
                    .refuses(403, "wrong_password");
            change(server, server.annsToken, PASSWORD, "short").refuses(400, "invalid_request");
            change(server, server.annsToken, PASSWORD, "a brand new password").is(200);
            server.getAs(other, "/api/auth/me").refuses(403, "token_refused");
            server.getAs(server.annsToken, "/api/auth/me").is(200);
            server.post("/api/auth/login", signIn("ann@example.org", "a brand new password"))
                    .is(200);
            change(server, RunningServer.API_TOKEN, PASSWORD, "a brand new password")
                    .refuses(409, "no_password");
        }
    }

    private static Answer change(RunningServer server, String token, String from, String to) {
        return server.postAs(
                token,
                "/api/auth/password",
                "{\"current_password\":\"" + from + "\",\"new_password\":\"" + to + "\"}");
    }

    @Test
    void the_api_token_is_the_bootstrap_user() {
        try (var server = RunningServer.start()) {
            Answer me = server.getAs(RunningServer.API_TOKEN, "/api/auth/me").is(200);
            assertThat(me.json().at("/user/email").asText()).isEqualTo("default@local");
        }
    }

    @Test
    void refused_tokens_are_counted_and_missing_ones_are_not() {
        try (var server = RunningServer.start()) {
            server.get("/api/auth/me").is(401);
            server.getAs(server.annsToken, "/api/auth/me").is(200);
            server.getAs("nobody-ever-had-this-token", "/api/auth/me").is(403);
            server.getAs("5c8f3b8e-90f1-4a57-8f9e-6d2b1c3a4e5f", "/api/no/such/route").is(403);

            server.refusedTokens.recordLastRefusals();

            assertThat(server.audit.events())
                    .filteredOn(event -> event instanceof AuditEvent.TokensRefused)
                    .containsExactly(
                            new AuditEvent.TokensRefused(new ClientAddress("127.0.0.1"), 2));
        }
    }
}
