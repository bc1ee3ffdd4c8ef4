package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.TestPostgres.eventually;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.session;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Email;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class OutageTest {
    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private static void connections(String database, boolean allowed) throws Exception {
        POSTGRES.asSuperuser("ALTER DATABASE " + database + " ALLOW_CONNECTIONS " + allowed);
        if (!allowed) {
            POSTGRES.ask(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                            + database
                            + "'");
        }
    }

    @Test
    void a_database_that_went_away_is_unavailable_until_it_is_back_and_loses_no_later_record()
            throws Exception {
        Secret url = POSTGRES.emptyDatabase("outage");
        try (Database database = Database.open(new DatabaseConfig.Url(url))) {
            assertThat(database.isReady()).isTrue();
            connections("outage", false);
            var ann = user("ann@example.com");
            var event = new AuditEvent.SignedOut(ann.id());
            List<ThrowingCallable> calls =
                    List.of(
                            () -> database.users().byEmail(new Email("ann@example.com")),
                            () -> database.sessions().find(session(ann, NOON).id()),
                            () -> database.sessions().open(session(ann, NOON), event),
                            () -> database.audit().record(event, NOON));
            for (ThrowingCallable call : calls) {
                assertThatThrownBy(call)
                        .isInstanceOfSatisfying(
                                Unavailable.class,
                                e ->
                                        assertThat(e.dependency())
                                                .isEqualTo(Unavailable.Dependency.DATABASE));
            }
            assertThat(database.isReady()).isFalse();
            database.audit().recordLater(event, NOON);
            connections("outage", true);
            eventually(database::isReady);
        }
        // Closing flushed what waited.
        try (var connection = Endpoint.of(url).dataSource(Duration.ofSeconds(5)).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM audit")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void a_refused_statement_prints_no_value_even_at_the_finest_level_of_logging() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = root.getLevel();
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        List<Logger> loggers = new ArrayList<>(List.of(root));
        for (String name : List.of("org.jooq", "org.postgresql", "com.zaxxer", "cc.profitmaker")) {
            loggers.add((Logger) LoggerFactory.getLogger(name));
        }
        root.detachAppender("console");
        root.addAppender(lines);
        loggers.forEach(logger -> logger.setLevel(Level.TRACE));
        var canary = session(user("canary@example.com"), NOON);
        try {
            // Nobody by that id: the foreign key refuses it.
            assertThatThrownBy(
                            () ->
                                    POSTGRES.a()
                                            .sessions()
                                            .open(canary, new AuditEvent.SignedOut(canary.owner())))
                    .isNotInstanceOf(Unavailable.class)
                    .satisfies(
                            e ->
                                    assertThat(e.toString() + e.getCause())
                                            .doesNotContain(
                                                    canary.id().value(),
                                                    canary.owner().toString()));
        } finally {
            root.detachAppender(lines);
            loggers.forEach(logger -> logger.setLevel(level));
        }
        for (ILoggingEvent line : List.copyOf(lines.list)) {
            String text =
                    line.getFormattedMessage()
                            + (line.getThrowableProxy() == null
                                    ? ""
                                    : ThrowableProxyUtil.asString(line.getThrowableProxy()));
            assertThat(text).doesNotContain(canary.id().value(), canary.owner().toString());
        }
        assertThat(lines.list).isNotEmpty();
    }
}
