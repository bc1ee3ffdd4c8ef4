package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

final class ShutdownTest {
    @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();
    @RegisterExtension static final Desk DESK = new Desk();

    @TempDir Path dir;

    @Test
    void a_call_in_flight_is_answered_and_no_new_one_is_taken() throws Exception {
        var asked = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        var echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        echo.createContext(
                "/",
                exchange -> {
                    asked.countDown();
                    try {
                        assertThat(mayAnswer.await(30, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    byte[] body = "203.0.113.9".getBytes(US_ASCII);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        echo.start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String token = "k3Vb8NcP1sYd6HfG3aE0q7Jw2mXz9RtL";
            var environment = new HashMap<>(POSTGRES.freshDatabase("shutdown"));
            environment.put("PROFITMAKER_HOME", dir.toString());
            environment.put("API_TOKEN", token);
            environment.put(
                    "EGRESS_IP_URL", "http://127.0.0.1:" + echo.getAddress().getPort() + "/");
            Server server = DESK.start(environment);
            Client client = Client.of(server.url()).with(token);

            var inFlight = threads.submit(() -> client.get("/health/egress-ip"));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            var closing = threads.submit(server::close);
            Eventually.within(5, () -> refusesConnections(server));
            mayAnswer.countDown();

            assertThat(inFlight.get().status()).isEqualTo(200);
            assertThat(inFlight.get().at("/ip").asText()).isEqualTo("203.0.113.9");
            closing.get();
            server.close();
        } finally {
            mayAnswer.countDown();
            echo.stop(0);
        }
    }

    @Test
    void sign_ins_refused_in_the_last_minute_are_recorded_at_the_end() throws Exception {
        var environment = new HashMap<>(POSTGRES.freshDatabase("refusals"));
        environment.put("PROFITMAKER_HOME", dir.toString());
        Server server = DESK.start(environment);
        String guess = "{\"email\":\"nobody@example.org\",\"password\":\"a guess of long words\"}";
        assertThat(Client.of(server.url()).post("/api/auth/login", guess).status()).isEqualTo(401);

        server.close();

        assertThat(POSTGRES.everything(environment))
                .filteredOn(row -> row.startsWith("audit (") && row.contains("sign_ins_refused"))
                .hasSize(1);
    }

    private static boolean refusesConnections(Server server) {
        try (var socket = new Socket(server.url().getHost(), server.url().getPort())) {
            return !socket.isConnected();
        } catch (IOException _) {
            return true;
        }
    }
}
