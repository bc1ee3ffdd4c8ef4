package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.RunningServer.Setup;
import cc.profitmaker.adapter.web.WebConfig.Boundary;
import cc.profitmaker.adapter.web.socket.NodeClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The Socket.IO door, in the whole server. */
final class SocketIoStreamsTest {
    private static final String SHAKE = "/socket.io/?EIO=4&transport=polling";

    private final RunningServer server = RunningServer.start();

    @BeforeAll
    static void install() {
        NodeClient.install();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String shakeHands(RunningServer server) {
        return SHAKE + "&sid=" + server.get(SHAKE).is(200).body().split("\"", 5)[3];
    }

    private static Answer say(RunningServer server, String query, String packets) {
        return server.send(
                query,
                r ->
                        r.header("Content-Type", "text/plain;charset=UTF-8")
                                .POST(BodyPublishers.ofString(packets)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "default"})
    void the_library_does_all_that_a_terminal_does(String mode) {
        new SocketIoJourney(server).travel(server.port(), mode);
        assertThat(server.feed.open()).isEmpty();
        assertThat(server.audience.size()).isZero();
    }

    @Test
    void whoever_does_not_authenticate_is_sent_away_in_time() {
        String query = shakeHands(server);
        say(server, query, "40").is(200);
        assertThat(server.get(query).body()).startsWith("40{\"sid\":\"");
        String last = server.get(query).body();
        assertThat(last).startsWith("42[\"auth_error\",{\"error\":\"Nobody authenticated in time.");
        assertThat(last + server.get(query).body()).endsWith("41");
        assertThat(server.get(query).body()).isEqualTo("1");
        assertThat(server.get(query).status()).isEqualTo(400);
    }

    @Test
    void nobody_does_anything_before_authenticating() {
        String query = shakeHands(server);
        say(
                        server,
                        query,
                        "40\u001e42[\"subscribe\",{\"exchangeId\":\"binance\","
                                + "\"symbol\":\"BTC/USDT\",\"dataType\":\"ticker\"}]")
                .is(200);
        assertThat(server.get(query).body()).contains("42[\"auth_error\",").endsWith("41");
        assertThat(server.feed.timesOpened()).isZero();
    }

    @Test
    void a_token_in_the_address_is_refused() {
        for (String name : List.of("token", "access_token")) {
            server.get(SHAKE + "&" + name + "=" + server.annsToken).is(400);
        }
    }

    @Test
    void a_wrong_token_in_the_header_is_refused_as_everywhere() {
        server.getAs("no-such-token", SHAKE).is(403);
    }

    @Test
    void text_is_taken_there_and_nowhere_else() {
        String query = shakeHands(server);
        server.send(query, r -> RunningServer.json(r, "40")).is(415);
        say(server, "/api/auth/login", "{\"email\":\"a@b.c\",\"password\":\"x\"}").is(415);
        say(server, query, "40").is(200);
    }

    @Test
    void more_than_a_megabyte_is_refused() {
        String query = shakeHands(server);
        say(server, query, "40\u001e42[\"a\",\"" + "x".repeat(5 << 20) + "\"]").is(413);
    }

    @Test
    void foreign_pages_are_refused_and_those_on_this_machine_are_not_while_none_is_named() {
        server.send(SHAKE, r -> r.header("Origin", "https://evil.example")).is(403);
        server.send(SHAKE, r -> r.header("Origin", "http://localhost.evil.example")).is(403);
        server.send(SHAKE, r -> r.header("Origin", "null")).is(403);
        for (String page :
                List.of("http://localhost:5173", "https://127.0.0.1", "http://[::1]:1")) {
            Answer answer = server.send(SHAKE, r -> r.header("Origin", page)).is(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(page);
        }
        var named = new Boundary(Set.of(), Set.of("https://app.example.org"), Set.of());
        try (var other = RunningServer.start(Setup.USUAL.with(RunningServer.plain(named)))) {
            other.send(SHAKE, r -> r.header("Origin", "http://localhost:5173")).is(403);
            other.send(SHAKE, r -> r.header("Origin", "https://app.example.org")).is(200);
        }
    }

    @Test
    void a_question_that_is_open_does_not_hold_the_end_of_the_server_up() {
        String query = shakeHands(server);
        say(server, query, "40").is(200);
        server.get(query).is(200);
        var open = CompletableFuture.supplyAsync(() -> server.get(query));
        var inFlight = server.meters.get("http.server.in.flight").gauge();
        while (inFlight.value() < 1) {
            Thread.onSpinWait();
        }
        server.stop();
        assertThat(open.join().is(200).body()).isEqualTo("1");
    }
}
