package cc.profitmaker.adapter.auth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** How each plane behaves just now, and the answers of those that misbehave. */
final class Conduct {
    private static final int TRICKLE_MS = 50;
    private static final int HUGE = 10 << 20;

    private final Map<Plane, Behaviour> behaviours = new EnumMap<>(Plane.class);
    private final CountDownLatch over = new CountDownLatch(1);

    synchronized void set(Plane plane, Behaviour behaviour) {
        behaviours.put(plane, behaviour);
        notifyAll();
    }

    synchronized void end() {
        over.countDown();
        notifyAll();
    }

    private synchronized Behaviour of(Plane plane) {
        return behaviours.getOrDefault(plane, Behaviour.PROPER);
    }

    /** How it behaves once it no longer holds requests. */
    synchronized Behaviour awaited(Plane plane) throws IOException {
        try {
            while (of(plane) == Behaviour.HOLDING && over.getCount() > 0) {
                wait();
            }
            return of(plane);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Whether that was the whole answer; otherwise a proper one is due, or one that lies. */
    boolean answers(Plane plane, Behaviour behaviour, HttpExchange exchange) throws IOException {
        switch (behaviour) {
            case HOLDING, HANGING_UP -> exchange.close();
            case TRICKLING -> trickle(plane, exchange);
            case HTML -> send(exchange, 200, "text/html", "<!doctype html><p>Welcome!</p>");
            case HALF_JSON -> send(exchange, 200, "application/json", "{\"keys\":[{\"kty\":");
            case HUGE ->
                    send(
                            exchange,
                            200,
                            "application/json",
                            "{\"keys\":[],\"api_key\":\"k\",\"api_secret\":\"s\",\"fill\":\""
                                    + "x".repeat(HUGE)
                                    + "\"}");
            case REDIRECTING -> {
                exchange.getResponseHeaders().set("Location", StandInAuthService.TRAP);
                send(exchange, 307, "application/json", "{}");
            }
            case UNAUTHORIZED -> refuse(exchange, 401, "unauthorized");
            case FORBIDDEN -> refuse(exchange, 403, "forbidden");
            case NOT_FOUND -> refuse(exchange, 404, "not_found");
            case BROKEN -> refuse(exchange, 500, "broken");
            case UNAVAILABLE -> refuse(exchange, 503, "unavailable");
            case PROPER,
                    OTHER_CREDENTIAL,
                    WITHOUT_KEYS,
                    READ_ONLY,
                    READ_LEVEL,
                    NAMING_EXCHANGE,
                    NAMING_OTHER_EXCHANGE -> {
                return false;
            }
        }
        return true;
    }

    private void trickle(Plane plane, HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try {
            do {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            } while (of(plane) == Behaviour.TRICKLING && !over.await(TRICKLE_MS, MILLISECONDS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        send(exchange, status, "application/json", Answer.error(code).toString());
    }

    static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
