package cc.profitmaker.adapter.exchange.kucoin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * KuCoin's call that tells where its feed is, on a real HTTP server: each time with another token,
 * unless another answer was laid ready.
 */
final class FakeEntrance implements AutoCloseable {
    static final String ENDPOINT = "wss://ws-api-spot.kucoin.com/endpoint";

    final Queue<String> ready = new ConcurrentLinkedQueue<>();
    private final String etiquette;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean stalled;

    FakeEntrance(long pingInterval, long pingTimeout) {
        etiquette = "\"pingInterval\":" + pingInterval + ",\"pingTimeout\":" + pingTimeout;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static String answer(String token, String endpoint, String etiquette) {
        return "{\"code\":\"200000\",\"data\":{\"token\":\""
                + token
                + "\",\"instanceServers\":[{\"endpoint\":\""
                + endpoint
                + "\",\"encrypt\":true,\"protocol\":\"websocket\","
                + etiquette
                + "}]}}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean right =
                    exchange.getRequestMethod().equals("POST")
                            && exchange.getRequestURI().getPath().equals("/api/v1/bullet-public");
            int number = asked.incrementAndGet();
            if (stalled) {
                released.await();
            }
            String waiting = ready.poll();
            byte[] body =
                    (waiting == null ? answer("token-" + number, ENDPOINT, etiquette) : waiting)
                            .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(right ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** From here on nothing is answered. */
    void stall() {
        stalled = true;
    }

    int asked() {
        return asked.get();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
