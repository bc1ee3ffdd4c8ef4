package cc.profitmaker.bootstrap.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A JVM started for a measurement; all of them with the same settings. */
final class Child implements AutoCloseable {
    /** What a program needs of our environment; no configuration of the user's server. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "LANG");

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Runs what follows {@code java} and its settings; what it says goes to a file. */
    static Child logging(Path scratch, Map<String, String> environment, List<String> program) {
        ProcessBuilder builder = builder(scratch, program);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(scratch.resolve("child.log").toFile()));
        return start(builder);
    }

    /** Runs one of our own mains, to be talked with; it ends when its input does. */
    static Child talking(Path scratch, Class<?> main, String... args) {
        List<String> program = new ArrayList<>();
        program.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        program.addAll(List.of(args));
        return start(
                builder(scratch, program)
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(
                                        scratch.resolve("child.log").toFile())));
    }

    /** Runs another program in its folder, to be talked with; it ends when its input does. */
    static Child talking(Path scratch, Path folder, List<String> program) {
        var builder = new ProcessBuilder(program).directory(folder.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        return start(
                builder.redirectError(
                        ProcessBuilder.Redirect.appendTo(scratch.resolve("child.log").toFile())));
    }

    private static ProcessBuilder builder(Path scratch, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djava.io.tmpdir=" + scratch.resolve("tmp"));
        command.addAll(program);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(INHERITED);
        return builder;
    }

    private static Child start(ProcessBuilder builder) {
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time so far, of this process alone. */
    long cpuNanos() {
        return process.toHandle().info().totalCpuDuration().orElseThrow().toNanos();
    }

    String readLine() throws IOException {
        BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        String line = in.readLine();
        if (line == null) {
            throw new IllegalStateException("a child ended early; see child.log");
        }
        return line;
    }

    String ask(String line) throws IOException {
        say(line);
        return readLine();
    }

    /** Its answer is to be read later. */
    void say(String line) throws IOException {
        var out = process.outputWriter(StandardCharsets.UTF_8);
        out.write(line + "\n");
        out.flush();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** In order, as SIGTERM asks; by force after 30 s. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
