package cc.profitmaker.bootstrap.bench;

import cc.profitmaker.adapter.exchange.testing.OrderTakingBinance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What {@code createOrder} takes from call to answer beyond the same connector called bare, and how
 * many a second go through: every order under a name of its own, so with the whole journal, on
 * disk, before it is answered.
 */
final class OrderCalls implements Benchmark {
    private static final int KEYS = 16;
    private static final int CALLERS = 64;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(4);

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Child direct =
                bench.talk(DirectCalls.class, "http://127.0.0.1:" + bench.upstream().getPort());
        through(bench, CALLERS, WARM_UP);
        direct(direct, 1, WARM_UP);
        return List.of(latency(bench, direct), throughput(bench, direct));
    }

    private static Row latency(Workbench bench, Child direct) throws IOException {
        through(bench, 1, ROUND);
        List<Double> more = new ArrayList<>();
        List<Double> served = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double one = through(bench, 1, ROUND).medianMillis();
            double other = Double.parseDouble(direct(direct, 1, ROUND)[1]) / 1000;
            served.add(one);
            bare.add(other);
            more.add(one - other);
        }
        return Row.atMost(
                5,
                Numbers.median(more),
                " ms",
                "`createOrder` of `binance`, median time to answer, through the server − direct",
                Numbers.format(
                        "(%.2f ms − %.2f ms; rounds: %s)",
                        Numbers.median(served), Numbers.median(bare), Numbers.each(more, "%.2f")));
    }

    private static Row throughput(Workbench bench, Child direct) throws IOException {
        List<Double> served = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        long orders = 0;
        long server = 0;
        long database = 0;
        long load = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long serverBefore = bench.server().cpuNanos();
            long databaseBefore = bench.databaseCpuNanos();
            long loadBefore =
                    ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
            Load.Served through = through(bench, CALLERS, ROUND);
            orders += through.calls();
            server += bench.server().cpuNanos() - serverBefore;
            database += bench.databaseCpuNanos() - databaseBefore;
            load +=
                    ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos()
                            - loadBefore;
            served.add(through.perSecond());
            bare.add(
                    Double.parseDouble(direct(direct, CALLERS, ROUND)[0])
                            / (ROUND.toMillis() / 1000.0));
        }
        return Row.atLeast(
                300,
                Numbers.median(served),
                "`createOrder` of `binance`, orders/s, 64 callers on 16 keys",
                Numbers.format(
                        "(bare connector %.0f; CPU an order: server %.0f µs, PostgreSQL %.0f µs,"
                                + " load %.0f µs; rounds: %s)",
                        Numbers.median(bare),
                        Numbers.micros(server) / orders,
                        Numbers.micros(database) / orders,
                        Numbers.micros(load) / orders,
                        Numbers.each(served, "%.0f")));
    }

    private static Load.Served through(Workbench bench, int callers, Duration time)
            throws IOException {
        List<Supplier<Request>> requests = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            String key = "bench-" + caller % KEYS;
            Request order =
                    Request.post(
                                    "/api/exchange/createOrder",
                                    "{\"config\":{\"exchangeId\":\"binance\",\"apiKey\":\""
                                            + key
                                            + "\",\"secret\":\""
                                            + OrderTakingBinance.secretOf(key)
                                            + "\"},\"symbol\":\"BTC/USDT\",\"type\":\"limit\","
                                            + "\"side\":\"buy\",\"amount\":0.01,"
                                            + "\"price\":50000}")
                            .with(bench.token());
            requests.add(() -> order.with("Idempotency-Key", UUID.randomUUID().toString()));
        }
        return Load.on(bench.address(), requests, time);
    }

    /** How many there were, and the median time of one in microseconds. */
    private static String[] direct(Child direct, int callers, Duration time) throws IOException {
        return direct.ask("order " + callers + " " + time.toMillis()).split(" ", -1);
    }
}
