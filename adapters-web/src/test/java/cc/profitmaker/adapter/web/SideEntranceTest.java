package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cc.profitmaker.adapter.web.RunningServer.Setup;
import cc.profitmaker.adapter.web.WebConfig.Boundary;
import cc.profitmaker.adapter.web.WebConfig.Listening;
import cc.profitmaker.adapter.web.WebConfig.PlaintextKeys;
import cc.profitmaker.adapter.web.socket.NodeClient;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** The port after ours, where existing Socket.IO clients look for it. */
final class SideEntranceTest {
    private static final String SHAKE = "/socket.io/?EIO=4&transport=polling";

    private static RunningServer start(int port) {
        return RunningServer.start(
                Setup.USUAL.with(
                        new WebConfig(
                                new Listening(
                                        "127.0.0.1",
                                        port,
                                        OptionalInt.of(port + 1),
                                        Optional.empty()),
                                Boundary.NONE,
                                PlaintextKeys.REFUSED,
                                Optional.empty())));
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    /** One that is free, and the next too, below those that outgoing connections are given. */
    static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var one = listen(port);
                    var next = listen(port + 1)) {
                assertThat(next.getLocalPort()).isEqualTo(port + 1);
                return one.getLocalPort();
            } catch (IOException _) {
                // Somebody has it: the next.
            }
        }
    }

    private static HttpResponse<String> get(
            RunningServer server, String path, UnaryOperator<HttpRequest.Builder> change) {
        var uri = URI.create("http://127.0.0.1:" + (server.port() + 1) + path);
        try {
            return server.http.send(
                    change.apply(HttpRequest.newBuilder(uri)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void socket_io_and_nothing_else_is_there() {
        try (var server = start(free())) {
            assertThat(get(server, SHAKE, r -> r).statusCode()).isEqualTo(200);
            for (String path : new String[] {"/health", "/ws", "/", "/socket.io", "/api/auth/me"}) {
                assertThat(get(server, path, r -> r).statusCode()).as(path).isEqualTo(404);
            }
            HttpResponse<String> rebound =
                    get(server, "/health", r -> r.header("Origin", "https://evil.example"));
            assertThat(rebound.statusCode()).isEqualTo(404);
            server.get("/health").is(200);
        }
    }

    @Test
    void the_library_does_there_all_that_a_terminal_does() {
        NodeClient.install();
        try (var server = start(free())) {
            new SocketIoJourney(server).travel(server.port() + 1, "default");
        }
    }

    @Test
    void our_own_pages_may_come_and_foreign_ones_may_not() {
        try (var server = start(free())) {
            String own = "http://127.0.0.1:" + server.port();
            HttpResponse<String> answer = get(server, SHAKE, r -> r.header("Origin", own));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(own);
            assertThat(
                            get(server, SHAKE, r -> r.header("Origin", "https://evil.example"))
                                    .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_port_that_somebody_else_has_keeps_nobody_from_serving() throws IOException {
        int port = free();
        try (var other = listen(port + 1);
                var server = start(port)) {
            assertThat(other.isBound()).isTrue();
            server.get("/health").is(200);
            server.get(SHAKE).is(200);
        }
    }

    @Test
    void both_ports_are_free_again_after_the_end() throws IOException {
        int port = free();
        start(port).close();
        try (var one = listen(port);
                var next = listen(port + 1)) {
            assertThat(one.isBound() && next.isBound()).isTrue();
        }
    }

    @Test
    void a_server_that_cannot_start_leaves_the_next_port_alone() throws IOException {
        int port = free();
        try (var other = listen(port)) {
            assertThat(other.isBound()).isTrue();
            assertThat(catchThrowable(() -> start(port).close()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on");
            listen(port + 1).close();
        }
    }
}
