package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.TestPostgres.eventually;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.audit.AuditChain;
import cc.profitmaker.application.audit.AuditFault;
import cc.profitmaker.application.audit.AuditFile;
import cc.profitmaker.application.audit.AuditReport;
import cc.profitmaker.application.audit.AuditVerification;
import cc.profitmaker.application.testing.AuditChainContract;
import cc.profitmaker.application.testing.TestAuditKey;
import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.SealNumber;
import cc.profitmaker.domain.identity.User;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What somebody who has all of the database can do to the trail, and how it shows. */
final class PostgresAuditChainTest implements AuditChainContract {
    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private final User ann = user("ann@example.com");

    @Override
    public AuditChain chain() {
        return POSTGRES.a().auditChain();
    }

    @Override
    public void recorded(Instant at) {
        POSTGRES.a().audit().record(new AuditEvent.SignedOut(ann.id()), at);
    }

    @Override
    public void seal() {
        try (Database sealing = POSTGRES.another()) {
            sealing.startSealing(TestAuditKey.ONE);
            eventually(() -> sealing.auditChain().standing().unsealed().rows() == 0);
        }
    }

    private AuditReport verified(Anchor... anchors) {
        return new AuditVerification(chain(), TestAuditKey.ONE)
                .verify(List.of(anchors), AuditFile.none());
    }

