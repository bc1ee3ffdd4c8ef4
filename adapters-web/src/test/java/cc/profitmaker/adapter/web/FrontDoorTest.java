package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.RunningServer.Setup;
import cc.profitmaker.adapter.web.WebConfig.Boundary;
import cc.profitmaker.application.Unavailable.Dependency;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

final class FrontDoorTest {
    private static final String LOGIN = "POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\n";

    private static String raw(RunningServer server, String request) {
        try (var raw = new Raw(server.port())) {
            return raw.send(request).all();
        }
    }

    private static String head(String host, String more) {
        return "GET /health HTTP/1.1\r\nHost: "
                + host
                + "\r\nConnection: close\r\n"
                + more
                + "\r\n";
    }

    @Test
    void every_answer_has_an_id_of_its_own_and_the_standard_headers() {
        try (var server = RunningServer.start()) {
            for (Answer answer :
                    List.of(
                            server.get("/health"),
                            server.get("/api/auth/me"),
                            server.getAs(server.annsToken, "/nothing"),
                            server.getAs(server.annsToken, "/api/auth/login"))) {
                assertThat(answer.header("Content-Security-Policy"))
                        .contains("default-src 'none'")
                        .contains("frame-ancestors 'none'")
                        .contains("require-trusted-types-for 'script'")
                        .doesNotContain("unsafe");
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
                assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
                assertThat(answer.headers().map().keySet())
                        .doesNotContain("server", "set-cookie", "strict-transport-security");
            }
            assertThat(server.get("/health").header("X-Request-Id"))
                    .isNotEmpty()
                    .isNotEqualTo(server.get("/health").header("X-Request-Id"));
        }
    }

