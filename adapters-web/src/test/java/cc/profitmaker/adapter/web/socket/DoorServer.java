package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.web.rest.Json;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The door alone, on loopback, and a client that polls by hand. */
final class DoorServer implements AutoCloseable {
    /** Long enough that nothing ends by itself while a test runs. */
    static final Duration LONG = Duration.ofMinutes(5);

    static final SocketIoSettings PATIENT = new SocketIoSettings(LONG, LONG, LONG, 1_000_000, 100);

    final EchoConversations conversations = new EchoConversations();
    final SocketIoDoor door;
    final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();
    private final Server server = new Server(new VirtualThreadPool());
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    private DoorServer(SocketIoSettings settings) {
        door =
                new SocketIoDoor(
                        conversations,
                        settings,
                        new SecureRandom(),
                        Json.mapper(),
                        connector::getScheduler);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(door);
        server.setStopTimeout(0);
    }

    static DoorServer start(SocketIoSettings settings) {
        var running = new DoorServer(settings);
        try {
            running.server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return running;
    }

    static DoorServer start() {
        return start(PATIENT);
    }

    int port() {
        return connector.getLocalPort();
    }

    URI uri(String query) {
        return URI.create("http://127.0.0.1:" + port() + "/socket.io/?" + query);
    }

    HttpResponse<String> get(String query) {
        return send(HttpRequest.newBuilder(uri(query)).GET());
    }

    CompletableFuture<String> getLater(String query) {
        return http.sendAsync(
                        HttpRequest.newBuilder(uri(query)).build(), BodyHandlers.ofString(UTF_8))
                .thenApply(HttpResponse::body);
    }

    HttpResponse<String> post(String query, String body) {
        return send(
                HttpRequest.newBuilder(uri(query))
                        .header("Content-Type", "text/plain;charset=UTF-8")
                        .POST(BodyPublishers.ofString(body, UTF_8)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A polling client that has shaken hands, and no more. */
    Poller poller() {
        String handshake = get("EIO=4&transport=polling").body();
        assertThat(handshake).startsWith("0{\"sid\":\"");
        return new Poller(handshake.split("\"", 5)[3]);
    }

    final class Poller {
        final String sid;
        final String query;

        Poller(String sid) {
            this.sid = sid;
            this.query = "EIO=4&transport=polling&sid=" + sid;
        }

        Poller connect() {
            say("40");
            assertThat(ask()).startsWith("40{\"sid\":\"");
            return this;
        }

        void say(String packets) {
            HttpResponse<String> answer = post(query, packets);
            assertThat(answer.body()).isEqualTo("ok");
            assertThat(answer.statusCode()).isEqualTo(200);
        }

        String ask() {
            return get(query).body();
        }
    }

    /** That many conversations have ended, or do within 20 s. */
    void awaitGone(int many) {
        try {
            assertThat(conversations.gone.tryAcquire(many, 20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
