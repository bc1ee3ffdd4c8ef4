package cc.profitmaker.adapter.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server process that {@code postmaster.pid} in a data directory tells of. Lines of that file,
 * as PostgreSQL's {@code pidfile.h} has them: process id, directory, start time, port, socket
 * directory, address, shared memory, and {@code ready} once connections are taken.
 */
record Postmaster(Path file, long pid, int port, boolean ready) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Empty when no server wrote one, or one is just being written. */
    static Optional<Postmaster> of(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < 4) {
                return Optional.empty();
            }
            boolean ready = lines.size() >= 8 && lines.get(7).startsWith("ready");
            return Optional.of(
                    new Postmaster(
                            file,
                            Long.parseLong(lines.get(0).strip()),
                            Integer.parseInt(lines.get(3).strip()),
                            ready));
        } catch (NoSuchFileException | NumberFormatException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StartRefused("cannot read " + file, e);
        }
    }

    /**
     * Ends a server that outlived the process that started it, so that the next one can have its
     * data. Removes the file when its process id meanwhile belongs to another program, which
     * PostgreSQL would take for its own.
     */
    static void endLeftOver(Path data) {
        of(data).ifPresent(Postmaster::end);
    }

    private void end() {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return;
        }
        Optional<String> program = process.get().info().command();
        if (program.isPresent() && !program.get().endsWith("/postgres")) {
            remove();
            return;
        }
        signal("INT");
        if (!endsWithin(process.get(), PATIENCE)) {
            signal("QUIT");
            if (!endsWithin(process.get(), PATIENCE)) {
                throw new StartRefused(
                        "the PostgreSQL with process id " + pid + " does not end: stop it by hand");
            }
        }
    }

    /** INT is PostgreSQL's fast shutdown, QUIT the immediate one that its log recovers from. */
    private void signal(String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new StartRefused("cannot stop the PostgreSQL with process id " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("interrupted while stopping a left-over PostgreSQL", e);
        }
    }

    private static boolean endsWithin(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("interrupted while stopping a left-over PostgreSQL", e);
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StartRefused("cannot remove the stale " + file, e);
        }
    }
}
