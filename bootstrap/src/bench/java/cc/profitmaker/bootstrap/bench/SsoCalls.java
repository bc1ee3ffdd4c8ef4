package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a call with a token of the auth service costs, against the same call with a session. */
final class SsoCalls implements Benchmark {
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 7;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration ROUND = Duration.ofSeconds(3);

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Request session = Request.get("/api/auth/me").with(bench.token());
        Request sso = Request.get("/api/auth/me").with(bench.ssoToken());
        cpuMicros(bench, session, WARM_UP);
        cpuMicros(bench, sso, WARM_UP);
        List<Double> sessions = new ArrayList<>();
        List<Double> ssos = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double one = cpuMicros(bench, session, ROUND);
            double other = cpuMicros(bench, sso, ROUND);
            sessions.add(one);
            ssos.add(other);
            ratios.add(other / one);
        }
        return List.of(
                Row.atMost(
                        1.3,
                        Numbers.median(ratios),
                        "`GET /api/auth/me`, CPU a call, SSO token / session",
                        Numbers.format(
                                "(%.0f µs / %.0f µs; rounds: %s)",
                                Numbers.median(ssos),
                                Numbers.median(sessions),
                                Numbers.each(ratios, "%.2f"))));
    }

    private static double cpuMicros(Workbench bench, Request request, Duration time)
            throws IOException {
        long before = bench.server().cpuNanos();
        long calls = Load.on(bench.address(), request, CONNECTIONS, time).calls();
        return Numbers.micros(bench.server().cpuNanos() - before) / calls;
    }
}
