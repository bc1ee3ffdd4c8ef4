package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.rest.Rest;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Clients send a header first and the body when they get to it. An answer in between may end with
 * the connection closed under the client's next call, and that call may be an order.
 */
final class LateBodyTest {
    private static final String BODY = "{\"a\":1}";
    private static final Set<String> WITH_BODIES = Set.of("POST", "PUT", "PATCH");

    @Test
    void no_answer_is_given_before_the_body_is_here() {
        try (var server = RunningServer.start()) {
            List<Rest.Route> routes = new ArrayList<>(RegisteredRoutes.of(server));
            routes.removeIf(route -> !WITH_BODIES.contains(route.method()));
            routes.add(new Rest.Route("POST", "/api/exchange/noSuchCall"));
            routes.add(new Rest.Route("PUT", "/api/auth/me"));
            for (Rest.Route route : routes) {
                for (String token : List.of(server.tokenOf(server.ann), "x")) {
                    assertThat(early(server, route, token)).as(route.toString()).isEmpty();
                }
            }
        }
    }

    private static String early(RunningServer server, Rest.Route route, String token) {
        try (var raw = new Raw(server.port())) {
            raw.send(
                    route.method()
                            + " "
                            + RegisteredRoutes.concrete(route)
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Authorization: Bearer "
                            + token
                            + "\r\nContent-Length: "
                            + BODY.length()
                            + "\r\n\r\n");
            String early = raw.within(50);
            if (early.isEmpty()) {
                raw.send(BODY).one();
                // The connection is as good as before.
                raw.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").one();
            }
            return early;
        }
    }
}
