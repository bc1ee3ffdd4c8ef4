package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.TestPostgres.eventually;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.audit.AuditExports;
import cc.profitmaker.application.audit.AuditExports.Outcome;
import cc.profitmaker.application.audit.AuditFault;
import cc.profitmaker.application.audit.AuditFile;
import cc.profitmaker.application.audit.AuditReport;
import cc.profitmaker.application.audit.AuditVerification;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.TestAuditKey;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.Digest;

import com.fasterxml.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;

/** An old year is exported and dropped, and the chain can still be followed. */
final class AuditExportTest {
    private static final TestAuditKey KEY = TestAuditKey.ONE;

    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    @TempDir Path dir;

    // Years of which there are partitions, whenever this runs.
    private final int year = Year.now(ZoneOffset.UTC).getValue() + 1;
    private final Instant turn =
            Year.of(year + 1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    private final HandMovedClock clock = new HandMovedClock(turn.plus(Duration.ofDays(40)));
    private Endpoint owner;
    private Database database;

    @BeforeEach
    void a_database_of_its_own() throws Exception {
        var url = POSTGRES.emptyDatabase("retiring");
        owner = Endpoint.of(url);
        database = Database.open(new DatabaseConfig.Url(url));
        database.startSealing(KEY);
        record(turn.minus(Duration.ofDays(90)), 1);
        record(turn.minusNanos(1000), 2);
        record(turn, 3);
        allSealed();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void record(Instant at, long count) {
        var event =
                new AuditEvent.SignInsRefusedElsewhere(
                        List.of(user("ann@example.com").id()), count);
        database.audit().record(event, at);
    }

    private void allSealed() {
        eventually(() -> database.auditChain().standing().unsealed().rows() == 0);
    }

    private AuditExports exports() {
        return new AuditExports(database.auditChain(), KEY, database.audit(), clock);
    }

    private AuditReport verified() {
        return new AuditVerification(database.auditChain(), KEY)
                .verify(List.of(), AuditFile.none());
    }

    private AuditReport verified(Path file) {
        try (var lines = Database.auditFile(file)) {
            return new AuditVerification(database.auditChain(), KEY).verify(List.of(), lines);
        }
    }

    private void asOwner(String... statements) throws Exception {
        try (Connection connection = owner.dataSource(Duration.ofSeconds(10)).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void dropYear() throws Exception {
        asOwner("ALTER TABLE audit DETACH PARTITION audit_y" + year, "DROP TABLE audit_y" + year);
    }

    @Test
    void a_year_is_exported_and_dropped_and_the_chain_stays_whole() throws Exception {
        Path file = dir.resolve("old.ndjson");

        var outcome = exports().retire(turn, Database.newAuditFile(file));
        allSealed();
        dropYear();

        byte[] bytes = Files.readAllBytes(file);
        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Written(
                                2, Digest.of(MessageDigest.getInstance("SHA-256").digest(bytes))));
        AuditReport report = verified();
        assertThat(report.first()).isEmpty();
        assertThat(report.extent().seals()).isEqualTo(4);
        assertThat(report.extent().retired()).isEqualTo(2);
        assertThat(verified(file).isWhole()).isTrue();
    }

    @Test
    void a_file_is_its_owners_and_has_a_row_a_line_with_its_seal() throws Exception {
        Path file = dir.resolve("all.ndjson");

        assertThat(exports().export(Database.newAuditFile(file)))
                .isInstanceOf(Outcome.Written.class);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        var line = new JsonMapper().readTree(lines.get(1));
        assertThat(line.path("kind").asText()).isEqualTo("sign_ins_refused_elsewhere");
        assertThat(line.at("/detail/count").asLong()).isEqualTo(2);
        assertThat(line.at("/seal/number").asLong()).isEqualTo(2);
        assertThat(line.at("/seal/value").asText()).hasSize(64);
        allSealed();
        assertThat(verified(file).isWhole()).isTrue();
        assertThat(verified().extent().seals()).isEqualTo(4);
    }

    @Test
    void a_copy_does_not_allow_rows_to_go() throws Exception {
        exports().export(Database.newAuditFile(dir.resolve("all.ndjson")));
        allSealed();
        dropYear();
        assertThat(verified().first())
                .hasValueSatisfying(f -> assertThat(f).isInstanceOf(AuditFault.Removed.class));
        assertThat(verified().faults()).isEqualTo(2);
    }

    @Test
    void an_edited_file_is_found_and_the_line_named() throws Exception {
        Path file = dir.resolve("old.ndjson");
        exports().retire(turn, Database.newAuditFile(file));
        allSealed();
        dropYear();
        String text = Files.readString(file);
        for (String forged :
                List.of(
                        text.replace("\"count\":2", "\"count\":1"),
                        text.lines().findFirst().orElseThrow() + "\nnot JSON\n",
                        text.lines().findFirst().orElseThrow() + "\n[]\n")) {
            Files.writeString(file, forged);
            assertThat(verified(file).first()).contains(new AuditFault.FileDiffers(2));
        }
    }

    @Test
    void nothing_is_written_over_and_nothing_is_left_of_a_refused_export() throws Exception {
        Path file = Files.writeString(dir.resolve("taken"), "precious");
        assertThatThrownBy(() -> Database.newAuditFile(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("precious");

        Path none = dir.resolve("none");
        assertThat(exports().retire(clock.instant().plusSeconds(1), Database.newAuditFile(none)))
                .isEqualTo(new Outcome.NotOver());
        assertThat(exports().retire(Instant.EPOCH, Database.newAuditFile(none)))
                .isEqualTo(new Outcome.Nothing());
        dropYear();
        assertThat(exports().retire(turn, Database.newAuditFile(none)))
                .isInstanceOf(Outcome.Broken.class);
        assertThat(none).doesNotExist();
        assertThat(verified().extent().seals()).isEqualTo(3);
    }

    @Test
    void a_time_of_which_a_row_is_not_sealed_cannot_be_retired() throws Exception {
        Path file = dir.resolve("old.ndjson");
        database.close();
        database = Database.open(new DatabaseConfig.Url(POSTGRES.url("retiring")));
        record(turn.minusSeconds(5), 4);
        record(turn.plusSeconds(5), 5);

        assertThat(exports().retire(turn, Database.newAuditFile(file)))
                .isEqualTo(new Outcome.Unsealed(1));
        assertThat(file).doesNotExist();
        assertThat(verified().unsealed().rows()).isEqualTo(2);
    }

    @Test
    void a_row_that_tells_late_of_an_exported_time_is_not_excused() throws Exception {
        exports().retire(turn, Database.newAuditFile(dir.resolve("old.ndjson")));
        record(turn.minusSeconds(5), 4);
        allSealed();
        dropYear();
        assertThat(verified().first())
                .hasValueSatisfying(f -> assertThat(f).isInstanceOf(AuditFault.Removed.class));
        assertThat(verified().faults()).isEqualTo(1);
    }
}
