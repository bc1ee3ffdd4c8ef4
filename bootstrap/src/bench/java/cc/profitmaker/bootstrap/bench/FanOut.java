package cc.profitmaker.bootstrap.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to tell 500 sockets 20 messages a second, against Socket.IO on Node.js and against
 * a bare Jetty, the same payload without compression, every message counted where it arrives.
 */
final class FanOut implements Benchmark {
    private static final int SOCKETS = 500;
    private static final int ROUNDS = 5;
    private static final Pace WARM_UP = new Pace(100, 12_000);
    private static final Pace ROUND = new Pace(20, 6_000);

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Listeners listeners = Listeners.start(bench);
        Broadcast ours = Broadcast.ours(bench);
        listeners.join(ours, SOCKETS);
        var sample = Broadcast.Sample.of(ours, listeners, bench);
        Broadcast node = Broadcast.node(bench, sample.data());
        Broadcast jetty = Broadcast.jetty(bench, sample.whole());
        listeners.join(node, SOCKETS);
        listeners.join(jetty, SOCKETS);
        for (Broadcast each : List.of(ours, node, jetty)) {
            Telling.of(each, listeners, SOCKETS, WARM_UP);
        }
        List<Telling> ourRounds = new ArrayList<>();
        List<Telling> nodeRounds = new ArrayList<>();
        List<Telling> jettyRounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ourRounds.add(Telling.of(ours, listeners, SOCKETS, ROUND));
            nodeRounds.add(Telling.of(node, listeners, SOCKETS, ROUND));
            jettyRounds.add(Telling.of(jetty, listeners, SOCKETS, ROUND));
        }
        for (Broadcast each : List.of(ours, node, jetty)) {
            each.process().close();
        }
        listeners.process().close();
        return List.of(
                against(0.9, ourRounds, nodeRounds, "Socket.IO on Node.js"),
                against(1.4, ourRounds, jettyRounds, "bare Jetty"),
                share(ourRounds));
    }

    private static Row against(
            double goal, List<Telling> ours, List<Telling> others, String whose) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ratios.add(ours.get(round).cpuMicros() / others.get(round).cpuMicros());
        }
        return Row.atMost(
                goal,
                Numbers.median(ratios),
                "20 messages/s to 500 sockets of `/ws`, CPU a delivered message, ours / " + whose,
                Numbers.format(
                        "(%.1f µs / %.1f µs; rounds: %s)",
                        cpu(ours), cpu(others), Numbers.each(ratios, "%.2f")));
    }

    private static double cpu(List<Telling> rounds) {
        return Numbers.median(rounds.stream().map(Telling::cpuMicros).toList());
    }

    private static Row share(List<Telling> rounds) {
        List<Double> shares = rounds.stream().map(Telling::share).toList();
        Tally.Counted last = rounds.getLast().counted();
        return Row.atMost(
                60,
                Numbers.median(shares),
                " %",
                "the same, share of a core",
                Numbers.format(
                        "(all %d messages of %d bytes delivered in each round, p99 after %.1f ms;"
                                + " rounds: %s)",
                        last.heard(),
                        last.length(),
                        last.p99Micros() / 1e3,
                        Numbers.each(shares, "%.0f")));
    }
}
