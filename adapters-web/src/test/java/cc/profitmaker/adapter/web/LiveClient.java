package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client at {@code /ws} that keeps what it hears. */
final class LiveClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private LiveClient(RunningServer server, Map<String, String> headers) {
        var builder = server.http.newWebSocketBuilder();
        headers.forEach(builder::header);
        socket =
                builder.buildAsync(
                                URI.create("ws://127.0.0.1:" + server.port() + "/ws"), new Ears())
                        .join();
    }

    static LiveClient connect(RunningServer server) {
        return new LiveClient(server, Map.of());
    }

    static LiveClient connect(RunningServer server, Map<String, String> headers) {
        return new LiveClient(server, headers);
    }

    /** Connected, authenticated, and told so. */
    static LiveClient of(RunningServer server, String token) {
        LiveClient client = connect(server);
        client.say("authenticate", "{\"token\":\"" + token + "\"}");
        assertThat(client.hear("authenticated").path("success").asBoolean()).isTrue();
        return client;
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add(parse(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    LiveClient say(String event, String data) {
        return sayRaw("{\"event\":\"" + event + "\",\"data\":" + data + "}");
    }

    LiveClient sayRaw(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    WebSocket socket() {
        return socket;
    }

    /** The next thing said, which must be that event; its data. */
    JsonNode hear(String event) {
        JsonNode next = next();
        assertThat(next.path("event").asText()).as(next.toString()).isEqualTo(event);
        return next.path("data");
    }

    /** The next thing said but for those events, which may come at any time. */
    JsonNode hearPast(String event, List<String> between) {
        JsonNode next = next();
        while (between.contains(next.path("event").asText())) {
            next = next();
        }
        assertThat(next.path("event").asText()).as(next.toString()).isEqualTo(event);
        return next.path("data");
    }

    private JsonNode next() {
        try {
            JsonNode next = heard.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("something said within 20 s").isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The code it was closed with, waited for. */
    int closing() {
        return closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
