package cc.profitmaker.bootstrap;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL that is not ours, as DATABASE_URL means one; one for all test classes of a run. */
final class SharedPostgres implements BeforeAllCallback {
    private final AtomicInteger databases = new AtomicInteger();
    private Running running;

    private record Running(EmbeddedPostgres postgres) implements AutoCloseable {
        static Running start() {
            try {
                return new Running(
                        EmbeddedPostgres.builder()
                                .setLocaleConfig("locale", "C")
                                .setRegisterShutdownHook(false)
                                .start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .getOrComputeIfAbsent(Running.class, _ -> Running.start(), Running.class);
    }

    /** The keys that make a server use a fresh database. */
    Map<String, String> freshDatabase(String owner) throws SQLException {
        String name = owner.toLowerCase(Locale.ROOT) + "_" + databases.incrementAndGet();
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return Map.of(
                "DATABASE_URL",
                "postgres://postgres@127.0.0.1:" + running.postgres().getPort() + "/" + name);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + running.postgres().getPort() + "/" + database,
                "postgres",
                "");
    }

    /** To a database of {@link #freshDatabase}, as somebody whom nothing holds back. */
    Connection superuser(Map<String, String> database) throws SQLException {
        String url = database.get("DATABASE_URL");
        return connect(url.substring(url.lastIndexOf('/') + 1));
    }

    /** Every row of every table as text, each with the name of its table. */
    List<String> everything(Map<String, String> database) throws SQLException {
        String url = database.get("DATABASE_URL");
        List<String> rows = new ArrayList<>();
        try (var connection = connect(url.substring(url.lastIndexOf('/') + 1));
                var statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (var names =
                    statement.executeQuery(
                            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (var all = statement.executeQuery("SELECT t::text FROM \"" + table + "\" t")) {
                    while (all.next()) {
                        rows.add(table + " " + all.getString(1));
                    }
                }
            }
        }
        return rows;
    }
}
