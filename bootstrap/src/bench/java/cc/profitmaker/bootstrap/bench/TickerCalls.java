package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code fetchTicker} costs more through the server than the same connector by itself. */
final class TickerCalls implements Benchmark {
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration ROUND = Duration.ofSeconds(2);

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Child direct =
                bench.talk(DirectCalls.class, "http://127.0.0.1:" + bench.upstream().getPort());
        List<Row> rows = new ArrayList<>();
        for (String exchange : List.of("paper", "binance")) {
            rows.add(compare(bench, direct, exchange));
        }
        return rows;
    }

    private static Row compare(Workbench bench, Child direct, String exchange) throws IOException {
        through(bench, exchange, WARM_UP);
        direct(direct, exchange, WARM_UP);
        List<Double> served = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double one = through(bench, exchange, ROUND);
            double other = direct(direct, exchange, ROUND);
            served.add(one);
            bare.add(other);
            more.add(one - other);
        }
        return Row.atMost(
                150,
                Numbers.median(more),
                " µs",
                "`fetchTicker` of `" + exchange + "`, CPU a call, through the server − direct",
                Numbers.format(
                        "(%.0f µs − %.0f µs; rounds: %s)",
                        Numbers.median(served), Numbers.median(bare), Numbers.each(more, "%.0f")));
    }

    /** Microseconds of the server's processor time a call. */
    private static double through(Workbench bench, String exchange, Duration time)
            throws IOException {
        Request request =
                Request.post(
                                "/api/exchange/fetchTicker",
                                "{\"exchange\":\"" + exchange + "\",\"symbol\":\"BTC/USDT\"}")
                        .with(bench.token());
        long before = bench.server().cpuNanos();
        long calls = Load.on(bench.address(), request, AT_ONCE, time).calls();
        return Numbers.micros(bench.server().cpuNanos() - before) / calls;
    }

    private static double direct(Child direct, String exchange, Duration time) throws IOException {
        long before = direct.cpuNanos();
        long calls = Long.parseLong(direct.ask(exchange + " " + AT_ONCE + " " + time.toMillis()));
        return Numbers.micros(direct.cpuNanos() - before) / calls;
    }
}