    @Test
    void only_known_names_of_this_server_are_answered_to() {
        var named = RunningServer.plain(new Boundary(Set.of("Pm.Example.org"), Set.of(), Set.of()));
        try (var server = RunningServer.start(Setup.USUAL.with(named))) {
            for (String good :
                    List.of(
                            "localhost",
                            "LOCALHOST:3001",
                            "127.0.0.1",
                            "192.168.1.7:80",
                            "[::1]:3001",
                            "pm.example.org",
                            "PM.example.org:443")) {
                assertThat(raw(server, head(good, ""))).as(good).startsWith("HTTP/1.1 200");
            }
            for (String bad :
                    List.of(
                            "example.org",
                            "evil.pm.example.org",
                            "pm.example.org.evil.net",
                            "localhost.evil.net",
                            "127.0.0.1.nip.io",
                            "1.2.3.4.5",
                            "256.1.1.1")) {
                assertThat(raw(server, head(bad, "")))
                        .as(bad)
                        .startsWith("HTTP/1.1 421")
                        .contains("\"code\":\"wrong_host\"")
                        .doesNotContain(bad);
            }
            assertThat(raw(server, head("evil.net", "").replace("GET /", "GET http://evil.net/")))
                    .startsWith("HTTP/1.1 421");
            assertThat(raw(server, "GET /health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void our_own_and_allowed_pages_may_call_and_foreign_ones_may_change_nothing() {
        var config =
                RunningServer.plain(
                        new Boundary(Set.of(), Set.of("https://app.example.org"), Set.of()));
        try (var server = RunningServer.start(Setup.USUAL.with(config))) {
            String own = "http://127.0.0.1:" + server.port();
            login(server, own).refuses(401, "wrong_credentials");
            Answer allowed = login(server, "https://app.example.org");
            allowed.refuses(401, "wrong_credentials");
            assertThat(allowed.header("Access-Control-Allow-Origin"))
                    .isEqualTo("https://app.example.org");
            assertThat(allowed.header("Vary")).isEqualTo("Origin");
            assertThat(allowed.header("Access-Control-Allow-Credentials")).isNull();
            for (String foreign :
                    List.of(
                            "https://evil.net",
                            "null",
                            "https://app.example.org.evil.net",
                            "http://app.example.org",
                            "http://127.0.0.1",
                            "https://127.0.0.1:" + server.port())) {
                Answer refused = login(server, foreign);
                refused.refuses(403, "origin_not_allowed");
                assertThat(refused.header("Access-Control-Allow-Origin")).isNull();
                Answer read = server.send("/health", r -> r.header("Origin", foreign));
                assertThat(read.is(200).header("Access-Control-Allow-Origin")).isNull();
            }
        }
    }

    private static Answer login(RunningServer server, String origin) {
        return server.send(
                "/api/auth/login",
                r ->
                        RunningServer.json(
                                r.header("Origin", origin),
                                "{\"email\":\"a@b.c\",\"password\":\"x\"}"));
    }

    @Test
    void a_preflight_is_answered_with_leave_only_to_allowed_pages() {
        var config =
                RunningServer.plain(
                        new Boundary(Set.of(), Set.of("https://app.example.org"), Set.of()));
        try (var server = RunningServer.start(Setup.USUAL.with(config))) {
            Answer allowed = preflight(server, "https://app.example.org").is(204);
            assertThat(allowed.header("Access-Control-Allow-Headers")).contains("Authorization");
            assertThat(allowed.header("Access-Control-Allow-Methods")).contains("DELETE");
            Answer foreign = preflight(server, "https://evil.net").is(204);
            assertThat(foreign.headers().map().keySet())
                    .noneMatch(name -> name.startsWith("access-control"));
        }
    }

    private static Answer preflight(RunningServer server, String origin) {
        return server.send(
                "/api/auth/me",
                r ->
                        r.header("Origin", origin)
                                .header("Access-Control-Request-Method", "GET")
                                .header("Access-Control-Request-Headers", "authorization")
                                .method("OPTIONS", BodyPublishers.noBody()));
    }

    @Test
    void what_jetty_refuses_has_the_error_shape_too_and_says_nothing_back() {
        try (var server = RunningServer.start()) {
            String token = "Authorization: Bearer " + server.annsToken + "\r\n";
            for (List<String> bad :
                    List.of(
                            List.of(
                                    "400",
                                    "GET /zqMARKqz%GG HTTP/1.1\r\nHost: localhost\r\n" + token),
                            List.of(
                                    "400",
                                    "GET /a%2fzqMARKqz HTTP/1.1\r\nHost: localhost\r\n" + token),
                            List.of("505", "GET /zqMARKqz\r\nHost: localhost\r\n"),
                            List.of("400", "zqMARKqz\r\n"),
                            List.of("400", "GET /health HTTP/1.1\r\n"),
                            List.of("400", "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n"),
                            List.of(
                                    "400",
                                    "GET /health HTTP/1.1\r\nHost: localhost\r\nzqMARKqz\r\n"),
                            List.of("505", "GET /health HTTP/9.9\r\nHost: localhost\r\n"),
                            List.of("400", LOGIN + "Content-Length: 5\r\nContent-Length: 6\r\n"),
                            List.of("400", LOGIN + "Content-Length: zqMARKqz\r\n"),
                            List.of(
                                    "414",
                                    "GET /"
                                            + "x".repeat(40_000)
                                            + " HTTP/1.1\r\nHost: localhost\r\n"),
                            List.of(
                                    "431",
                                    "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Big: "
                                            + "zqMARKqz".repeat(5_000)
                                            + "\r\n"),
                            List.of(
                                    "400",
                                    "GET /health HTTP/1.1\r\nHost: localhost\r\nAccept: ;zqMARKqz\r\n"),
                            List.of("401", "BREW /health HTTP/1.1\r\nHost: localhost\r\n"),
                            List.of(
                                    "405",
                                    "BREW /health HTTP/1.1\r\nHost: localhost\r\n" + token))) {
                String answer = raw(server, bad.get(1) + "Connection: close\r\n\r\n");
                assertThat(answer)
                        .as(bad.get(1).substring(0, Math.min(80, bad.get(1).length())))
                        .startsWith("HTTP/1.1 " + bad.get(0))
                        .contains("Content-Type: application/json")
                        .contains("X-Request-Id: ")
                        .contains("\"requestId\":\"")
                        .contains("\"code\":\"")
                        .contains("Content-Security-Policy: ")
                        .doesNotContain("zqMARKqz")
                        .doesNotContainIgnoringCase("jetty")
                        .doesNotContain("Server:");
            }
        }
    }

    @Test
    void the_router_says_what_is_allowed_instead() {
        try (var server = RunningServer.start()) {
            Answer wrongMethod = server.getAs(server.annsToken, "/api/auth/logout");
            wrongMethod.refuses(405, "method_not_allowed");
            assertThat(wrongMethod.header("Allow")).contains("POST");
            server.send(
                            "/api/auth/me",
                            r ->
                                    r.header("Authorization", "Bearer " + server.annsToken)
                                            .header("Accept", "text/html"))
                    .refuses(406, "not_acceptable");
        }
    }

    @Test
    void a_chunked_body_over_the_limit_is_refused_without_being_kept() {
        try (var server = RunningServer.start();
                var raw = new Raw(server.port())) {
            String chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n";
            String answer =
                    raw.send(
                                    LOGIN
                                            + "Content-Type: application/json\r\n"
                                            + "Transfer-Encoding: chunked\r\n\r\n"
                                            + chunk.repeat(20)
                                            + "0\r\n\r\n")
                            .one();
            assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"body_too_large\"");
        }
    }

    @Test
    void health_tells_of_life_and_readiness() {
        try (var server = RunningServer.start()) {
            assertThat(server.get("/health").is(200).body())
                    .isEqualTo("{\"status\":\"ok\",\"timestamp\":\"2026-11-23T12:00:00.000Z\"}");
            server.get("/health/ready").is(200);
            server.missing.set(Set.of(Dependency.DATABASE));
            Answer not = server.get("/health/ready").refuses(503, "not_ready");
            assertThat(not.json().at("/details/missing/0").asText()).isEqualTo("DATABASE");
            assertThat(not.header("Retry-After")).isNotNull();
            assertThat(server.getAs(server.annsToken, "/health/egress-ip").is(200).body())
                    .isEqualTo("{\"ip\":null}");
        }
    }

    @Test
    void the_access_log_names_route_and_user_and_holds_nothing_a_client_made_up() {
        var log = (Logger) LoggerFactory.getLogger("cc.profitmaker.access");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        try (var server = RunningServer.start()) {
            Answer me = server.getAs(server.annsToken, "/api/auth/me?zqMARKqz=1").is(200);
            server.get("/zqMARKqz/" + server.annsToken);
            server.post(
                    "/api/auth/login", "{\"email\":\"zqMARKqz@x.y\",\"password\":\"zqMARKqz\"}");
            server.send(
                    "/api/auth/sessions/zqMARKqz",
                    r -> r.header("Authorization", "Bearer " + server.annsToken).DELETE());
            Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
            while (lines.list.size() < 4 && Instant.now().isBefore(deadline)) {
                Thread.onSpinWait();
            }
            String all =
                    List.copyOf(lines.list).stream()
                            .map(ILoggingEvent::getFormattedMessage)
                            .collect(Collectors.joining("\n"));
            assertThat(all)
                    .contains(me.header("X-Request-Id") + " GET /api/auth/me 200")
                    .contains("ms " + server.ann.id())
                    .contains(" GET unknown 401")
                    .contains(" DELETE /api/auth/sessions/{id} 404")
                    .doesNotContain("zqMARKqz")
                    .doesNotContain(server.annsToken);
        } finally {
            log.detachAppender(lines);
            log.setLevel(null);
        }
    }
}
