package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.RunningServer.Setup;
import cc.profitmaker.adapter.web.WebConfig.Boundary;
import cc.profitmaker.adapter.web.rest.EgressIp;
import cc.profitmaker.adapter.web.rest.Json;
import cc.profitmaker.adapter.web.rest.Rest;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserStatus;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

final class EveryRouteNeedsATokenTest {
    /** The contract's list, by hand: it must not be the one the server decides with. */
    private static final Set<Rest.Route> OPEN =
            Set.of(
                    new Rest.Route("GET", "/health"),
                    new Rest.Route("GET", "/health/ready"),
                    new Rest.Route("POST", "/api/auth/register"),
                    new Rest.Route("POST", "/api/auth/login"),
                    new Rest.Route("GET", "/openapi.json"),
                    new Rest.Route("GET", "/docs/"),
                    new Rest.Route("GET", "/docs/viewer.js"),
                    new Rest.Route("GET", "/docs/swagger-ui.css"),
                    new Rest.Route("GET", "/docs/swagger-ui-bundle.js"),
                    new Rest.Route("GET", "/metrics"));

    private static List<String> failures(RunningServer server, Rest.Route route) {
        String path = RegisteredRoutes.concrete(route);
        List<String> failures = new ArrayList<>();
        Answer without = server.send(path, r -> r.method(route.method(), BodyPublishers.noBody()));
        if (without.status() != 401) {
            failures.add(route + " without a token: " + without.status());
        }
        Answer wrong =
                server.send(
                        path,
                        r ->
                                r.header("Authorization", "Bearer " + UUID.randomUUID())
                                        .method(route.method(), BodyPublishers.noBody()));
        if (wrong.status() != 403) {
            failures.add(route + " with a wrong token: " + wrong.status());
        }
        return failures;
    }

    @Test
    void every_registered_route_but_the_listed_ones_refuses_strangers() {
        try (var server = RunningServer.start()) {
            List<Rest.Route> routes = RegisteredRoutes.of(server);
            assertThat(routes).hasSizeGreaterThan(35).containsAll(OPEN);
            var all = new SoftAssertions();
            routes.stream()
                    .filter(route -> !OPEN.contains(route))
                    .forEach(route -> all.assertThat(failures(server, route)).isEmpty());
            all.assertAll();
        }
    }

    @Test
    void a_route_that_is_open_by_mistake_would_be_reported() {
        try (var server = RunningServer.start()) {
            assertThat(failures(server, new Rest.Route("GET", "/health"))).hasSize(2);
        }
    }

    /** A resource somebody adds tomorrow. */
    @Path("/api/tomorrow")
    public static final class Tomorrow {
        /** Answers everybody who gets this far. */
        @GET
        public String hello() {
            return "hello";
        }
    }

    @Test
    void a_new_resource_is_walked_and_refuses_strangers_without_anybody_doing_anything() {
        var rest =
                new Rest(
                        List.of(new Tomorrow()),
                        new EgressIp(Optional.empty(), InstantSource.system()),
                        Json.mapper());
        assertThat(rest.routes()).containsExactly(new Rest.Route("GET", "/api/tomorrow"));
        try (var server = RunningServer.start()) {
            assertThat(failures(server, new Rest.Route("GET", "/api/tomorrow"))).isEmpty();
        }
    }

    @Test
    void unknown_paths_and_odd_spellings_of_open_ones_need_a_token_too() {
        try (var server = RunningServer.start()) {
            for (String path :
                    List.of(
                            "/api/nothing",
                            "/assets",
                            "/assets/",
                            "/assets/../api/auth/me",
                            "/assets/x.js/../../api/auth/me",
                            "/index.html",
                            "/health/",
                            "/health;x=y",
                            "/HEALTH",
                            "/health/../api/auth/me",
                            "/api/auth/login/../me",
                            "/socket.io",
                            "/socket.io/api/auth/me",
                            "/socket.io/../api/auth/me",
                            "/ws/",
                            "//health")) {
                assertThat(server.get(path).status()).as(path).isIn(400, 401);
            }
            server.getAs(server.annsToken, "/api/nothing").refuses(404, "not_found");
        }
    }

    @Test
    void the_scheme_may_be_in_any_case_but_the_header_must_be_one_bearer_token() {
        try (var server = RunningServer.start()) {
            authorization(server, "bEARER " + server.annsToken).is(200);
            Answer none = authorization(server, "Basic " + server.annsToken);
            none.refuses(401, "unauthenticated");
            assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
            authorization(server, "Bearer ").refuses(401, "unauthenticated");
            authorization(server, server.annsToken).refuses(401, "unauthenticated");
            authorization(server, "Bearer " + server.annsToken, "Bearer " + server.annsToken)
                    .refuses(401, "unauthenticated");
            server.get("/api/auth/me?token=" + server.annsToken).refuses(401, "unauthenticated");
            server.send("/api/auth/me", r -> r.header("Cookie", "mm_session=" + server.annsToken))
                    .refuses(401, "unauthenticated");
        }
    }

    private static Answer authorization(RunningServer server, String... values) {
        return server.send(
                "/api/auth/me",
                r -> {
                    for (String value : values) {
                        r.header("Authorization", value);
                    }
                    return r.GET();
                });
    }

    @Test
    void metrics_are_for_this_machine_and_for_operators() {
        var proxied = RunningServer.plain(new Boundary(Set.of(), Set.of(), Set.of("127.0.0.1")));
        try (var server = RunningServer.start(Setup.USUAL.with(proxied))) {
            Answer here = server.get("/metrics").is(200);
            assertThat(here.body()).contains("http_server_in_flight");
            metricsFrom(server, null).refuses(401, "unauthenticated");
            metricsFrom(server, server.annsToken).refuses(403, "operator_only");
            metricsFrom(server, server.tokenOf(server.operator)).is(200);
        }
    }

    private static Answer metricsFrom(RunningServer server, String token) {
        return server.send(
                "/metrics",
                r -> {
                    r.header("X-Forwarded-For", "203.0.113.9");
                    return token == null ? r : r.header("Authorization", "Bearer " + token);
                });
    }

    @Test
    void a_good_token_of_somebody_uninvited_says_so_and_any_other_refusal_does_not() {
        try (var server = RunningServer.start()) {
            server.ssoTokens.put("a.b.c", Fixtures.sso("sub-1", "new@example.org"));
            server.ssoTokens.put("d.e.f", Fixtures.sso("sub-2", "op@example.org"));
            server.ssoTokens.put("g.h.i", Fixtures.sso("sub-3", "ann@example.org"));

            server.getAs("a.b.c", "/api/auth/me").refuses(403, "sso_not_invited");
            server.getAs("d.e.f", "/api/auth/me").refuses(403, "token_refused");
            server.getAs("x.y.z", "/api/auth/me").refuses(403, "token_refused");
            assertThat(server.getAs("g.h.i", "/api/auth/me").is(200).json().at("/user/id").asText())
                    .isEqualTo(server.ann.id().toString());
            server.getAs(server.annsToken, "/api/auth/me").refuses(403, "token_refused");
        }
    }

    @Test
    void a_disabled_user_is_refused_on_the_next_call() {
        try (var server = RunningServer.start()) {
            server.getAs(server.annsToken, "/api/auth/me").is(200);
            server.identities.setStatus(
                    server.ann.id(),
                    UserStatus.DISABLED,
                    new AuditEvent.UserDisabled(server.ann.id()),
                    server.clock.instant());
            server.getAs(server.annsToken, "/api/auth/me").refuses(403, "token_refused");
        }
    }
}
