package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How far it goes: 1,000 sockets, 50 messages a second; and what a socket takes of the heap. */
final class BigCrowd implements Benchmark {
    private static final int SOCKETS = 1_000;
    private static final int ROUNDS = 3;
    private static final Pace WARM_UP = new Pace(50, 10_000);
    private static final Pace ROUND = new Pace(50, 6_000);
    private static final Pace FIRST = new Pace(50, 1_000);

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Listeners listeners = Listeners.start(bench);
        Broadcast ours = Broadcast.ours(bench);
        // What is made once, for whoever is the first, is nobody's share.
        listeners.join(ours, 20);
        Telling.of(ours, listeners, 20, FIRST);
        listeners.leave(ours);
        ours.awaitUpstreams(0);
        long before = ours.heap();
        listeners.join(ours, SOCKETS);
        Telling.of(ours, listeners, SOCKETS, FIRST);
        long perSocket = (ours.heap() - before) / SOCKETS;

        Row told = told(ours, listeners);
        listeners.process().close();
        ours.process().close();
        return List.of(
                told,
                Row.stated(
                        "heap a socket with one subscription, of 1,000",
                        Numbers.format("**%.1f KiB** after a collection", perSocket / 1024.0)));
    }

    private static Row told(Broadcast ours, Listeners listeners) throws IOException {
        Telling.of(ours, listeners, SOCKETS, WARM_UP);
        List<Double> micros = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        List<Double> p99s = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Telling telling = Telling.of(ours, listeners, SOCKETS, ROUND);
            micros.add(telling.cpuMicros());
            shares.add(telling.share());
            p99s.add(telling.counted().p99Micros() / 1e3);
        }
        return Row.stated(
                "50 messages/s to 1,000 sockets of `/ws`, CPU a delivered message",
                Numbers.format(
                        "**%.1f µs**, %.0f %% of a core (every message delivered, p99 after %.0f ms;"
                                + " rounds: %s)",
                        Numbers.median(micros),
                        Numbers.median(shares),
                        Numbers.median(p99s),
                        Numbers.each(micros, "%.1f")));
    }
}
