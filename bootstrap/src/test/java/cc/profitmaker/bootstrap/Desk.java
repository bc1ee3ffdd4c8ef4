package cc.profitmaker.bootstrap;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A home of its own for a test class, and servers on it; all of it gone afterwards. */
final class Desk implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private Path home;
    private final List<Server> running = new ArrayList<>();

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Logging.configure(
                new Config.Logs(Optional.of(Config.LogFormat.TEXT), Config.LogLevel.WARN));
        home = Files.createTempDirectory(Path.of("target"), "desk-").toAbsolutePath();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        running.forEach(Server::close);
        running.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        delete(home);
    }

    Path home() {
        return home;
    }

    Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PROFITMAKER_HOME", home.toString());
        environment.put("PORT", "0");
        environment.putAll(more);
        return environment;
    }

    Server start() {
        return start(Map.of());
    }

    Server start(Map<String, String> more) {
        Server server = Server.start(Config.from(environment(more)));
        running.add(server);
        return server;
    }

    static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (var files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
