package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The npm client library, as it is, driven by Node beside the build's own files. */
final class NodeClient {
    private static final Path SOURCE = Path.of("src/test/client");
    private static final Path HOME = Path.of("target/socketio-client");
    private static final List<String> FILES = List.of("package.json", "talk.mjs");
    private static final String LOCK = "package-lock.json";

    private static final Duration TO_INSTALL = Duration.ofMinutes(3);

    /** Less than a client takes to notice that nobody answers: that would be no talk. */
    private static final Duration TO_TALK = Duration.ofSeconds(30);

    private NodeClient() {}

    /** Has it installed what its lock file says, and nothing else. */
    static void install() {
        try {
            Files.createDirectories(HOME);
            for (String file : FILES) {
                Files.copy(
                        SOURCE.resolve(file),
                        HOME.resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Path installed = HOME.resolve(LOCK);
            boolean same =
                    Files.exists(installed)
                            && Files.exists(HOME.resolve("node_modules/socket.io-client"))
                            && Files.mismatch(SOURCE.resolve(LOCK), installed) < 0;
            if (!same) {
                Files.copy(SOURCE.resolve(LOCK), installed, StandardCopyOption.REPLACE_EXISTING);
                run(
                        List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                        TO_INSTALL);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String talk(String... arguments) {
        var command = new ArrayList<>(List.of("node", "talk.mjs"));
        command.addAll(List.of(arguments));
        return run(command, TO_TALK);
    }

    private static String run(List<String> command, Duration limit) {
        Path said = HOME.resolve("said-" + command.getLast().replaceAll("[^a-z]", "") + ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(HOME.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            String output = Files.readString(said, StandardCharsets.UTF_8);
            assertThat(ended).as("ends in time: " + output).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
