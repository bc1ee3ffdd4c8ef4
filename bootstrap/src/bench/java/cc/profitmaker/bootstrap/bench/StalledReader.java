package cc.profitmaker.bootstrap.bench;

import java.util.ArrayList;
import java.util.List;

/** What one who stops reading for a minute does to the others, and to the heap. */
final class StalledReader implements Benchmark {
    private static final int SOCKETS = 500;
    private static final int ROUNDS = 3;

    /** Half a megabyte a second for the one alone: what the system holds for it is full soon. */
    private static final int ITS_TOPICS = 20;

    private static final Pace WARM_UP = new Pace(100, 10_000);
    private static final Pace CALM = new Pace(20, 20_000);
    private static final Pace STALLED = new Pace(20, 60_000);

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Listeners listeners = Listeners.start(bench);
        Broadcast ours = Broadcast.ours(bench);
        listeners.join(ours, SOCKETS);
        Telling.of(ours, listeners, SOCKETS, WARM_UP);
        var calm = new Seen();
        var stalled = new Seen();
        long heard = 0;
        int cutOff = 0;
        for (int round = 0; round < ROUNDS; round++) {
            listeners.joinGreedy(ours, ITS_TOPICS);
            calm.look(ours, listeners, CALM);
            listeners.stall(ours);
            stalled.look(ours, listeners, STALLED);
            Tally.Counted found = listeners.resume(ours);
            heard += found.heard();
            cutOff = found.left();
        }
        listeners.process().close();
        ours.process().close();
        return List.of(
                Row.atMost(
                        1.5,
                        stalled.p99() / calm.p99(),
                        "p99 of 500 listeners while another stops reading for 60 s / while it reads",
                        Numbers.format(
                                "(%.1f ms / %.1f ms; rounds: %s / %s; the others got every message, it"
                                        + " found %d of %d when it read again and was cut off %d times)",
                                stalled.p99(),
                                calm.p99(),
                                Numbers.each(stalled.p99s, "%.1f"),
                                Numbers.each(calm.p99s, "%.1f"),
                                heard,
                                (long) ROUNDS * ITS_TOPICS * STALLED.count(),
                                cutOff)),
                Row.atMost(
                        5,
                        100 * (stalled.heap() / calm.heap() - 1),
                        " %",
                        "growth of the heap after a collection, while it has not read for 60 s",
                        Numbers.format(
                                "(%.2f MiB / %.2f MiB; rounds: %s / %s)",
                                stalled.heap(),
                                calm.heap(),
                                Numbers.each(stalled.heaps, "%.2f"),
                                Numbers.each(calm.heaps, "%.2f"))));
    }

    /** What was seen in some rounds of one kind. */
    private static final class Seen {
        private final List<Double> p99s = new ArrayList<>();
        private final List<Double> heaps = new ArrayList<>();

        void look(Broadcast ours, Listeners listeners, Pace pace) throws Exception {
            p99s.add(Telling.of(ours, listeners, SOCKETS, pace).counted().p99Micros() / 1e3);
            heaps.add(ours.heap() / 1024.0 / 1024.0);
        }

        double p99() {
            return Numbers.median(p99s);
        }

        double heap() {
            return Numbers.median(heaps);
        }
    }
}
