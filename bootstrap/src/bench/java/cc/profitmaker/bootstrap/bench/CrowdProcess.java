package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * The load: crowds of listeners, all on one thread. Answers each line that it reads, when it is
 * done, with one line; ends with its standard input.
 */
final class CrowdProcess {
    private static final Duration LONGEST_COUNT = Duration.ofSeconds(5);
    private static final Duration CATCHING_UP = Duration.ofSeconds(3);
    private static final int SMALL_BUFFER = 256 * 1024;
    private static final String TOLD = "BTC/USDT";
    private static final String DONE = "done";

    private final Selector selector;
    private final Map<String, Crowd> crowds = new HashMap<>();
    private final Map<String, Ear> greedy = new HashMap<>();
    private final Tally greedyTally = new Tally();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private CrowdProcess(Selector selector) {
        this.selector = selector;
    }

    /** Looked at after everything that happens, until there is an answer. */
    interface Pending {
        Optional<String> answer() throws IOException;
    }

    /** Listens. */
    public static void main(String[] args) throws Exception {
        var process = new CrowdProcess(Selector.open());
        Thread.ofPlatform().daemon().start(process::readLines);
        process.run();
        System.exit(0);
    }

    private void readLines() {
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                asked.add(line);
                selector.wakeup();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            over = true;
            selector.wakeup();
        }
    }

    private void run() throws IOException {
        PrintStream out = System.out;
        Optional<Pending> pending = Optional.empty();
        while (!over) {
            selector.select(CrowdProcess::readable, 100);
            if (pending.isEmpty() && !asked.isEmpty()) {
                pending = Optional.of(obey(asked.remove()));
            }
            if (pending.isPresent()) {
                Optional<String> answer = pending.get().answer();
                if (answer.isPresent()) {
                    out.println(answer.get());
                    out.flush();
                    pending = Optional.empty();
                }
            }
        }
    }

    private static void readable(SelectionKey key) {
        var seat = (Crowd.Seat) key.attachment();
        try {
            seat.crowd().read(key, seat.ear());
        } catch (IOException e) {
            throw new UncheckedIOException("the load broke off", e);
        }
    }

    private Pending obey(String line) throws IOException {
        String[] words = line.split(" ", -1);
        String name = words[1];
        return switch (words[0]) {
            case "join" -> join(name, words);
            case "leave" -> {
                crowds.remove(name).leave();
                yield () -> Optional.of(DONE);
            }
            case "clear" -> {
                crowds.get(name).tally().clear();
                yield () -> Optional.of(DONE);
            }
            case "count" -> count(crowds.get(name), Long.parseLong(words[2]));
            case "sample" -> sample(crowds.get(name), Path.of(words[2]));
            case "greedy" -> greedy(name, Integer.parseInt(words[2]));
            case "stall" -> {
                greedyTally.clear();
                crowds.get(name).listen(greedy.get(name), false);
                yield () -> Optional.of(DONE);
            }
            case "resume" -> resume(name);
            case "churn" ->
                    new Churn(
                            crowds.get(name),
                            Integer.parseInt(words[2]),
                            Integer.parseInt(words[3]));
            default -> throw new IOException("not understood: " + line);
        };
    }

    private Pending join(String name, String[] words) throws IOException {
        var crowd =
                new Crowd(
                        selector,
                        Door.valueOf(words[2]),
                        Integer.parseInt(words[3]),
                        words[5].equals("-") ? List.of() : List.of(words[5].split(",", -1)));
        crowds.put(name, crowd);
        int wanted = Integer.parseInt(words[4]);
        int[] joined = {0};
        return () -> {
            // A few at a time: who has come in first has something to read meanwhile.
            for (int i = 0; i < 10 && joined[0] < wanted; i++) {
                joined[0]++;
                crowd.join(List.of(TOLD), crowd.tally(), 0);
            }
            if (joined[0] < wanted) {
                selector.wakeup();
            }
            return joined[0] == wanted && crowd.isListening()
                    ? Optional.of(DONE)
                    : Optional.empty();
        };
    }

    private static Pending count(Crowd crowd, long wanted) {
        long end = System.nanoTime() + LONGEST_COUNT.toNanos();
        return () ->
                crowd.tally().heard() >= wanted || System.nanoTime() > end
                        ? Optional.of(crowd.tally().line(crowd.left()))
                        : Optional.empty();
    }

    private static Pending sample(Crowd crowd, Path file) {
        Ear ear = crowd.first();
        ear.keepNewest(true);
        return () -> {
            if (ear.newest().length == 0) {
                return Optional.empty();
            }
            ear.keepNewest(false);
            Files.write(file, ear.newest());
            return Optional.of(DONE);
        };
    }

    /** One more in the crowd, who listens to so much that no system's buffers hold it for long. */
    private Pending greedy(String name, int topics) throws IOException {
        List<String> symbols = IntStream.range(0, topics).mapToObj(n -> "G" + n + "/USDT").toList();
        Ear ear = crowds.get(name).join(symbols, greedyTally, SMALL_BUFFER);
        greedy.put(name, ear);
        return () -> ear.isListening() ? Optional.of(DONE) : Optional.empty();
    }

    /** It reads again, and leaves when it has caught up. */
    private Pending resume(String name) {
        Crowd crowd = crowds.get(name);
        Ear ear = greedy.remove(name);
        crowd.listen(ear, true);
        long end = System.nanoTime() + CATCHING_UP.toNanos();
        return () -> {
            if (System.nanoTime() < end) {
                return Optional.empty();
            }
            crowd.drop(ear);
            return Optional.of(greedyTally.line(crowd.left()));
        };
    }
}
