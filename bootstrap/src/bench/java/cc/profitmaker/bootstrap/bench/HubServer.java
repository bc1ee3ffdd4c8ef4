package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Our web server with the hub. Prints its port and the tokens of its users in one line, then one
 * line for each line that it reads: what came of {@code tell}, the {@code heap} after a collection
 * in bytes, how many {@code upstreams} are open. Ends with its standard input.
 */
final class HubServer {
    private static final int USERS = 60;

    private HubServer() {}

    /** Serves. */
    public static void main(String[] args) throws Exception {
        var feed = new MarkedFeed(Upstream.BINANCE.get("/api/v3/ticker/24hr"));
        var core = new HubCore();
        var line = new StringBuilder().append(core.start(feed).port());
        for (int user = 0; user < USERS; user++) {
            line.append(' ').append(core.token(user));
        }
        var checks = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().factory());
        var _ =
                checks.scheduleWithFixedDelay(
                        core.audience()::check, 0, 500, TimeUnit.MILLISECONDS);
        PrintStream out = System.out;
        out.println(line);
        out.flush();
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String asked = in.readLine(); asked != null; asked = in.readLine()) {
            out.println(answer(asked, feed));
            out.flush();
        }
        System.exit(0);
    }

    private static long answer(String asked, MarkedFeed feed) throws InterruptedException {
        return switch (asked) {
            case "heap" -> heapInUse();
            case "upstreams" -> feed.upstreams();
            default -> {
                Pace pace = Pace.read(asked);
                pace.run(feed::tell);
                yield pace.count();
            }
        };
    }

    /** The second collection takes what cleaners let go of after the first. */
    private static long heapInUse() throws InterruptedException {
        System.gc();
        Thread.sleep(500);
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
