package cc.profitmaker.bootstrap.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code mvn -Pbench verify}: runs every benchmark and prints one table, in {@code target/bench.md}
 * too. The servers measured are processes of their own; this one sends the load. A new row is one
 * more entry in {@link #ALL}.
 */
public final class Bench {
    private static final List<Map.Entry<String, Benchmark>> ALL =
            List.of(
                    Map.entry("session", new SessionCalls()),
                    Map.entry("storm", new LoginStorm()),
                    Map.entry("ticker", new TickerCalls()),
                    Map.entry("shared", new SharedTickers()),
                    Map.entry("sso", new SsoCalls()),
                    Map.entry("vault", new VaultReads()),
                    Map.entry("order", new OrderCalls()),
                    Map.entry("fanout", new FanOut()),
                    Map.entry("fanout-crowd", new BigCrowd()),
                    Map.entry("fanout-stall", new StalledReader()),
                    Map.entry("fanout-churn", new ComingAndGoing()),
                    Map.entry("page", new PageInBrowser()),
                    Map.entry("start", new Starts()));

    private Bench() {}

    /**
     * Measures and tells.
     *
     * @param args the build directory, then the names of those wanted, or all
     */
    public static void main(String[] args) throws Exception {
        Path target = Path.of(args[0]).toAbsolutePath();
        List<String> wanted = List.of(args).subList(1, args.length);
        PrintStream out = System.out;
        long started = System.nanoTime();
        double before = load();
        List<String> lines = new ArrayList<>();
        try (var bench = Workbench.open(target)) {
            for (var each : ALL) {
                if (wanted.stream().anyMatch(name -> isMeant(each.getKey(), name))) {
                    out.println("measuring " + each.getKey());
                    measure(each, bench)
                            .forEach(
                                    row -> {
                                        out.println(row.markdown());
                                        lines.add(row.markdown());
                                    });
                }
            }
        }
        String report = report(lines, before, Duration.ofNanos(System.nanoTime() - started));
        Files.writeString(target.resolve("bench.md"), report);
        out.println();
        out.print(report);
        out.flush();
    }

    /** {@code fanout} means {@code fanout-churn} too. */
    private static boolean isMeant(String benchmark, String wanted) {
        return wanted.equals("all")
                || benchmark.equals(wanted)
                || benchmark.startsWith(wanted + "-");
    }

    /** One that breaks is a row of its own: the others have cost minutes. */
    private static List<Row> measure(Map.Entry<String, Benchmark> each, Workbench bench)
            throws InterruptedException {
        try {
            return each.getValue().run(bench);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return List.of(Row.stated(each.getKey(), "broke: " + e));
        }
    }

    private static String report(List<String> rows, double loadBefore, Duration took) {
        return "| what | goal | measured | |\n| --- | --- | --- | --- |\n"
                + String.join("\n", rows)
                + "\n\n"
                + machine()
                + Numbers.format(
                        "; load average %.1f before and %.1f after; took %d s.%n",
                        loadBefore, load(), took.toSeconds());
    }

    private static String machine() {
        return Numbers.format(
                "%d cores, %s %s, JDK %s (%s)",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.vm.version"),
                System.getProperty("java.vm.vendor"));
    }

    /** What else the machine was doing; negative where the system does not say. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
