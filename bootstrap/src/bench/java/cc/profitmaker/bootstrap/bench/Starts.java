package cc.profitmaker.bootstrap.bench;

import java.util.ArrayList;
import java.util.List;

/** From {@code java -jar} to the first answers, on a database that is already there. */
final class Starts implements Benchmark {
    private static final int TIMES = 5;

    private interface Stop {
        void server(Child server) throws InterruptedException;
    }

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        return List.of(
                start(bench, Child::close, "after an ordered stop"),
                start(bench, Child::kill, "after `kill -9`"));
    }

    private static Row start(Workbench bench, Stop stop, String after) throws Exception {
        Request me = Request.get("/api/auth/me").with(bench.token());
        List<Double> health = new ArrayList<>();
        List<Double> answer = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            stop.server(bench.server());
            long start = System.nanoTime();
            bench.launchServer();
            bench.awaitAnswer(Request.get("/health"));
            health.add(Numbers.millis(System.nanoTime() - start) / 1e3);
            bench.awaitAnswer(me);
            answer.add(Numbers.millis(System.nanoTime() - start) / 1e3);
        }
        return Row.stated(
                "process start " + after + " → first answers, existing embedded database",
                Numbers.format(
                        "`/health` **%.2f s**, `/api/auth/me` **%.2f s** (%s)",
                        Numbers.median(health),
                        Numbers.median(answer),
                        Numbers.each(answer, "%.2f")));
    }
}
