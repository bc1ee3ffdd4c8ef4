package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Email;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import javax.sql.DataSource;

final class SchemaTest {
    private static final List<String> CHANGES =
            List.of(
                    "UPDATE audit SET kind = 'x'",
                    "UPDATE audit_default SET kind = 'x'",
                    "DELETE FROM audit",
                    "DELETE FROM audit_default",
                    "TRUNCATE audit",
                    "TRUNCATE audit_default",
                    "UPDATE audit_seals SET number = 9",
                    "DELETE FROM audit_seals",
                    "TRUNCATE audit_seals");

    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private static List<String> changes(Statement statement) throws SQLException {
        List<String> changes = new ArrayList<>(CHANGES);
        try (var partitions =
                statement.executeQuery(
                        "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent ="
                                + " 'audit'::regclass")) {
            while (partitions.next()) {
                changes.add("UPDATE " + partitions.getString(1) + " SET kind = 'x'");
                changes.add("DELETE FROM " + partitions.getString(1));
                changes.add("TRUNCATE " + partitions.getString(1));
            }
        }
        // The default one and at least ten years.
        assertThat(changes).hasSizeGreaterThanOrEqualTo(CHANGES.size() + 3 * 11);
        return changes;
    }

    private static void assertAuditIsAppendOnly(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String change : changes(statement)) {
                assertThatThrownBy(() -> statement.execute(change))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).as(change).isEqualTo("42501"));
            }
        }
    }

    @Test
    void every_foreign_key_has_an_index_that_begins_with_it() throws Exception {
        assertThat(POSTGRES.ask("SELECT conname FROM pg_constraint WHERE contype = 'f'"))
                .hasSizeGreaterThanOrEqualTo(7);
        assertThat(
                        POSTGRES.ask(
                                """
                                SELECT conrelid::regclass || '.' || conname FROM pg_constraint c
                                WHERE contype = 'f' AND NOT EXISTS (
                                    SELECT 1 FROM pg_index i
                                    WHERE i.indrelid = c.conrelid AND i.indisvalid AND i.indpred IS NULL
                                      AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
                                """))
                .isEmpty();
    }

    @Test
    void the_application_can_neither_change_nor_remove_audit_rows() throws Exception {
        POSTGRES.a().audit().record(new AuditEvent.SignedOut(user("ann@example.com").id()), NOON);
        assertAuditIsAppendOnly(POSTGRES.application());
        assertThat(
                        POSTGRES.ask(
                                """
                                SELECT privilege_type FROM information_schema.role_table_grants
                                WHERE grantee = 'profitmaker_app' AND table_name = 'audit'
                                """))
                .containsExactlyInAnyOrder("SELECT", "INSERT");
        assertThat(
                        POSTGRES.ask(
                                """
                                SELECT table_name || ' ' || privilege_type
                                FROM information_schema.role_table_grants
                                WHERE grantee = 'profitmaker_app' AND table_name LIKE 'audit\\__%'
                                """))
                .containsExactlyInAnyOrder(
                        "audit_seals SELECT",
                        "audit_seals INSERT",
                        "audit_unsealed SELECT",
                        "audit_unsealed INSERT",
                        "audit_unsealed DELETE");
        assertThat(POSTGRES.ask("SELECT kind FROM audit")).containsExactly("signed_out");
    }

    @Test
    void not_even_the_owner_can_where_one_role_owns_all() throws Exception {
        Secret url = POSTGRES.emptyDatabase("one_role");
        try (Database database = Database.open(new DatabaseConfig.Url(url))) {
            assertThat(database.isReady()).isTrue();
            var ann = user("ann@example.com");
            database.audit().record(new AuditEvent.SignedOut(ann.id()), NOON);
            DataSource owner = Endpoint.of(url).dataSource(Duration.ofSeconds(5));
            try (Connection connection = owner.getConnection();
                    Statement statement = connection.createStatement()) {
                // Privileges the owner can always give back to itself: the triggers still say no.
                statement.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO one_role");
            }
            assertAuditIsAppendOnly(owner);
        }
    }

    @Test
    void replicas_that_start_together_migrate_once() throws Exception {
        Secret url = POSTGRES.emptyDatabase("together");
        Callable<Database> start = () -> Database.open(new DatabaseConfig.Url(url));
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var opened : threads.invokeAll(List.of(start, start))) {
                try (Database database = opened.get()) {
                    assertThat(database.isReady()).isTrue();
                }
            }
        }
        try (Connection connection =
                        Endpoint.of(url).dataSource(Duration.ofSeconds(5)).getConnection();
                Statement statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT count(*), count(DISTINCT version), bool_and(success) FROM"
                                        + " flyway_schema_history")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(rows.getInt(2)).isPositive();
            assertThat(rows.getBoolean(3)).isTrue();
        }
    }

    @Test
    void users_whom_the_operator_made_before_accounts_came_are_trusted() throws Exception {
        Secret url = POSTGRES.emptyDatabase("before_accounts");
        DataSource owner = Endpoint.of(url).dataSource(Duration.ofSeconds(5));
        Flyway.configure()
                .dataSource(owner)
                .locations("classpath:db/migration")
                .target("2")
                .placeholders(Map.of("appRole", "before_accounts"))
                .load()
                .migrate();
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            for (String email :
                    List.of("added@example.com", "joined@example.com", "default@local")) {
                var id = UUID.randomUUID();
                String kind = email.startsWith("joined") ? "registered" : "user_added";
                statement.execute(
                        """
                        INSERT INTO users (id, email, name, role, status, created_at)
                        VALUES ('%s', '%s', 'x', 'USER', 'ENABLED', now())
                        """
                                .formatted(id, email));
                statement.execute(
                        """
                        INSERT INTO audit (at, kind, user_id, detail)
                        VALUES (now(), '%s', '%s', '{}')
                        """
                                .formatted(kind, id));
            }
        }
        try (Database database = Database.open(new DatabaseConfig.Url(url))) {
            var accounts = database.accounts();
            assertThat(accounts.trusted(new Email("added@example.com"))).isPresent();
            assertThat(accounts.trusted(new Email("joined@example.com"))).isEmpty();
            assertThat(accounts.trusted(new Email("default@local"))).isEmpty();
        }
    }

    @Test
    void a_token_does_not_fit_where_its_hash_belongs() throws Exception {
        assertThatThrownBy(
                        () ->
                                POSTGRES.asSuperuser(
                                        "INSERT INTO users (id, email, name, role, status,"
                                                + " created_at) VALUES"
                                                + " ('7d444840-9dc0-11d1-b245-5ffdce74fad2',"
                                                + " 'a@b', 'a', 'USER', 'ENABLED', now())",
                                        "INSERT INTO sessions VALUES"
                                                + " ('2b0c4d8e-90f1-4a57-8f9e-6d2b1c3a4e5f',"
                                                + " '7d444840-9dc0-11d1-b245-5ffdce74fad2', now(),"
                                                + " now(), now(), '127.0.0.1', '')"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
    }

    @Test
    void urls_that_cannot_be_used_are_refused_without_being_quoted() {
        Stream.of(
                        "",
                        "canary",
                        "mysql://canary:canary@host/db",
                        "postgres://canary@host",
                        "postgres://host/canary",
                        "postgres://canary:pw@host:port/db",
                        "postgres://canary:pw@host/db?unknown=canary",
                        "postgres://canary:%zz@host/db",
                        "jdbc:postgresql://host/canary",
                        "jdbc:postgresql://host:canary/db?user=canary")
                .forEach(
                        url ->
                                assertThatThrownBy(() -> new DatabaseConfig.Url(Secret.of(url)))
                                        .as(url)
                                        .isInstanceOf(IllegalArgumentException.class)
                                        .hasNoCause()
                                        .hasMessageNotContaining("canary"));
    }

    @Test
    void both_forms_of_a_url_name_the_same_database() {
        for (String url :
                List.of(
                        "postgres://u%40x:p%3Aw+@db.example:5433/main?sslmode=require",
                        "postgresql://u%40x:p%3Aw+@db.example:5433/main?sslmode=require",
                        "jdbc:postgresql://db.example:5433/main?user=u%40x&password=p%3Aw%2B&sslmode=require")) {
            var source = Endpoint.of(Secret.of(url)).dataSource(Duration.ofSeconds(7));
            assertThat(source.getUser()).as(url).isEqualTo("u@x");
            assertThat(source.getPassword()).as(url).isEqualTo("p:w+");
            assertThat(source.getServerNames()).as(url).containsExactly("db.example");
            assertThat(source.getPortNumbers()).as(url).containsExactly(5433);
            assertThat(source.getDatabaseName()).as(url).isEqualTo("main");
            assertThat(source.getSslMode()).as(url).isEqualTo("require");
            assertThat(source.getSocketTimeout()).as(url).isEqualTo(7);
        }
    }
}
