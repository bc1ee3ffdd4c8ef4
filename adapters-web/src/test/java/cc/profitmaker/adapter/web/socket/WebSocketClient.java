package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket on which anything can be said, and that keeps what it hears. */
final class WebSocketClient implements AutoCloseable {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    WebSocketClient(DoorServer server, String query) {
        URI uri = URI.create(server.uri(query).toString().replace("http:", "ws:"));
        socket = server.http.newWebSocketBuilder().buildAsync(uri, new Ears()).join();
    }

    /** Came by WebSocket at once. */
    static WebSocketClient of(DoorServer server) {
        var client = new WebSocketClient(server, "EIO=4&transport=websocket");
        assertThat(client.hear()).startsWith("0{\"sid\":\"").contains("\"upgrades\":[]");
        return client;
    }

    static WebSocketClient connected(DoorServer server) {
        WebSocketClient client = of(server).say("40");
        assertThat(client.hear()).startsWith("40{\"sid\":\"");
        return client;
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add(text.toString());
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
            closed.complete(1006);
        }
    }

    WebSocketClient say(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    WebSocketClient sayBytes(byte... bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    WebSocketClient ping() {
        socket.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
        return this;
    }

    String hear() {
        try {
            String next = heard.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("something said within 20 s").isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The code it was closed with, waited for; 1006 when there was none. */
    int closing() {
        return closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
