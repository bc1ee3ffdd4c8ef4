package cc.profitmaker.adapter.exchange.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A real HTTP server on loopback that answers with recorded payloads, as {@code oracle.mjs --serve}
 * does: {@code routes.json} of the folder says what to answer to which method, path, query and
 * body. It remembers what it received.
 */
public final class FakeExchange implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One request; header names in lower case. */
    public record Received(
            String method, String path, String query, Map<String, String> headers, String body) {}

    private record Route(
            String method,
            Pattern path,
            Optional<Pattern> query,
            Optional<Pattern> match,
            int status,
            String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Route> routes;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private FakeExchange(List<Route> routes) throws IOException {
        this.routes = new CopyOnWriteArrayList<>(routes);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Serves the folder {@code ccxt/EXCHANGE/fixtures} of the class path. */
    public static FakeExchange serving(String exchange) {
        String folder = "/ccxt/" + exchange + "/fixtures/";
        try {
            List<Route> routes = new ArrayList<>();
            for (JsonNode route : JSON.readTree(resource(folder + "routes.json"))) {
                routes.add(
                        new Route(
                                route.path("method").asText(),
                                Pattern.compile(route.path("path").asText()),
                                pattern(route, "query"),
                                pattern(route, "match"),
                                route.path("status").asInt(200),
                                route.has("file")
                                        ? new String(
                                                resource(folder + route.path("file").asText()),
                                                UTF_8)
                                        : route.path("body").toString()));
            }
            return new FakeExchange(routes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Pattern> pattern(JsonNode route, String field) {
        return Optional.ofNullable(route.get(field)).map(n -> Pattern.compile(n.asText()));
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = FakeExchange.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return in.readAllBytes();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            received.add(
                    new Received(
                            exchange.getRequestMethod(),
                            uri.getPath(),
                            query,
                            exchange.getRequestHeaders().entrySet().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    e -> e.getKey().toLowerCase(Locale.ROOT),
                                                    e -> e.getValue().getFirst())),
                            body));
            Optional<Route> route =
                    routes.stream()
                            .filter(r -> r.method().equals(exchange.getRequestMethod()))
                            .filter(r -> r.path().matcher(uri.getPath()).find())
                            .filter(
                                    r ->
                                            r.query()
                                                    .map(q -> q.matcher("?" + query).find())
                                                    .orElse(true))
                            .filter(r -> r.match().map(m -> m.matcher(body).find()).orElse(true))
                            .findFirst();
            byte[] answer =
                    route.map(Route::body)
                            .orElse("{\"code\":-1,\"msg\":\"no fixture\"}")
                            .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(route.map(Route::status).orElse(404), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** In the order of their arrival. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** From now on that is the answer to these requests, whatever the recorded one is. */
    public void answer(String method, String path, String body) {
        routes.addFirst(
                new Route(
                        method,
                        Pattern.compile(path),
                        Optional.empty(),
                        Optional.empty(),
                        200,
                        body));
    }

    public void forget() {
        received.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
