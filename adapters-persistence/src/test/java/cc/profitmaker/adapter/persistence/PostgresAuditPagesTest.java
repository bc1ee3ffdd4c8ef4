package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.TestPostgres.eventually;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.audit.AuditPages;
import cc.profitmaker.application.audit.AuditPages.Filter;
import cc.profitmaker.application.audit.AuditPages.Row;
import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.testing.TestAuditKey;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class PostgresAuditPagesTest {
    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private final User ann = user("ann@example.com");
    private final User stranger = user("gone@example.com");

    private static AuditPages pages() {
        return POSTGRES.a().auditPages();
    }

    private static void record(AuditEvent event, int second) {
        POSTGRES.a().audit().record(event, NOON.plusSeconds(second));
    }

    private void addAnn() {
        assertThat(
                        POSTGRES.a()
                                .users()
                                .add(
                                        ann,
                                        new PasswordHash.Hash("hash"),
                                        NOON,
                                        new AuditEvent.UserAdded(ann.id(), Role.USER)))
                .isTrue();
    }

    private static List<String> kinds(AuditPages.Page page) {
        return page.rows().stream().map(row -> row.entry().kind()).toList();
    }

    @Test
    void rows_come_newest_first_with_whom_they_are_about() {
        addAnn();
        record(new AuditEvent.RoleChanged(ann.id(), Role.OPERATOR, Optional.of(ann.id())), 1);
        record(new AuditEvent.SignedOut(stranger.id()), 2);
        record(new AuditEvent.TokensRefusedElsewhere(7), 3);

        AuditPages.Page page = pages().page(Filter.NONE, Optional.empty(), 10);

        assertThat(kinds(page))
                .containsExactly(
                        "tokens_refused_elsewhere", "signed_out", "role_changed", "user_added");
        Row newest = page.rows().get(0);
        assertThat(newest.entry().user()).isEmpty();
        assertThat(newest.entry().detail()).isEqualTo("{\"count\":7}");
        assertThat(newest.entry().at()).isEqualTo(NOON.plusSeconds(3));
        assertThat(page.rows().get(1).entry().user()).contains(stranger.id());
        assertThat(page.rows().get(1).email()).isEmpty();
        assertThat(page.rows().get(2).email()).contains(ann.email());
        assertThat(page.rows().get(2).entry().detail())
                .isEqualTo("{\"by\":\"" + ann.id() + "\",\"role\":\"OPERATOR\"}");
        assertThat(page.next()).isEmpty();
    }

    @Test
    void pages_join_without_a_gap_or_a_repeat_while_rows_are_written() {
        for (int i = 0; i < 25; i++) {
            record(new AuditEvent.TokensRefusedElsewhere(i), i);
        }
        List<String> told = new ArrayList<>();
        Optional<AuditId> next = Optional.empty();
        do {
            AuditPages.Page page = pages().page(Filter.NONE, next, 10);
            page.rows().forEach(row -> told.add(row.entry().detail()));
            next = page.next();
            record(new AuditEvent.TokensRefusedElsewhere(1000), 100);
        } while (next.isPresent());

        assertThat(told).hasSize(25).doesNotHaveDuplicates();
        assertThat(told.getFirst()).isEqualTo("{\"count\":24}");
        assertThat(told.getLast()).isEqualTo("{\"count\":0}");
    }

    @Test
    void rows_are_found_by_user_and_by_kind() {
        addAnn();
        record(new AuditEvent.SignedOut(ann.id()), 1);
        record(new AuditEvent.SignedOut(stranger.id()), 2);

        var anns = new Filter(Optional.of(ann.id()), Optional.empty());
        assertThat(kinds(pages().page(anns, Optional.empty(), 10)))
                .containsExactly("signed_out", "user_added");
        var outs = new Filter(Optional.empty(), Optional.of("signed_out"));
        assertThat(kinds(pages().page(outs, Optional.empty(), 10)))
                .containsExactly("signed_out", "signed_out");
        var both = new Filter(Optional.of(ann.id()), Optional.of("signed_out"));
        assertThat(kinds(pages().page(both, Optional.empty(), 10))).containsExactly("signed_out");
    }

    @Test
    void a_rare_row_is_found_stretch_by_stretch() throws Exception {
        record(new AuditEvent.SignedOut(ann.id()), 1);
        POSTGRES.asSuperuser(
                "SELECT setval('audit_id', nextval('audit_id') + "
                        + 2 * PostgresAuditPages.STRETCH
                        + ")");
        record(new AuditEvent.TokensRefusedElsewhere(1), 2);
        var outs = new Filter(Optional.empty(), Optional.of("signed_out"));

        List<String> found = new ArrayList<>();
        Optional<AuditId> next = Optional.empty();
        int asked = 0;
        do {
            AuditPages.Page page = pages().page(outs, next, 10);
            found.addAll(kinds(page));
            next = page.next();
            asked++;
        } while (next.isPresent());

        assertThat(found).containsExactly("signed_out");
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void a_row_says_whether_it_is_sealed() {
        record(new AuditEvent.SignedOut(ann.id()), 1);
        assertThat(pages().page(Filter.NONE, Optional.empty(), 1).rows())
                .extracting(Row::seal)
                .containsExactly(AuditPages.Seal.NONE);
        try (Database sealing = POSTGRES.another()) {
            sealing.startSealing(TestAuditKey.ONE);
            eventually(() -> sealing.auditChain().standing().unsealed().rows() == 0);
        }
        assertThat(pages().page(Filter.NONE, Optional.empty(), 1).rows())
                .extracting(Row::seal)
                .containsExactly(AuditPages.Seal.SEALED);
    }

    @Test
    void an_empty_trail_has_an_empty_page() {
        assertThat(pages().page(Filter.NONE, Optional.empty(), 10))
                .isEqualTo(new AuditPages.Page(List.of(), Optional.empty()));
    }
}
