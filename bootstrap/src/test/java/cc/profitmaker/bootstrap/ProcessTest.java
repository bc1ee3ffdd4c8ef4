package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as its user runs it: a process of its own, killed and stopped. */
final class ProcessTest {
    @RegisterExtension static final Desk DESK = new Desk();

    private static final String ANN =
            Client.credentials("ann@example.org", "correct horse battery");

    private static Process serve(int port, Path log) throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve");
        builder.environment().putAll(DESK.environment(Map.of("PORT", Integer.toString(port))));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return builder.start();
    }

    private static void awaitReady(Process process, int port) {
        var http = Config.from(Map.of("PORT", Integer.toString(port))).http();
        Eventually.within(
                60,
                () -> {
                    assertThat(process.isAlive()).isTrue();
                    return Probe.ask(http) == Probe.Answer.READY;
                });
    }

    @Test
    void a_killed_server_starts_again_at_once_and_has_lost_nothing() throws Exception {
        int port = Ports.free();
        Path log = DESK.home().resolve("serve.log");
        List<Process> started = new ArrayList<>();
        try {
            Process first = serve(port, log);
            started.add(first);
            awaitReady(first, port);
            Client client = Client.of(URI.create("http://127.0.0.1:" + port));
            String token = client.post("/api/auth/register", ANN).at("/token").asText();

            first.destroyForcibly().waitFor();
            Process second = serve(port, log);
            started.add(second);
            awaitReady(second, port);

            assertThat(client.with(token).get("/api/auth/me").status()).isEqualTo(200);

            second.destroy();
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(143);
            assertThat(DESK.home().resolve("pg").resolve("postmaster.pid")).doesNotExist();
            assertThat(Files.readString(log)).doesNotContain("ERROR").doesNotContain(token);
        } finally {
            started.forEach(Process::destroy);
        }
    }
}
