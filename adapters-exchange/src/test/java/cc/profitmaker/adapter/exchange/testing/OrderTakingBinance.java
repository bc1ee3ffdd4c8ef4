package cc.profitmaker.adapter.exchange.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A real HTTP server on loopback that takes spot orders as Binance does: it checks signatures and
 * receive windows, fills market orders at once, leaves limit orders open, refuses a client order id
 * that an open order has, and frees it once the order is filled. It counts what it took and can
 * misbehave on the way.
 */
public final class OrderTakingBinance implements AutoCloseable {
    /** What goes wrong with one order. */
    public enum Trouble {
        NONE,
        /** The order is not taken, and no answer comes. */
        LOST,
        /** The order is taken, and no answer comes. */
        ANSWER_LOST,
        /** The answer says that nobody knows, and the order is taken a while after it. */
        TAKEN_LATE,
        /** As {@code LOST}, with a 503 of some proxy. */
        UNAVAILABLE
    }

    private static final long LATE_MILLIS = 1500;

    /** One that was taken. */
    public record Order(
            long id,
            String clientId,
            String symbol,
            String side,
            String type,
            String amount,
            String price,
            long time) {
        boolean isOpen() {
            return type.equals("LIMIT");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<String, Trouble> troubles;
    private final ConcurrentMap<String, List<Order>> taken = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Boolean> answered = new ConcurrentHashMap<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong(1000);
    private final AtomicInteger held = new AtomicInteger();
    private final Object gate = new Object();
    private boolean holding;

    /** {@code troubles}: what goes wrong with the order of that client id, each time it comes. */
    public OrderTakingBinance(Function<String, Trouble> troubles) {
        this.troubles = troubles;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public static OrderTakingBinance faultless() {
        return new OrderTakingBinance(_ -> Trouble.NONE);
    }

    /** The secret that belongs to an API key. */
    public static String secretOf(String key) {
        return "secret-of-" + key;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All that was taken, by client order id; two under one id are two orders. */
    public Map<String, List<Order>> taken() {
        return Map.copyOf(taken);
    }

    /** Whether an order of that client id was answered. */
    public boolean hasAnswered(String clientId) {
        return answered.containsKey(clientId);
    }

    /** What was refused for its signature or its time; none when all is well. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    /** From now on orders are taken and no answer is given, until {@link #release}. */
    public void hold() {
        synchronized (gate) {
            holding = true;
        }
    }

    /** How many taken orders wait for their answer. */
    public int held() {
        return held.get();
    }

    public void release() {
        synchronized (gate) {
            holding = false;
            gate.notifyAll();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            switch (call) {
                case "GET /api/v3/exchangeInfo" -> answer(exchange, 200, fixture("exchangeInfo"));
                case "GET /api/v3/ticker/24hr" -> answer(exchange, 200, fixture("ticker"));
                case "GET /api/v3/depth" -> answer(exchange, 200, fixture("depth"));
                case "GET /sapi/v1/account/apiRestrictions" ->
                        answer(
                                exchange,
                                200,
                                "{\"ipRestrict\":true,\"enableReading\":true,"
                                        + "\"enableSpotAndMarginTrading\":true,"
                                        + "\"enableWithdrawals\":false}");
                case "POST /api/v3/order" -> signed(exchange, query, body, this::order);
                case "GET /api/v3/order" -> signed(exchange, query, body, this::lookUp);
                case "GET /api/v3/openOrders" -> signed(exchange, query, body, this::open);
                default -> answer(exchange, 404, error(-1, "no such call"));
            }
        }
    }

    private interface Call {
        void answer(HttpExchange exchange, Map<String, String> parameters) throws IOException;
    }

    private void signed(HttpExchange exchange, String query, String body, Call call)
            throws IOException {
        Map<String, String> parameters = Recording.form(query);
        parameters.putAll(Recording.form(body));
        String key = exchange.getRequestHeaders().getFirst("X-MBX-APIKEY");
        String unsigned = query.replaceFirst("(^|&)signature=[0-9a-f]+", "");
        if (key == null
                || !hmac(secretOf(key), unsigned + body).equals(parameters.get("signature"))) {
            refused.add("signature");
            answer(exchange, 400, error(-1022, "Signature for this request is not valid."));
            return;
        }
        long age = System.currentTimeMillis() - Long.parseLong(parameters.get("timestamp"));
        if (age > Long.parseLong(parameters.get("recvWindow")) || age < -1000) {
            refused.add("time");
            answer(exchange, 400, error(-1021, "Timestamp for this request is outside."));
            return;
        }
        call.answer(exchange, parameters);
    }

    private void order(HttpExchange exchange, Map<String, String> parameters) throws IOException {
        String clientId = parameters.get("newClientOrderId");
        Trouble trouble = troubles.apply(clientId);
        switch (trouble) {
            // Closing the exchange closes the connection.
            case LOST -> {}
            case UNAVAILABLE -> answer(exchange, 503, "<html>no server is available</html>");
            case ANSWER_LOST -> {
                var _ = take(parameters);
            }
            case TAKEN_LATE -> {
                answer(exchange, 504, error(-1007, "Timeout waiting for response."));
                threads.execute(
                        () -> {
                            pause(LATE_MILLIS);
                            var _ = take(parameters);
                        });
            }
            case NONE -> {
                Optional<Order> order = take(parameters);
                awaitGate();
                answered.put(clientId, true);
                if (order.isPresent()) {
                    answer(exchange, 200, json(order.get(), "transactTime", ",\"fills\":[]"));
                } else {
                    answer(exchange, 400, error(-2010, "Duplicate order sent."));
                }
            }
        }
    }

    /** Empty: an open order has the client id. */
    private Optional<Order> take(Map<String, String> parameters) {
        String clientId = parameters.get("newClientOrderId");
        var order =
                new Order(
                        ids.incrementAndGet(),
                        clientId,
                        parameters.get("symbol"),
                        parameters.get("side"),
                        parameters.get("type"),
                        parameters.get("quantity"),
                        parameters.getOrDefault("price", "0"),
                        System.currentTimeMillis());
        List<Order> all =
                taken.compute(
                        clientId,
                        (_, before) -> {
                            if (before == null) {
                                return List.of(order);
                            }
                            return before.stream().anyMatch(Order::isOpen)
                                    ? before
                                    : List.of(before.getFirst(), order);
                        });
        return all.contains(order) ? Optional.of(order) : Optional.empty();
    }

    private void awaitGate() {
        synchronized (gate) {
            held.incrementAndGet();
            try {
                while (holding) {
                    gate.wait();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                held.decrementAndGet();
            }
        }
    }

    private void lookUp(HttpExchange exchange, Map<String, String> parameters) throws IOException {
        List<Order> found = taken.getOrDefault(parameters.get("origClientOrderId"), List.of());
        if (found.isEmpty()) {
            answer(exchange, 400, error(-2013, "Order does not exist."));
        } else {
            answer(exchange, 200, json(found.getLast(), "time", ",\"isWorking\":true"));
        }
    }

    private void open(HttpExchange exchange, Map<String, String> parameters) throws IOException {
        String rows =
                taken.values().stream()
                        .flatMap(List::stream)
                        .filter(Order::isOpen)
                        .map(order -> json(order, "time", ""))
                        .reduce((a, b) -> a + "," + b)
                        .orElse("");
        answer(exchange, 200, "[" + rows + "]");
    }

    private static String json(Order order, String time, String more) {
        String filled = order.isOpen() ? "0.00000000" : order.amount();
        return "{\"symbol\":\""
                + order.symbol()
                + "\",\"orderId\":"
                + order.id()
                + ",\"clientOrderId\":\""
                + order.clientId()
                + "\",\""
                + time
                + "\":"
                + order.time()
                + ",\"price\":\""
                + order.price()
                + "\",\"origQty\":\""
                + order.amount()
                + "\",\"executedQty\":\""
                + filled
                + "\",\"cummulativeQuoteQty\":\"1.00000000\",\"status\":\""
                + (order.isOpen() ? "NEW" : "FILLED")
                + "\",\"timeInForce\":\"GTC\",\"type\":\""
                + order.type()
                + "\",\"side\":\""
                + order.side()
                + "\""
                + more
                + "}";
    }

    private static String error(int code, String text) {
        return "{\"code\":" + code + ",\"msg\":\"" + text + "\"}";
    }

    private static String fixture(String name) throws IOException {
        return new String(FakeExchange.resource("/ccxt/binance/fixtures/" + name + ".json"), UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
