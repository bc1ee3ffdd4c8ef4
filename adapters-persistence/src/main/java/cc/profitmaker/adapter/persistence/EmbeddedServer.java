package cc.profitmaker.adapter.persistence;

import cc.profitmaker.domain.credential.Secret;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * Our own PostgreSQL: durable, on the loopback address only, closed to whoever has no password, and
 * used by the application through a role that owns nothing.
 */
final class EmbeddedServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    static final String DATABASE = "profitmaker";
    static final String SUPERUSER = "postgres";
    static final String OWNER = "profitmaker_owner";
    static final String APPLICATION = "profitmaker_app";

    private static final String ACCESS =
            """
            # Written anew at every start. Nobody enters without a password, this machine's users included.
            host all all 127.0.0.1/32 scram-sha-256
            """;
    private static final long LOG_LIMIT = 10L << 20;

    private final DataHome home;
    private final int port;
    private final Optional<Running> running;

    /** What only the process that started the server has. */
    private record Running(EmbeddedPostgres postgres, DataHome.Lock lock) {}

    private EmbeddedServer(DataHome home, int port, Optional<Running> running) {
        this.home = home;
        this.port = port;
        this.running = running;
    }

    /** Starts the server of this home; refuses when another process has it. */
    static EmbeddedServer start(DataHome home) {
        return start(
                home,
                home.tryLock()
                        .orElseThrow(
                                () ->
                                        new StartRefused(
                                                "another server is running on "
                                                        + home
                                                        + ": stop it first, or set another"
                                                        + " PROFITMAKER_HOME")));
    }

    /** Starts the server of this home, or joins the one that another process runs there. */
    static EmbeddedServer join(DataHome home) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            Optional<DataHome.Lock> lock = home.tryLock();
            if (lock.isPresent()) {
                return start(home, lock.get());
            }
            Optional<Postmaster> found = Postmaster.of(home.data()).filter(Postmaster::ready);
            if (found.isPresent() && !Files.exists(home.unfinished())) {
                return new EmbeddedServer(home, found.get().port(), Optional.empty());
            }
            pause();
        }
        throw new StartRefused(
                "the server that runs on " + home + " does not get its database ready");
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("interrupted while waiting for the database", e);
        }
    }

    private static EmbeddedServer start(DataHome home, DataHome.Lock lock) {
        EmbeddedPostgres postgres = null;
        try {
            prepare(home);
            postgres = launch(home);
            var server =
                    new EmbeddedServer(
                            home, postgres.getPort(), Optional.of(new Running(postgres, lock)));
            server.makeRoles();
            Files.deleteIfExists(home.unfinished());
            return server;
        } catch (IOException | SQLException | RuntimeException e) {
            if (postgres != null) {
                stop(postgres, home);
            }
            lock.close();
            throw e instanceof StartRefused refused
                    ? refused
                    : new StartRefused(
                            "the embedded PostgreSQL does not start; " + home.log() + " says why",
                            e);
        }
    }

    private static void prepare(DataHome home) throws IOException {
        Postmaster.endLeftOver(home.data());
        if (Files.exists(home.unfinished())) {
            // Somebody pulled the plug while the cluster was being made: nothing is in it yet.
            deleteTree(home.data());
        }
        if (!Files.exists(home.data().resolve("PG_VERSION"))) {
            home.markUnfinished();
            home.makePassword();
        }
        if (Files.exists(home.log()) && Files.size(home.log()) > LOG_LIMIT) {
            Files.delete(home.log());
        }
    }

    private static EmbeddedPostgres launch(DataHome home) throws IOException {
        // Under the temporary directory, its default, others could plant files for it to run.
        System.setProperty("ot.epg.working-dir", home.binaries().toString());
        DetectionScript.runAndDelete();
        return EmbeddedPostgres.builder()
                .setDataDirectory(home.data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(Redirect.appendTo(home.log().toFile()))
                // Whatever follows "-A trust" on initdb's command line overrides it; these do.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", home.passwordFile().toString())
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setDataDirectoryCustomizer(data -> writeAccess(data.toPath()))
                .setConnectConfig("password", home.password().reveal())
                .setConnectConfig("connectTimeout", "3")
                // Only ever listens where the access file lets anybody in.
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("password_encryption", "scram-sha-256")
                // The library is made for tests and switches durability off.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "60")
                // No statement and no value of one ever gets into the log.
                .setServerConfig("log_min_error_statement", "panic")
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_checkpoints", "off")
                .start();
    }

    private static void writeAccess(Path data) {
        try {
            Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeRoles() throws SQLException {
        try (Connection connection =
                        endpoint(SUPERUSER, SUPERUSER)
                                .dataSource(Duration.ofSeconds(30))
                                .getConnection();
                Statement statement = connection.createStatement()) {
            for (String role : new String[] {OWNER, APPLICATION}) {
                if (isMissing(statement, "pg_roles WHERE rolname = '" + role + "'")) {
                    statement.execute("CREATE ROLE " + role + " NOINHERIT");
                }
                statement.execute(
                        "ALTER ROLE "
                                + role
                                + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
                                + " NOBYPASSRLS");
                // Hashed here: the password itself never travels in a statement.
                connection
                        .unwrap(PGConnection.class)
                        .alterUserPassword(
                                role, home.password(role).reveal().toCharArray(), "scram-sha-256");
            }
            if (isMissing(statement, "pg_database WHERE datname = '" + DATABASE + "'")) {
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
            }
            statement.execute(
                    "REVOKE ALL ON DATABASE postgres, template1, " + DATABASE + " FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE " + DATABASE + " TO " + APPLICATION);
        }
    }

    private static boolean isMissing(Statement statement, String fromWhere) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM " + fromWhere)) {
            return !found.next();
        }
    }

    Endpoint owner() {
        return endpoint(DATABASE, OWNER);
    }

    Endpoint application() {
        return endpoint(DATABASE, APPLICATION);
    }

    private Endpoint endpoint(String database, String role) {
        Secret password = role.equals(SUPERUSER) ? home.password() : home.password(role);
        return Endpoint.local(port, database, role, password);
    }

    int port() {
        return port;
    }

    /** Stops the server if it was started here, after which others may have the home. */
    @Override
    public void close() {
        running.ifPresent(
                own -> {
                    stop(own.postgres(), home);
                    own.lock().close();
                });
    }

    private static void stop(EmbeddedPostgres postgres, DataHome home) {
        try {
            postgres.close();
            // The library waits 5 s and then gives up; a slow disk may want longer for the last
            // writes.
            Postmaster.endLeftOver(home.data());
        } catch (IOException | StartRefused e) {
            LOG.error("The embedded PostgreSQL did not stop", e);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                            throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
