package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.OrderTakingBinance;
import cc.profitmaker.adapter.exchange.testing.OrderTakingBinance.Trouble;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Servers are killed again and again while clients go on asking for their orders, over an exchange
 * that loses requests and answers: in the end every order is there once, and everybody who asks
 * again is told the same. {@code mvn -Pproof verify} does it 300 times with 2,000 orders, a plain
 * {@code mvn verify} 15 times.
 */
final class CrashTest {
    @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();
    @RegisterExtension static final Desk DESK = new Desk();

    private static final int KILLS = Integer.getInteger("crash.kills", 15);
    private static final int ORDERS = Integer.getInteger("crash.orders", 100);
    private static final int CLIENTS = 48;
    private static final String MASTER_KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
    private static final String INLINE = "inline-key";
    private static final String KEPT = "kept-key";

    @TempDir Path dir;

    private final Random chance = new Random(20261125);
    private final OrderTakingBinance binance = new OrderTakingBinance(this::trouble);
    private final ConcurrentMap<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    private final Semaphore mayOrder = new Semaphore(0);

    /** The calls that wait for an answer just now, and from which server. */
    private final ConcurrentMap<String, Replica> inFlight = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, JsonNode> told = new ConcurrentHashMap<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Map<String, String> database;
    private volatile String token = "";
    private volatile String account = "";

    /** How far the orders had come that were under way when a server was killed. */
    private enum Reached {
        NOTHING_WRITTEN,
        INTENT_WRITTEN,
        SENT_AND_UNANSWERED,
        ANSWERED_AND_UNRECORDED,
        RECORDED
    }

    /** Only an order's first journey may fail: what is looked up must then be right. */
    private Trouble trouble(String clientId) {
        int before = tries.computeIfAbsent(clientId, _ -> new AtomicInteger()).getAndIncrement();
        return before == 0
                ? switch (Math.floorMod(clientId.hashCode(), 40)) {
                    case 0 -> Trouble.LOST;
                    case 1 -> Trouble.ANSWER_LOST;
                    case 2 -> Trouble.TAKEN_LATE;
                    case 3 -> Trouble.UNAVAILABLE;
                    default -> Trouble.NONE;
                }
                : Trouble.NONE;
    }

    /** A server process that is started again after every kill. */
    private final class Replica {
        private final int port = Ports.free();
        private final String name;
        private Process process;
        private Instant since = Instant.EPOCH;

        Replica(String name) {
            this.name = name;
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + port);
        }

