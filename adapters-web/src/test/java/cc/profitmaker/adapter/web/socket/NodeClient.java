package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The npm client library, as it is, driven by Node beside the build's own files. */
public final class NodeClient implements AutoCloseable {
    private static final String SOURCE = "/socketio-client/";
    private static final Path HOME = Path.of("target/socketio-client");
    private static final List<String> FILES =
            List.of("package.json", "talk.mjs", "live.mjs", "paper.mjs", "outlasting.mjs");
    private static final String LOCK = "package-lock.json";
    private static final Duration TO_INSTALL = Duration.ofMinutes(3);

    /** Less than a client takes to notice that nobody answers: that would be no talk. */
    private static final Duration TO_TALK = Duration.ofSeconds(30);

    private final Process process;
    private final Path said;

    private NodeClient(List<String> command) {
        try {
            said = Files.createTempFile(HOME, "said-", ".txt");
            process =
                    new ProcessBuilder(command)
                            .directory(HOME.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has it installed what its lock file says, and nothing else. */
    public static synchronized void install() {
        try {
            Files.createDirectories(HOME);
            for (String file : FILES) {
                Files.write(HOME.resolve(file), resource(file));
            }
            Path installed = HOME.resolve(LOCK);
            byte[] locked = resource(LOCK);
            boolean same =
                    Files.exists(installed)
                            && Files.exists(HOME.resolve("node_modules/socket.io-client"))
                            && Arrays.equals(locked, Files.readAllBytes(installed));
            if (!same) {
                Files.write(installed, locked);
                var install = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
                try (var npm = new NodeClient(install)) {
                    npm.end(TO_INSTALL);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream found = NodeClient.class.getResourceAsStream(SOURCE + file)) {
            if (found == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return found.readAllBytes();
        }
    }

    /** Runs a script of ours beside the library. */
    public static NodeClient run(String script, String... arguments) {
        var command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return new NodeClient(command);
    }

    /** Waits until it has said that line. */
    public void awaits(String line) {
        long end = System.nanoTime() + TO_TALK.toNanos();
        while (!output().lines().toList().contains(line)) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as("says " + line + ": " + output())
                    .isTrue();
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for its good end; all it said. */
    public String end() {
        return end(TO_TALK);
    }

    private String end(Duration limit) {
        try {
            assertThat(process.waitFor(limit.toSeconds(), TimeUnit.SECONDS))
                    .as("ends in time: " + output())
                    .isTrue();
            assertThat(process.exitValue()).as(output()).isZero();
            return output();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String output() {
        try {
            return Files.readString(said, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
