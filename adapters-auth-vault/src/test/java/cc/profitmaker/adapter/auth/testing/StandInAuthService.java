package cc.profitmaker.adapter.auth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The auth service as its contract has it, over real HTTP on loopback with real keys: published
 * keys, tokens, the user plane, the internal plane, what browsers see; and every way in which it
 * may misbehave. Runs in this process, or through {@link #main} in one of its own ({@link
 * StandInProcess}).
 */
public final class StandInAuthService implements AutoCloseable {
    /** Where it redirects to; a client that follows is counted under this path. */
    public static final String TRAP = "/trap";

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Without it an answer on a kept connection waits 40 ms for the peer's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Optional<Path> state;
    private final SigningKeys keys = new SigningKeys();
    private final AccountBook book = new AccountBook();
    private final Conduct conduct = new Conduct();
    private final RequestLog log = new RequestLog();
    private final UserPlane user = new UserPlane(book);
    private final BrowserPlane browser = new BrowserPlane(book, keys);
    private final InternalPlane internal;
    private final ControlPlane control = new ControlPlane(this);

    private StandInAuthService(int port, String internalSecret, Optional<Path> state)
            throws IOException {
        this.state = state;
        this.internal = new InternalPlane(book, internalSecret);
        if (state.isPresent() && Files.exists(state.get())) {
            JsonNode saved = JSON.readTree(Files.readString(state.get()));
            keys.restore(saved.path("keys"));
            book.restore(saved.path("book"));
        } else {
            keys.rotate();
        }
        save();
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** On a free port, with one key and nothing else. */
    public static StandInAuthService start(String internalSecret) {
        try {
            return new StandInAuthService(0, internalSecret, Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@code PORT SECRET STATE}: listens on the port (0: a free one), prints {@code port N}, and
     * lives until it is killed or its parent has ended. Keys, users, accounts and grants are kept
     * in the file {@code STATE}, so that a second life continues the first.
     */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        var service =
                new StandInAuthService(port, arguments[1], Optional.of(Path.of(arguments[2])));
        System.out.println("port " + service.url().getPort());
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
        System.exit(0);
    }

    /** {@code AUTH_URL}, and {@code AUTH_INTERNAL_URL} too. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public SigningKeys keys() {
        return keys;
    }

    /** Makes somebody known, so that accounts can be shared with them. */
    public void know(String subject, String email) {
        book.know(subject, email);
    }

    /** An ordinary token, and its holder becomes known. */
    public String token(String subject, String email) {
        return token(Tokens.claims(subject, email));
    }

    /** A token of exactly these claims, and its holder becomes known. */
    public String token(ObjectNode claims) {
        know(claims.path("sub").asText(), claims.path("email").asText());
        return keys.sign(claims);
    }

    public void behave(Plane plane, Behaviour behaviour) {
        conduct.set(plane, behaviour);
    }

    /** Requests for each path since the start, control calls apart. */
    public Map<String, Integer> counts() {
        return log.counts();
    }

    public int count(Plane plane) {
        return log.counts().getOrDefault(plane.path(), 0);
    }

    /** The last 10,000 in the order of their arrival, control calls apart. */
    public List<Received> received() {
        return log.last();
    }

    public void forget() {
        log.forget();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (path.startsWith(ControlPlane.PREFIX)) {
                send(exchange, control.answer(exchange.getRequestMethod(), path, json(body)));
            } else {
                log.add(received(exchange, path, body));
                BrowserPlane.letPagesRead(exchange);
                answer(exchange, path, body);
            }
        } catch (IOException _) {
            // The client went away, which some tests make it do.
        }
    }

    private void answer(HttpExchange exchange, String path, String body) throws IOException {
        switch (exchange.getRequestMethod() + " " + path) {
            case "GET " + BrowserPlane.LOGIN -> browser.show(exchange);
            case "POST " + BrowserPlane.LOGIN -> browser.enter(exchange, body);
            case "POST " + BrowserPlane.LOGOUT -> send(exchange, browser.logout(exchange));
            default -> answer(exchange, path, json(body));
        }
    }

    private void answer(HttpExchange exchange, String path, JsonNode body) throws IOException {
        String method = exchange.getRequestMethod();
        if (path.equals(Plane.KEYS.path())) {
            behaving(Plane.KEYS, exchange, _ -> Answer.ok(keys.published()));
        } else if (path.equals(Plane.INTERNAL.path()) && method.equals("POST")) {
            Optional<String> secret =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Internal-Secret"));
            behaving(
                    Plane.INTERNAL,
                    exchange,
                    behaviour -> internal.answer(secret, body, behaviour));
        } else if (path.equals(Plane.SESSION.path())) {
            behaving(Plane.SESSION, exchange, _ -> browser.session(exchange));
        } else if ((path + "/").startsWith(Plane.USER.path() + "/")) {
            List<String> segments = segments(path.substring(Plane.USER.path().length()));
            behaving(
                    Plane.USER,
                    exchange,
                    _ ->
                            caller(exchange)
                                    .map(caller -> user.answer(method, segments, caller, body))
                                    .orElseGet(() -> Answer.refused(401, "bad_token")));
        } else {
            send(exchange, Answer.refused(404, "no_such_page"));
        }
    }

    private interface Proper {
        Answer answer(Behaviour behaviour);
    }

    private void behaving(Plane plane, HttpExchange exchange, Proper proper) throws IOException {
        Behaviour behaviour = conduct.awaited(plane);
        if (!conduct.answers(plane, behaviour, exchange)) {
            send(exchange, proper.answer(behaviour));
        }
    }

    /** After what it did is kept: who got the answer finds it done also in the next life. */
    private void send(HttpExchange exchange, Answer answer) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            save();
        }
        Conduct.send(exchange, answer.status(), "application/json", answer.body().toString());
    }

    private Optional<String> caller(HttpExchange exchange) {
        String header =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .orElse("");
        if (!header.startsWith("Bearer ")) {
            return Optional.empty();
        }
        JsonNode claims = keys.verified(header.substring("Bearer ".length()));
        return claims.path("exp").asLong(0) > Instant.now().getEpochSecond()
                ? Optional.of(claims.path("sub").asText())
                : Optional.empty();
    }

    private static List<String> segments(String rest) {
        return rest.isEmpty() ? List.of() : List.of(rest.substring(1).split("/", -1));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }

    private static Received received(HttpExchange exchange, String path, String body) {
        Map<String, String> headers =
                exchange.getRequestHeaders().entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        header -> header.getKey().toLowerCase(Locale.ROOT),
                                        header -> String.join(", ", header.getValue())));
        return new Received(exchange.getRequestMethod(), path, headers, body);
    }

    private synchronized void save() throws IOException {
        if (state.isEmpty()) {
            return;
        }
        ObjectNode all = JSON.createObjectNode();
        all.set("keys", keys.saved());
        all.set("book", book.saved());
        Path draft = state.get().resolveSibling(state.get().getFileName() + ".draft");
        Files.writeString(draft, all.toString());
        Files.move(draft, state.get(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        conduct.end();
        server.stop(0);
        threads.close();
    }
}
