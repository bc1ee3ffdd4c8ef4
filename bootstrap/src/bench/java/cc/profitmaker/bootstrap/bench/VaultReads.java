package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How much later an answer comes when the keys are in the vault than when the call brings them. */
final class VaultReads implements Benchmark {
    private static final int ROUNDS = 7;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration ROUND = Duration.ofSeconds(2);

    private static final String KEYS = "\"apiKey\":\"bench-key\",\"secret\":\"bench-secret\"";

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Request vault = balance(bench, "\"accountId\":\"" + enrol(bench) + "\"");
        Request inline = balance(bench, "\"config\":{\"exchangeId\":\"paper\"," + KEYS + "}");
        millis(bench, inline, WARM_UP);
        millis(bench, vault, WARM_UP);
        List<Double> inlines = new ArrayList<>();
        List<Double> vaults = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double one = millis(bench, inline, ROUND);
            double other = millis(bench, vault, ROUND);
            inlines.add(one);
            vaults.add(other);
            more.add(other - one);
        }
        return List.of(
                Row.atMost(
                        1,
                        Numbers.median(more),
                        " ms",
                        "`fetchBalance` of `paper`, time to answer, own vault − inline keys",
                        Numbers.format(
                                "(%.2f ms − %.2f ms; rounds: %s)",
                                Numbers.median(vaults),
                                Numbers.median(inlines),
                                Numbers.each(more, "%.2f"))));
    }

    private static Request balance(Workbench bench, String keys) {
        return Request.post("/api/exchange/fetchBalance", "{" + keys + ",\"exchange\":\"paper\"}")
                .with(bench.token());
    }

    private static String enrol(Workbench bench) throws IOException {
        try (var wire = Wire.to(bench.address())) {
            return wire.ask(
                            Request.post(
                                            "/api/accounts",
                                            "{\"exchange\":\"paper\",\"api_key\":\"bench-own-key\","
                                                    + "\"api_secret\":\"bench-secret\"}")
                                    .with(bench.token()))
                    .text("id");
        }
    }

    /** One call after the other on one connection: the mean of what each waited. */
    private static double millis(Workbench bench, Request request, Duration time)
            throws IOException {
        Load.Served served = Load.on(bench.address(), request, 1, time);
        return served.nanos() / 1e6 / served.calls();
    }
}
