package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many calls of one market's ticker an exchange sees when many ask for it all the time. */
final class SharedTickers implements Benchmark {
    private static final int AT_ONCE = 64;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(2);

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Request request =
                Request.post(
                                "/api/exchange/fetchTicker",
                                "{\"exchange\":\"binance\",\"symbol\":\"BTC/USDT\"}")
                        .with(bench.token());
        List<Double> ratios = new ArrayList<>();
        long asked = 0;
        long passedOn = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = seen(bench);
            long calls = Load.on(bench.address(), request, AT_ONCE, ROUND).calls();
            long upstream = seen(bench) - before;
            ratios.add((double) calls / Math.max(1, upstream));
            asked += calls;
            passedOn += upstream;
        }
        return List.of(
                Row.atLeast(
                        20,
                        Numbers.median(ratios),
                        "`fetchTicker` of one symbol by 64 callers, calls / calls upstream",
                        Numbers.format(
                                "(%d / %d; rounds: %s)",
                                asked, passedOn, Numbers.each(ratios, "%.0f"))));
    }

    private static long seen(Workbench bench) throws IOException {
        try (var wire = Wire.to(bench.upstream())) {
            return Long.parseLong(wire.ask(Request.get(TakingOrders.TICKERS_SEEN)).text("seen"));
        }
    }
}
