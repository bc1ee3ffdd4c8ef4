package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.TestPostgres.eventually;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.audit.AuditFile;
import cc.profitmaker.application.audit.AuditReport;
import cc.profitmaker.application.audit.AuditVerification;
import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.application.testing.TestAuditKey;
import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.AuditEvent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

final class AuditSealerTest {
    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private final AuditEvent event = new AuditEvent.SignedOut(user("ann@example.com").id());
    private final Logger logger = (Logger) LoggerFactory.getLogger(AuditSealer.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stop_listening() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private List<String> said() {
        return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Database sealing() {
        Database database = POSTGRES.open();
        database.startSealing(TestAuditKey.ONE);
        return database;
    }

    private void record(int count) {
        for (int i = 0; i < count; i++) {
            POSTGRES.a().audit().record(event, NOON.plusSeconds(i));
        }
    }

    private static void allSealed() {
        eventually(() -> POSTGRES.a().auditChain().standing().unsealed().rows() == 0);
    }

    private static long count(String of) throws SQLException {
        return Long.parseLong(POSTGRES.askOne("SELECT count(*) FROM " + of).orElseThrow());
    }

    private static AuditReport verified() {
        return new AuditVerification(POSTGRES.a().auditChain(), TestAuditKey.ONE)
                .verify(List.of(), AuditFile.none());
    }

    /** Every row once, in a chain without a gap. */
    private static void assertEachSealedOnce(long rows) throws SQLException {
        assertThat(verified().first()).isEmpty();
        assertThat(count("audit")).isEqualTo(rows);
        assertThat(count("audit_seals")).isEqualTo(rows);
        assertThat(count("audit_unsealed")).isZero();
    }

    private static void insert(Statement statement) throws SQLException {
        statement.execute(
                "INSERT INTO audit (at, kind, detail) VALUES (now(), 'slow', '{\"n\": 1.50}')");
    }

    @Test
    void a_transaction_that_commits_long_after_later_ids_were_sealed_is_sealed_too()
            throws Exception {
        sealing();
        try (Connection slow = POSTGRES.application().getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            insert(statement);
            record(50);
            allSealed();
            assertThat(count("audit_seals")).isEqualTo(50);

            slow.commit();
        }
        allSealed();
        assertEachSealedOnce(51);
        assertThat(
                        POSTGRES.ask(
                                "SELECT kind FROM audit JOIN audit_seals ON audit_id = id ORDER BY"
                                        + " number DESC LIMIT 1"))
                .containsExactly("slow");
        assertThat(POSTGRES.askOne("SELECT min(id) FROM audit"))
                .isEqualTo(POSTGRES.askOne("SELECT id FROM audit WHERE kind = 'slow'"));
    }

    @Test
    void what_was_rolled_back_leaves_no_gap_in_the_chain() throws Exception {
        sealing();
        try (Connection undone = POSTGRES.application().getConnection();
                Statement statement = undone.createStatement()) {
            undone.setAutoCommit(false);
            insert(statement);
            record(3);
            undone.rollback();
        }
        allSealed();
        assertEachSealedOnce(3);
    }

    @Test
    void many_writers_and_two_sealers_lose_and_repeat_nothing() throws Exception {
        sealing();
        sealing();
        AllAtOnce.run(
                12,
                writer -> {
                    try (Connection connection = POSTGRES.application().getConnection();
                            Statement statement = connection.createStatement()) {
                        connection.setAutoCommit(false);
                        for (int i = 0; i < 60; i++) {
                            insert(statement);
                            // Transactions of different lengths, so that commits overtake ids.
                            if (i % (writer + 1) == 0) {
                                connection.commit();
                            }
                        }
                        connection.commit();
                        return true;
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                });
        allSealed();
        assertEachSealedOnce(12 * 60);
    }

    @Test
    void another_replica_goes_on_where_one_has_stopped() throws Exception {
        try (Database first = POSTGRES.another()) {
            first.startSealing(TestAuditKey.ONE);
            record(5);
            allSealed();
        }
        sealing();
        record(5);
        allSealed();
        assertEachSealedOnce(10);
    }

    @Test
    void a_long_backlog_is_caught_up_with() throws Exception {
        try (Connection connection = POSTGRES.application().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO audit (at, kind, detail) SELECT now(), 'backlog',"
                            + " jsonb_build_object('n', n) FROM generate_series(1, 20000) n");
        }
        assertThat(verified().unsealed().rows()).isEqualTo(20_000);
        sealing();
        allSealed();
        assertEachSealedOnce(20_000);
    }

    @Test
    void anchors_are_printed_when_sealing_starts_and_when_it_stops() {
        record(2);
        Anchor first;
        try (Database one = POSTGRES.another()) {
            one.startSealing(TestAuditKey.ONE);
            allSealed();
            first = one.auditChain().standing().head().orElseThrow();
        }
        assertThat(said()).containsExactly("Audit anchor " + first);
        Anchor last;
        try (Database two = POSTGRES.another()) {
            two.startSealing(TestAuditKey.ONE);
            eventually(() -> said().size() == 2);
            record(3);
            allSealed();
            last = two.auditChain().standing().head().orElseThrow();
        }
        assertThat(said())
                .containsExactly(
                        "Audit anchor " + first, "Audit anchor " + first, "Audit anchor " + last);
        assertThat(Anchor.parse(said().getLast().substring("Audit anchor ".length())))
                .contains(last);
    }

    @Test
    void a_chain_that_lost_its_end_while_we_sealed_is_not_continued() throws Exception {
        sealing();
        record(3);
        allSealed();
        Anchor end = POSTGRES.a().auditChain().standing().head().orElseThrow();
        POSTGRES.asSuperuser(
                "SET session_replication_role = replica",
                "DELETE FROM audit WHERE id = (SELECT audit_id FROM audit_seals WHERE number = 3)",
                "DELETE FROM audit_seals WHERE number = 3");
        record(1);

        eventually(
                () ->
                        said().stream()
                                .anyMatch(
                                        line ->
                                                line.startsWith("Not sealing")
                                                        && line.endsWith(end.toString())));
        assertThat(count("audit_seals")).isEqualTo(2);
        assertThat(POSTGRES.a().auditChain().standing().unsealed().rows()).isEqualTo(1);
    }

    @Test
    void a_chain_of_another_key_is_not_continued_and_both_keys_are_named() throws Exception {
        sealing();
        record(1);
        allSealed();
        POSTGRES.open().startSealing(TestAuditKey.OTHER);
        eventually(
                () ->
                        said().contains(
                                        "Not sealing the audit trail: it was sealed with the key"
                                                + " audit-1, ours is audit-2"));
        assertEachSealedOnce(1);
    }
}
