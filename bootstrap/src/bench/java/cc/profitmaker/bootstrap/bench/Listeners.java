package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The load process, from outside. */
record Listeners(Child process) {
    static Listeners start(Workbench bench) {
        return new Listeners(bench.talk(CrowdProcess.class));
    }

    /** Returns when all of them hear what is told. */
    void join(Broadcast broadcast, int count) throws IOException {
        done(
                "join %s %s %d %d %s",
                broadcast.name(),
                broadcast.door(),
                broadcast.port(),
                count,
                broadcast.tokens().isEmpty() ? "-" : String.join(",", broadcast.tokens()));
    }

    void leave(Broadcast broadcast) throws IOException {
        done("leave %s", broadcast.name());
    }

    /** Writes the next message that is told to a file. */
    void sample(Broadcast broadcast, Path file) throws IOException {
        done("sample %s %s", broadcast.name(), file);
    }

    void clear(Broadcast broadcast) throws IOException {
        done("clear %s", broadcast.name());
    }

    /** What was heard since it was cleared, once it is so much, or after a while. */
    Tally.Counted count(Broadcast broadcast, long wanted) throws IOException {
        return Tally.Counted.read(ask("count %s %d", broadcast.name(), wanted));
    }

    /** One more listener, to that many topics and to none of the others', counted apart. */
    void joinGreedy(Broadcast broadcast, int topics) throws IOException {
        done("greedy %s %d", broadcast.name(), topics);
    }

    /** That one stops reading. */
    void stall(Broadcast broadcast) throws IOException {
        done("stall %s", broadcast.name());
    }

    /** It reads again: what it hears of what it was told meanwhile. Then it leaves. */
    Tally.Counted resume(Broadcast broadcast) throws IOException {
        return Tally.Counted.read(ask("resume %s", broadcast.name()));
    }

    /** So many connect, subscribe, and are gone without a word, some of them at a time. */
    void churn(Broadcast broadcast, int cycles, int atOnce) throws IOException {
        String answer = ask("churn %s %d %d", broadcast.name(), cycles, atOnce);
        if (!answer.equals(cycles + " 0")) {
            throw new IllegalStateException("cycles and early ends: " + answer);
        }
    }

    private void done(String command, Object... values) throws IOException {
        String answer = ask(command, values);
        if (!answer.equals("done")) {
            throw new IllegalStateException(command + ": " + answer);
        }
    }

    // As in Numbers: the annotation it asks for is worth no dependency.
    @SuppressWarnings("AnnotateFormatMethod")
    private String ask(String command, Object... values) throws IOException {
        return process.ask(Numbers.format(command, values));
    }
}
