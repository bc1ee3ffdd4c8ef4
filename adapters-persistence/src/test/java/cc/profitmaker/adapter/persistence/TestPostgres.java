package cc.profitmaker.adapter.persistence;

import cc.profitmaker.domain.credential.Secret;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import javax.sql.DataSource;

/**
 * One embedded PostgreSQL for all test classes of a run, its tables empty before each test, and two
 * replicas of the application on it.
 */
final class TestPostgres implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private Server server;
    private final List<Database> opened = new ArrayList<>();
    private final List<String> made = new ArrayList<>();

    private record Server(Path home, EmbeddedServer postgres, Database a, Database b)
            implements AutoCloseable {

        static Server start() {
            try {
                Path home = Files.createTempDirectory(Path.of("target"), "home-");
                EmbeddedServer postgres = EmbeddedServer.start(DataHome.at(home));
                var config = new DatabaseConfig.Embedded(home);
                return new Server(home, postgres, Database.attach(config), Database.attach(config));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            b.close();
            a.close();
            postgres.close();
            Scratch.delete(home);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .getOrComputeIfAbsent(Server.class, _ -> Server.start(), Server.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        StoreContracts.empty(superuser());
        eventually(() -> a().hearsOfChanges() && b().hearsOfChanges());
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        opened.forEach(Database::close);
        opened.clear();
        for (String name : made) {
            drop(name);
        }
        made.clear();
    }

    /** One replica. */
    Database a() {
        return server.a();
    }

    /** Another replica on the same database. */
    Database b() {
        return server.b();
    }

    /** One more replica, as another process would be; closed after the test. */
    Database open() {
        Database database = another();
        opened.add(database);
        return database;
    }

    /** As {@link #open}, closed by whoever asked for it. */
    Database another() {
        return Database.attach(new DatabaseConfig.Embedded(server.home()));
    }

    int port() {
        return server.postgres().port();
    }

    Path home() {
        return server.home();
    }

    DataSource superuser() {
        return source(EmbeddedServer.DATABASE);
    }

    private DataSource source(String database) {
        return Endpoint.local(
                        port(),
                        database,
                        EmbeddedServer.SUPERUSER,
                        DataHome.at(server.home()).password())
                .dataSource(Duration.ofSeconds(20));
    }

    DataSource application() {
        return server.postgres().application().dataSource(Duration.ofSeconds(20));
    }

    /**
     * An empty database of its own and the URL under which one role owns all of it; both are gone
     * after the test.
     */
    Secret emptyDatabase(String name) throws SQLException {
        drop(name);
        made.add(name);
        try (Connection connection = source(EmbeddedServer.SUPERUSER).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD 'p%40ss/word'");
            statement.execute("CREATE DATABASE " + name + " OWNER " + name);
        }
        return url(name);
    }

    /** Where {@link #emptyDatabase} has made one. */
    Secret url(String name) {
        return Secret.of(
                "postgres://"
                        + name
                        + ":p%2540ss%2Fword@127.0.0.1:"
                        + port()
                        + "/"
                        + name
                        + "?sslmode=disable");
    }

    private void drop(String name) throws SQLException {
        try (Connection connection = source(EmbeddedServer.SUPERUSER).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("DROP ROLE IF EXISTS " + name);
        }
    }

    void asSuperuser(String... statements) throws SQLException {
        try (Connection connection = superuser().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of every row. */
    List<String> ask(String query) throws SQLException {
        try (Connection connection = superuser().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            List<String> answers = new ArrayList<>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        }
    }

    Optional<String> askOne(String query) throws SQLException {
        return ask(query).stream().findFirst();
    }

    static void eventually(Callable<Boolean> condition) {
        within(Duration.ofSeconds(20), condition);
    }

    /** Polls; fails when the condition does not come true in time. */
    static void within(Duration time, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("did not happen within " + time);
                }
                Thread.sleep(10);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
