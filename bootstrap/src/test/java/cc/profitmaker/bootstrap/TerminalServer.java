package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.auth.testing.StandInAuthService;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One server with an auth service beside it for all walks that need none of their own; it takes
 * everybody in, so each walk brings its own people.
 */
final class TerminalServer implements BeforeAllCallback {
    static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String SECRET = "internal-secret-of-the-walks";

    private Running running;

    private record Running(
            StandInAuthService auth, Server server, Map<String, String> environment, Path home)
            implements AutoCloseable {
        static Running start(SharedPostgres postgres) {
            try {
                Logging.configure(
                        new Config.Logs(Optional.of(Config.LogFormat.TEXT), Config.LogLevel.WARN));
                Path home = Files.createTempDirectory(Path.of("target"), "walks-");
                StandInAuthService auth = StandInAuthService.start(SECRET);
                Map<String, String> environment = new HashMap<>(postgres.freshDatabase("walks"));
                environment.put("PROFITMAKER_HOME", home.toAbsolutePath().toString());
                environment.put("PORT", "0");
                environment.put("ALLOW_REGISTRATION", "true");
                environment.put("VAULT_MASTER_KEY", MASTER_KEY);
                environment.put("AUTH_URL", auth.url().toString());
                environment.put("AUTH_INTERNAL_SECRET", SECRET);
                // Whoever looks at all markets must not wait for exchanges that a test cannot
                // reach.
                for (String exchange : List.of("BINANCE", "KRAKEN", "KUCOIN", "KUCOINFUTURES")) {
                    environment.put("EXCHANGE_" + exchange + "_URL", "http://127.0.0.1:9");
                }
                return new Running(auth, Server.start(Config.from(environment)), environment, home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            server.close();
            auth.close();
            Desk.delete(home);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var postgres = new SharedPostgres();
        postgres.beforeAll(context);
        running =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .getOrComputeIfAbsent(
                                Running.class, _ -> Running.start(postgres), Running.class);
    }

    URI url() {
        return running.server().url();
    }

    StandInAuthService auth() {
        return running.auth();
    }

    /** Speaks as somebody new who looks after the server and has a paper account. */
    Client operator(String email) {
        Client operator = Walks.registered(client(), email);
        Walks.paperAccount(operator, "key-" + Integer.toHexString(email.hashCode()), "Paper");
        assertThat(
                        Main.commandLine(running.environment())
                                .execute("user", "role", email, "operator"))
                .isEqualTo(Exit.OK);
        return operator;
    }

    /** Without a browser, for what is not the walk's matter. */
    Client client() {
        return Client.of(url());
    }
}
