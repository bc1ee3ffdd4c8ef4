package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code GET /api/auth/me} of a session against a bare Jetty that writes the same bytes. */
final class SessionCalls implements Benchmark {
    private static final String PATH = "/api/auth/me";
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 7;
    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration ROUND = Duration.ofSeconds(3);

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Request request = Request.get(PATH).with(bench.token());
        InetSocketAddress bare = bench.plainJetty(Map.of(PATH, body(bench, request)));
        Load.on(bare, request, CONNECTIONS, WARM_UP);
        Load.on(bench.address(), request, CONNECTIONS, WARM_UP);

        List<Double> bares = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double one = Load.on(bare, request, CONNECTIONS, ROUND).perSecond();
            double other = Load.on(bench.address(), request, CONNECTIONS, ROUND).perSecond();
            bares.add(one);
            ours.add(other);
            ratios.add(other / one);
        }
        return List.of(
                Row.atLeast(
                        0.5,
                        Numbers.median(ratios),
                        "`GET /api/auth/me` with a session, requests/s, ours / bare Jetty",
                        Numbers.format(
                                "(%.0f / %.0f; rounds: %s)",
                                Numbers.median(ours),
                                Numbers.median(bares),
                                Numbers.each(ratios, "%.2f"))));
    }

    private static byte[] body(Workbench bench, Request request) throws IOException {
        try (var wire = Wire.to(bench.address())) {
            return wire.ask(request).body().getBytes(UTF_8);
        }
    }
}
