package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** What 50 wrong logins a second do to those who are signed in, and to one who wants to. */
final class LoginStorm implements Benchmark {
    private static final int PER_SECOND = 50;
    private static final int ROUNDS = 3;
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final int CLIENTS = 4;
    private static final Duration PACE = Duration.ofMillis(20);
    private static final int USUAL_ADDRESS = 2;

    /** Where guess number n comes from and whom it is for. */
    private record Storm(IntFunction<InetAddress> source, IntFunction<String> credentials) {}

    private static final Storm ONE_ADDRESS =
            new Storm(_ -> local(0, 66), n -> Workbench.credentials("wrong password " + n));
    private static final Storm MANY_ADDRESSES =
            new Storm(
                    n -> local(1 + n / 200 % 200, 1 + n % 200),
                    n -> Workbench.credentials("u" + n + "@example.org", "wrong password"));

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Request me = Request.get("/api/auth/me").with(bench.token());
        medianOfCalls(bench, me, ROUND);
        signIn(bench, local(0, USUAL_ADDRESS));
        List<Row> rows = new ArrayList<>();
        rows.addAll(measure(bench, me, ONE_ADDRESS, "one address", 3));
        rows.addAll(measure(bench, me, MANY_ADDRESSES, "a new address each", 30));
        return rows;
    }

    private static List<Row> measure(
            Workbench bench, Request me, Storm storm, String from, int firstFreshAddress)
            throws Exception {
        List<Double> calms = new ArrayList<>();
        List<Double> stormy = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> fresh = new ArrayList<>();
        List<Double> known = new ArrayList<>();
        Map<Integer, AtomicInteger> answers = new ConcurrentSkipListMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            double calm = medianOfCalls(bench, me, ROUND);
            double during;
            try (var _ = new Pouring(bench, storm, answers)) {
                during = medianOfCalls(bench, me, ROUND);
                fresh.add(signIn(bench, local(0, firstFreshAddress + round)));
                known.add(signIn(bench, local(0, USUAL_ADDRESS)));
            }
            calms.add(calm);
            stormy.add(during);
            ratios.add(during / calm);
        }
        String logins = PER_SECOND + " wrong logins/s from " + from;
        return List.of(
                Row.atMost(
                        3,
                        Numbers.median(ratios),
                        "×",
                        "median of session calls, " + logins + " / calm",
                        Numbers.format(
                                "(%.0f µs / %.0f µs; rounds: %s; the wrong ones were answered %s)",
                                Numbers.median(stormy),
                                Numbers.median(calms),
                                Numbers.each(ratios, "%.1f"),
                                answers)),
                signInRow("from a new address", logins, fresh),
                signInRow("from an address used before", logins, known));
    }

    private static Row signInRow(String where, String logins, List<Double> seconds) {
        return Row.atMost(
                3,
                seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                " s",
                "a correct login " + where + " meanwhile, " + logins + ", slowest",
                Numbers.format("(%s)", Numbers.each(seconds, "%.2f")));
    }

    /** In microseconds; 200 calls a second, evenly spread. */
    private static double medianOfCalls(Workbench bench, Request request, Duration time)
            throws Exception {
        List<Double> took = new ArrayList<>();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            Callable<List<Double>> client = () -> calls(bench, request, time);
            var each = clients.invokeAll(Collections.nCopies(CLIENTS, client));
            for (var calls : each) {
                took.addAll(calls.get());
            }
        }
        return Numbers.median(took);
    }

    private static List<Double> calls(Workbench bench, Request request, Duration time)
            throws Exception {
        List<Double> took = new ArrayList<>();
        try (var wire = Wire.to(bench.address())) {
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
                Thread.sleep(PACE);
                long start = System.nanoTime();
                if (wire.ask(request).status() != 200) {
                    throw new IllegalStateException("a session call was refused");
                }
                took.add(Numbers.micros(System.nanoTime() - start));
            }
        }
        return took;
    }

    /** In seconds, until it is let in; asks again as soon as it is told to, or every 250 ms. */
    private static double signIn(Workbench bench, InetAddress source) throws Exception {
        Request login = Request.post("/api/auth/login", Workbench.rightCredentials());
        long start = System.nanoTime();
        while (true) {
            try (var wire = Wire.from(source, bench.address())) {
                int status = wire.ask(login).status();
                double seconds = Numbers.millis(System.nanoTime() - start) / 1e3;
                if (status == 200 || seconds > 30) {
                    return seconds;
                }
            }
            Thread.sleep(250);
        }
    }

    private static InetAddress local(int network, int host) {
        return InetAddress.ofLiteral("127.0." + network + "." + host);
    }

    /** From now until closed. */
    private static final class Pouring implements AutoCloseable {
        private static final AtomicInteger GUESSES = new AtomicInteger();

        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final ExecutorService guessers = Executors.newVirtualThreadPerTaskExecutor();

        Pouring(Workbench bench, Storm storm, Map<Integer, AtomicInteger> answers) {
            var _ =
                    clock.scheduleAtFixedRate(
                            () -> {
                                int n = GUESSES.incrementAndGet();
                                guessers.execute(() -> guess(bench, storm, n, answers));
                            },
                            0,
                            1_000_000 / PER_SECOND,
                            TimeUnit.MICROSECONDS);
        }

        private static void guess(
                Workbench bench, Storm storm, int n, Map<Integer, AtomicInteger> answers) {
            Request login = Request.post("/api/auth/login", storm.credentials().apply(n));
            int status;
            try (var wire = Wire.from(storm.source().apply(n), bench.address())) {
                status = wire.ask(login).status();
            } catch (IOException _) {
                status = 0;
            }
            answers.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
        }

        @Override
        public void close() {
            clock.shutdownNow();
            guessers.close();
        }
    }
}