        void start() {
            var builder =
                    new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "serve");
            builder.environment()
                    .putAll(
                            DESK.environment(
                                    Map.of(
                                            "PORT", Integer.toString(port),
                                            "PROFITMAKER_HOME", dir.resolve(name).toString(),
                                            "DATABASE_URL", database.get("DATABASE_URL"),
                                            "VAULT_MASTER_KEY", MASTER_KEY,
                                            "LOG_LEVEL", "warn",
                                            "EXCHANGE_BINANCE_URL", binance.url().toString())));
            builder.redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(
                                    DESK.home().resolve(name + ".log").toFile()));
            try {
                process = builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var listening = Config.from(Map.of("PORT", Integer.toString(port))).http();
            Eventually.within(
                    60,
                    () -> {
                        assertThat(process.isAlive()).isTrue();
                        pause(20);
                        return Probe.ask(listening) == Probe.Answer.READY;
                    });
            since = Instant.now();
        }

        /** Tells which orders were waiting for its answer. */
        Set<String> kill() {
            Set<String> waiting =
                    inFlight.entrySet().stream()
                            .filter(call -> call.getValue() == this)
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet());
            try {
                var _ = process.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return waiting;
        }
    }

    @Test
    void every_order_is_placed_once_however_often_the_server_is_killed() throws Exception {
        database = POSTGRES.freshDatabase("crash");
        Map<Reached, Integer> kills = new EnumMap<>(Reached.class);
        int inFlightKills = 0;
        try (binance;
                var clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection superuser = POSTGRES.superuser(database)) {
            try {
                replicas.add(new Replica("a"));
                replicas.getFirst().start();
                signUp();
                FaultPoint.install(superuser);
                for (int i = 0; i < CLIENTS; i++) {
                    int client = i;
                    clients.execute(() -> work(client));
                }
                for (int kill = 0; kill < KILLS; kill++) {
                    if (replicas.size() == 1 && kill >= KILLS * 3 / 4) {
                        var second = new Replica("b");
                        second.start();
                        replicas.add(second);
                    }
                    Set<Reached> reached = kill(kill, superuser);
                    if (!reached.isEmpty()) {
                        inFlightKills++;
                    }
                    reached.forEach(state -> kills.merge(state, 1, Integer::sum));
                }
                mayOrder.release(ORDERS);
                Eventually.within(
                        180,
                        () -> {
                            pause(50);
                            return told.size() == ORDERS || !wrong.isEmpty();
                        });
                repeatAll();
            } finally {
                clients.shutdownNow();
                replicas.forEach(Replica::kill);
            }
        }
        report(kills, inFlightKills);
        assertThat(wrong).isEmpty();
        assertThat(binance.refused()).isEmpty();
        assertThat(binance.taken()).hasSize(ORDERS);
        assertThat(binance.taken().values()).allSatisfy(orders -> assertThat(orders).hasSize(1));
        assertThat(inFlightKills).isGreaterThanOrEqualTo(KILLS * 5 / 6);
        for (Reached state : EnumSet.complementOf(EnumSet.of(Reached.RECORDED))) {
            assertThat(kills.getOrDefault(state, 0))
                    .as(state.name())
                    .isGreaterThanOrEqualTo(Math.max(1, KILLS / 15));
        }
    }

    private void report(Map<Reached, Integer> kills, int inFlightKills) {
        System.out.printf(
                "%d kills, %d with orders in flight (%s); %d orders, %d sent more than once by us%n",
                KILLS,
                inFlightKills,
                kills,
                binance.taken().size(),
                tries.values().stream().filter(tried -> tried.get() > 1).count());
    }

    private void signUp() {
        Client stranger = Client.of(replicas.getFirst().url(), http);
        token =
                stranger.post(
                                "/api/auth/register",
                                Client.credentials("ann@example.org", "correct horse battery"))
                        .at("/token")
                        .asText();
        Client.Answer added =
                stranger.with(token)
                        .post(
                                "/api/accounts",
                                "{\"exchange\":\"binance\",\"api_key\":\""
                                        + KEPT
                                        + "\",\"api_secret\":\""
                                        + OrderTakingBinance.secretOf(KEPT)
                                        + "\"}");
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        account = added.at("/id").asText();
    }

    /** What had been reached by the orders that were under way when the server was gone. */
    private Set<Reached> kill(int number, Connection superuser) throws SQLException {
        Replica victim = replicas.get(number % replicas.size());
        int share = ORDERS * (number + 1) / KILLS - ORDERS * number / KILLS;
        Set<String> waiting =
                switch (number % 5) {
                    case 0 -> at(FaultPoint.NOTHING_WRITTEN, victim, share, superuser);
                    case 1 -> at(FaultPoint.INTENT_WRITTEN, victim, share, superuser);
                    case 2 -> {
                        binance.hold();
                        mayOrder.release(share);
                        waitFor(() -> binance.held() > 0);
                        Set<String> killed = victim.kill();
                        binance.release();
                        yield killed;
                    }
                    case 3 -> at(FaultPoint.ANSWERED_AND_UNRECORDED, victim, share, superuser);
                    default -> {
                        mayOrder.release(share);
                        pause(chance.nextInt(60));
                        yield victim.kill();
                    }
                };
        Set<Reached> reached = reached(waiting, victim, superuser);
        victim.start();
        return reached;
    }

    private Set<String> at(FaultPoint point, Replica victim, int share, Connection superuser)
            throws SQLException {
        point.close(superuser);
        try {
            mayOrder.release(share);
            waitFor(
                    () -> {
                        try {
                            return point.isReached(superuser);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    });
            return victim.kill();
        } finally {
            point.open(superuser);
        }
    }

    /** No longer than a while: where all are waiting for something else, the kill comes anyway. */
    private static void waitFor(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            pause(1);
        }
    }

    private Set<Reached> reached(Set<String> waiting, Replica victim, Connection superuser)
            throws SQLException {
        // What the dead server left half done in the database comes to its end.
        pause(30);
        Set<Reached> reached = EnumSet.noneOf(Reached.class);
        for (String name : waiting) {
            reached(name, victim, superuser).ifPresent(reached::add);
        }
        return reached;
    }

    private Optional<Reached> reached(String name, Replica victim, Connection superuser)
            throws SQLException {
        try (var query =
                superuser.prepareStatement(
                        "SELECT state, client_order_id, coalesce(sent_at, written_at) >= ? FROM"
                                + " order_journal WHERE idempotency_key = ?")) {
            query.setTimestamp(1, Timestamp.from(victim.since));
            query.setString(2, name);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.of(Reached.NOTHING_WRITTEN);
                }
                if (!rows.getBoolean(3)) {
                    // An earlier server's, on its way to being found out.
                    return Optional.empty();
                }
                return Optional.of(
                        switch (rows.getString(1)) {
                            case "INTENDED" -> Reached.INTENT_WRITTEN;
                            case "SENT" ->
                                    binance.hasAnswered(rows.getString(2))
                                            ? Reached.ANSWERED_AND_UNRECORDED
                                            : Reached.SENT_AND_UNANSWERED;
                            default -> Reached.RECORDED;
                        });
            }
        }
    }

    private void work(int client) {
        try {
            for (int i = client; i < ORDERS; i += CLIENTS) {
                mayOrder.acquire();
                order(i);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            wrong.add(e.toString());
        }
    }

    /** Asks until the order is there. */
    private void order(int number) throws InterruptedException {
        String name = "order-" + number;
        while (!Thread.interrupted() && wrong.isEmpty()) {
            Optional<Client.Answer> answer = ask(number);
            if (answer.isEmpty()) {
                Thread.sleep(20);
                continue;
            }
            switch (answer.get().status()) {
                case 200 -> {
                    told.put(name, answer.get().at("/data"));
                    return;
                }
                case 409, 429, 503, 504 -> Thread.sleep(100);
                default -> wrong.add(name + ": " + answer.get());
            }
        }
    }

    /** Every second order with a key that is kept in the vault, every third one at market. */
    private Optional<Client.Answer> ask(int number) {
        Replica replica = replicas.get(number % replicas.size());
        String keys =
                number % 2 == 0
                        ? "\"exchange\":\"binance\",\"accountId\":\"" + account + "\""
                        : "\"config\":{\"exchangeId\":\"binance\",\"apiKey\":\""
                                + INLINE
                                + "\",\"secret\":\""
                                + OrderTakingBinance.secretOf(INLINE)
                                + "\"}";
        String kind =
                number % 3 == 0
                        ? "\"type\":\"market\""
                        : "\"type\":\"limit\",\"price\":\"50000.01\"";
        String name = "order-" + number;
        inFlight.put(name, replica);
        try {
            return Optional.of(
                    Client.of(replica.url(), http)
                            .with(token)
                            .send(
                                    "POST",
                                    "/api/exchange/createOrder",
                                    Optional.of(
                                            "{"
                                                    + keys
                                                    + ",\"symbol\":\"BTC/USDT\",\"side\":\"buy\","
                                                    + "\"amount\":\"0.01\","
                                                    + kind
                                                    + "}"),
                                    Map.of("Idempotency-Key", name)));
        } catch (UncheckedIOException _) {
            return Optional.empty();
        } finally {
            inFlight.remove(name);
        }
    }

    private void repeatAll() {
        for (int i = 0; i < ORDERS && wrong.isEmpty(); i++) {
            Client.Answer again = ask(i).orElseThrow();
            if (again.status() != 200 || !again.at("/data").equals(told.get("order-" + i))) {
                wrong.add("order-" + i + " was " + told.get("order-" + i) + ", now " + again);
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