    /** Seals so many rows and tells their ids, in the order of the chain. */
    private List<Long> sealedRows(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            POSTGRES.a()
                    .audit()
                    .record(
                            new AuditEvent.SignInsRefusedElsewhere(List.of(ann.id()), i + 1),
                            NOON.plusSeconds(i));
        }
        seal();
        assertThat(verified().isWhole()).isTrue();
        List<Long> ids = new ArrayList<>();
        for (String id : POSTGRES.ask("SELECT audit_id FROM audit_seals ORDER BY number")) {
            ids.add(Long.valueOf(id));
        }
        assertThat(ids).hasSize(count);
        return ids;
    }

    /** As whoever may switch triggers off. */
    private static void meddle(String... statements) throws Exception {
        List<String> all = new ArrayList<>(List.of("SET session_replication_role = replica"));
        all.addAll(List.of(statements));
        POSTGRES.asSuperuser(all.toArray(String[]::new));
    }

    private static AuditId id(long value) {
        return new AuditId(value);
    }

    private static SealNumber number(long value) {
        return new SealNumber(value);
    }

    @Test
    void an_edited_detail_kind_user_or_time_is_found() throws Exception {
        List<Long> ids = sealedRows(4);
        for (String edit :
                List.of(
                        "detail = '{\"count\": 2}'",
                        "kind = 'signed_in'",
                        "user_id = '7d444840-9dc0-11d1-b245-5ffdce74fad2'",
                        "at = at + interval '3 years'")) {
            String back = "detail = o.detail, kind = o.kind, user_id = o.user_id, at = o.at";
            meddle(
                    "CREATE TABLE o AS SELECT * FROM audit",
                    "UPDATE audit SET " + edit + " WHERE id = " + ids.get(2));

            AuditReport report = verified();

            assertThat(report.first())
                    .as(edit)
                    .contains(new AuditFault.Edited(number(3), id(ids.get(2))));
            assertThat(report.faults()).isEqualTo(1);
            meddle("UPDATE audit a SET " + back + " FROM o WHERE o.id = a.id", "DROP TABLE o");
            assertThat(verified().isWhole()).isTrue();
        }
    }

    @Test
    void a_detail_that_says_the_same_in_another_order_is_the_same() throws Exception {
        sealedRows(2);
        meddle(
                "UPDATE audit SET detail = (SELECT ('{' || string_agg(to_json(key)::text || ' : '"
                        + " || value::text, ' , ' ORDER BY key DESC) || '}')::jsonb FROM"
                        + " jsonb_each(detail))");
        assertThat(verified().isWhole()).isTrue();
    }

    @Test
    void a_removed_row_is_found() throws Exception {
        List<Long> ids = sealedRows(3);
        meddle("DELETE FROM audit WHERE id = " + ids.get(1));
        assertThat(verified().first()).contains(new AuditFault.Removed(number(2), id(ids.get(1))));
    }

    @Test
    void an_inserted_row_is_found_also_under_an_id_that_is_taken() throws Exception {
        List<Long> ids = sealedRows(3);
        meddle("INSERT INTO audit (id, at, kind, detail) VALUES (-5, now(), 'forged', '{}')");
        assertThat(verified().first()).contains(new AuditFault.Inserted(id(-5)));

        meddle(
                "DELETE FROM audit WHERE id = -5",
                "INSERT INTO audit SELECT id, at - interval '1 second', kind, user_id, detail FROM"
                        + " audit WHERE id = "
                        + ids.get(1));
        assertThat(verified().first()).contains(new AuditFault.Inserted(id(ids.get(1))));
    }

    @Test
    void rows_that_changed_places_are_found() throws Exception {
        List<Long> ids = sealedRows(4);
        meddle(
                "UPDATE audit SET id = CASE id WHEN %1$d THEN %2$d ELSE %1$d END WHERE id IN (%1$d, %2$d)"
                        .formatted(ids.get(1), ids.get(3)));
        assertThat(verified().first())
                .contains(new AuditFault.Moved(number(2), id(ids.get(1)), id(ids.get(3))));
    }

    @Test
    void seals_that_changed_places_were_edited_or_are_missing_are_found() throws Exception {
        sealedRows(5);
        meddle(
                "CREATE TABLE o AS SELECT * FROM audit_seals",
                "UPDATE audit_seals SET number = number + 10 WHERE number IN (2, 3)",
                "UPDATE audit_seals SET number = 15 - number WHERE number > 10");
        assertThat(verified().first()).contains(new AuditFault.Unchained(number(2)));

        meddle(
                "TRUNCATE audit_seals",
                "INSERT INTO audit_seals SELECT * FROM o",
                "UPDATE audit_seals SET sealed_at = sealed_at - interval '1 day' WHERE number = 4");
        assertThat(verified().first()).contains(new AuditFault.Unchained(number(4)));

        meddle(
                "TRUNCATE audit_seals",
                "INSERT INTO audit_seals SELECT * FROM o WHERE number NOT IN (2, 3)",
                "DROP TABLE o");
        assertThat(verified().first()).contains(new AuditFault.SealsMissing(number(2), number(3)));
    }

    @Test
    void a_cut_end_is_found_by_its_anchor() throws Exception {
        List<Long> ids = sealedRows(5);
        Anchor anchor = chain().standing().head().orElseThrow();
        meddle(
                "DELETE FROM audit_seals WHERE number > 3",
                "DELETE FROM audit WHERE id IN (" + ids.get(3) + ", " + ids.get(4) + ")");

        assertThat(verified().isWhole()).isTrue();
        assertThat(verified(anchor).first()).contains(new AuditFault.Cut(anchor));

        recorded(NOON.plusSeconds(60));
        recorded(NOON.plusSeconds(61));
        seal();
        assertThat(verified().isWhole()).isTrue();
        assertThat(verified(anchor).first()).contains(new AuditFault.Replaced(anchor));
    }

    @Test
    void a_row_without_its_seal_is_found_when_only_seals_were_cut() throws Exception {
        List<Long> ids = sealedRows(3);
        meddle("DELETE FROM audit_seals WHERE number = 3");
        assertThat(verified().first()).contains(new AuditFault.Inserted(id(ids.get(2))));
    }

    @Test
    void a_row_that_went_before_it_was_sealed_is_found() throws Exception {
        sealedRows(1);
        recorded(NOON.plusSeconds(9));
        long last = Long.parseLong(POSTGRES.askOne("SELECT max(id) FROM audit").orElseThrow());
        meddle("DELETE FROM audit WHERE id = " + last);
        assertThat(verified().first()).contains(new AuditFault.RemovedUnsealed(id(last)));
    }
}
