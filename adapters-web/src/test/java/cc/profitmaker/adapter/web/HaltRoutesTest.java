package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;

import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class HaltRoutesTest {
    private static final String HALT = "/api/trading/halt";
    private static final String KEYS =
            "\"config\":{\"exchangeId\":\"paper\",\"apiKey\":\"k\",\"secret\":\"s\"}";
    private static final String BUY =
            "{"
                    + KEYS
                    + ",\"symbol\":\"BTC/USDT\",\"type\":\"limit\",\"side\":\"buy\",\"amount\":1,"
                    + "\"price\":50000}";

    private static Answer put(RunningServer server, String token, String body) {
        return server.send(
                HALT,
                r ->
                        r.header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString(body)));
    }

    private static String operator(RunningServer server) {
        User root = Fixtures.user("root@example.org", Role.OPERATOR);
        server.identities.put(root, Optional.empty());
        return server.tokenOf(root);
    }

    private static Answer order(RunningServer server) {
        return server.postAs(server.annsToken, "/api/exchange/createOrder", BUY);
    }

    @Test
    void a_user_halts_their_own_orders_sees_it_and_goes_on() {
        try (var server = RunningServer.start()) {
            assertThat(server.getAs(server.annsToken, HALT).is(200).json().at("/data/active"))
                    .hasToString("false");

            Answer halted =
                    put(server, server.annsToken, "{\"active\":true,\"scope\":\"own\"}").is(200);

            assertThat(halted.body())
                    .isEqualTo(
                            "{\"success\":true,\"data\":{\"active\":true,\"all\":{\"active\":false},"
                                    + "\"own\":{\"active\":true,\"since\":\"2026-11-23T12:00:00Z\"}}}");
            assertThat(server.getAs(server.annsToken, HALT).body()).isEqualTo(halted.body());
            order(server).refuses(409, "trading_halted");
            server.postAs(
                            server.annsToken,
                            "/api/exchange/cancelOrder",
                            "{" + KEYS + ",\"symbol\":\"BTC/USDT\",\"orderId\":\"1\"}")
                    .is(200);

            put(server, server.annsToken, "{\"active\":false,\"scope\":\"own\"}").is(200);
            order(server).is(200);
        }
    }

    @Test
    void everybody_is_halted_by_an_operator_and_by_nobody_else() {
        try (var server = RunningServer.start()) {
            String all = "{\"active\":true,\"scope\":\"all\",\"cancelOpenOrders\":true}";
            put(server, server.annsToken, all).refuses(403, "operator_only");
            order(server).is(200);

            Answer halted = put(server, operator(server), all).is(200);

            assertThat(halted.json().at("/data/cancelled"))
                    .hasToString("{\"orders\":0,\"failures\":[]}");
            order(server).refuses(409, "trading_halted");
        }
    }

    @Test
    void what_makes_no_sense_is_refused_and_changes_nothing() {
        try (var server = RunningServer.start()) {
            for (String body :
                    List.of(
                            "{\"scope\":\"own\"}",
                            "{\"active\":true}",
                            "{\"active\":true,\"scope\":\"everything\"}",
                            "{\"active\":\"perhaps\",\"scope\":\"own\"}",
                            "{\"active\":false,\"scope\":\"own\",\"cancelOpenOrders\":true}",
                            "[]",
                            "")) {
                assertThat(put(server, server.annsToken, body).status()).as(body).isEqualTo(400);
            }
            order(server).is(200);
        }
    }

    @Test
    void an_order_that_waits_under_a_name_is_free_again_after_the_halt() {
        try (var server = RunningServer.start()) {
            put(server, server.annsToken, "{\"active\":true,\"scope\":\"own\"}").is(200);
            Map<String, String> name = Map.of("Idempotency-Key", "n");
            named(server, name).is(409);
            put(server, server.annsToken, "{\"active\":false,\"scope\":\"own\"}").is(200);

            named(server, name).is(200);
        }
    }

    private static Answer named(RunningServer server, Map<String, String> headers) {
        return server.send(
                "/api/exchange/createOrder",
                r -> {
                    headers.forEach(r::header);
                    return r.header("Authorization", "Bearer " + server.annsToken)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(BUY));
                });
    }
}
