package cc.profitmaker.bootstrap.bench;

import java.util.List;

/** What is left of 10,000 who connect, subscribe and are gone without a word, amid the news. */
final class ComingAndGoing implements Benchmark {
    private static final int AT_ONCE = 20;
    private static final int CYCLES = 10_000;
    private static final int WARM_UP_CYCLES = 2_000;

    /** So many of them while the news of this time is told. */
    private static final int PART = 1_000;

    private static final Pace NEWS = new Pace(20, 1_000);

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Listeners listeners = Listeners.start(bench);
        Broadcast ours = Broadcast.ours(bench);
        listeners.join(ours, AT_ONCE);
        churn(ours, listeners, WARM_UP_CYCLES);
        ours.awaitUpstreams(1);
        long before = ours.heap();
        churn(ours, listeners, CYCLES);
        ours.awaitUpstreams(1);
        long after = ours.heap();
        listeners.process().close();
        ours.process().close();
        return List.of(
                Row.atMost(
                        5,
                        100.0 * (after - before) / before,
                        " %",
                        "growth of the heap after 10,000 connect–subscribe–drop cycles",
                        Numbers.format(
                                "(%.2f MiB / %.2f MiB after a collection; open upstreams: 1 before"
                                        + " and after)",
                                after / 1024.0 / 1024.0, before / 1024.0 / 1024.0)));
    }

    private static void churn(Broadcast ours, Listeners listeners, int cycles) throws Exception {
        for (int done = 0; done < cycles; done += PART) {
            ours.process().say(NEWS.line());
            listeners.churn(ours, PART, AT_ONCE);
            ours.process().readLine();
        }
    }
}
