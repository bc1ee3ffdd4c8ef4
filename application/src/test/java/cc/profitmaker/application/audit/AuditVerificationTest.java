package cc.profitmaker.application.audit;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.InMemoryAuditChain;
import cc.profitmaker.application.testing.TestAuditKey;
import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.audit.Retirement;
import cc.profitmaker.domain.audit.SealNumber;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

class AuditVerificationTest {
    private static final TestAuditKey KEY = TestAuditKey.ONE;

    private final InMemoryAuditChain chain = new InMemoryAuditChain();

    @BeforeEach
    void five_sealed_rows() {
        for (int i = 1; i <= 5; i++) {
            chain.record(NOON.plusSeconds(i), "kind_" + i);
        }
        chain.seal(KEY, NOON.plusSeconds(6));
    }

    private AuditReport verified(Anchor... anchors) {
        return new AuditVerification(chain, KEY).verify(List.of(anchors), AuditFile.none());
    }

    private AuditReport held(AuditFile.Line... lines) {
        return new AuditVerification(chain, KEY).verify(List.of(), List.of(lines).iterator());
    }

    private void assertFault(AuditReport report, AuditFault fault) {
        assertThat(report.first()).contains(fault);
        assertThat(report.faults()).isEqualTo(1);
    }

    private AuditEntry changed(AuditEntry row, String kind) {
        return new AuditEntry(row.id(), row.at(), kind, row.user(), row.detail());
    }

    private static SealNumber number(long value) {
        return new SealNumber(value);
    }

    private static AuditId row(long value) {
        return new AuditId(value);
    }

    @Test
    void an_empty_trail_is_whole() {
        var report =
                new AuditVerification(new InMemoryAuditChain(), KEY)
                        .verify(List.of(), AuditFile.none());
        assertThat(report.isWhole()).isTrue();
        assertThat(report.extent().head()).isEmpty();
    }

    @Test
    void what_nobody_touched_is_whole_and_its_tail_is_counted() {
        chain.record(NOON.plusSeconds(9), "late");
        chain.record(NOON.plusSeconds(7), "later");

        var report = verified(chain.seals.get(2).anchor());

        assertThat(report.isWhole()).isTrue();
        assertThat(report.faults()).isZero();
        assertThat(report.extent())
                .isEqualTo(new AuditReport.Extent(5, 0, Optional.of(chain.seals.get(4).anchor())));
        assertThat(report.unsealed())
                .isEqualTo(new AuditChain.Unsealed(2, Optional.of(NOON.plusSeconds(7))));
    }

    @Test
    void an_edited_row_is_named() {
        chain.rows.set(2, changed(chain.rows.get(2), "other"));
        assertFault(verified(), new AuditFault.Edited(number(3), row(3)));
    }

    @Test
    void a_removed_row_is_named() {
        chain.rows.remove(1);
        assertFault(verified(), new AuditFault.Removed(number(2), row(2)));
    }

    @Test
    void a_row_that_was_put_in_or_robbed_of_its_seal_is_named() {
        chain.rows.add(new AuditEntry(row(77), NOON, "forged", Optional.empty(), "{}"));
        assertFault(verified(), new AuditFault.Inserted(row(77)));
    }

    @Test
    void a_row_that_vanished_before_it_was_sealed_is_named() {
        chain.rows.remove(chain.record(NOON, "short lived"));
        assertFault(verified(), new AuditFault.RemovedUnsealed(row(6)));
    }

    @Test
    void two_rows_that_changed_places_are_named_as_such() {
        AuditEntry two = chain.rows.get(1);
        AuditEntry four = chain.rows.get(3);
        chain.rows.set(
                1, new AuditEntry(two.id(), four.at(), four.kind(), four.user(), four.detail()));
        chain.rows.set(
                3, new AuditEntry(four.id(), two.at(), two.kind(), two.user(), two.detail()));

        var report = verified();

        assertThat(report.first()).contains(new AuditFault.Moved(number(2), row(2), row(4)));
        assertThat(report.faults()).isEqualTo(2);
    }

    @Test
    void seals_that_changed_places_do_not_follow() {
        Seal two = chain.seals.get(1);
        Seal three = chain.seals.get(2);
        chain.seals.set(
                1,
                new Seal(two.number(), three.sealedAt(), three.entry(), KEY.id(), three.value()));
        chain.seals.set(
                2, new Seal(three.number(), two.sealedAt(), two.entry(), KEY.id(), two.value()));
        assertThat(verified().first()).contains(new AuditFault.Unchained(number(2)));
    }

    @Test
    void a_forged_seal_over_an_edited_row_does_not_follow() {
        AuditEntry forged = changed(chain.rows.get(4), "other");
        chain.rows.set(4, forged);
        Seal genuine = chain.seals.get(4);
        chain.seals.set(
                4,
                new Seal(
                        genuine.number(),
                        genuine.sealedAt(),
                        forged.trace(),
                        KEY.id(),
                        genuine.value()));
        assertFault(verified(), new AuditFault.Unchained(number(5)));
    }

    @Test
    void a_chain_begun_anew_by_somebody_without_the_key_does_not_verify() {
        chain.seals.clear();
        chain.rows.forEach(row -> chain.waiting.add(row.id()));
        chain.seal(TestAuditKey.OTHER, NOON);
        assertThat(verified().first())
                .contains(new AuditFault.OtherKey(number(1), TestAuditKey.OTHER.id()));
    }

    @Test
    void missing_seals_are_named_wherever_they_were() {
        Seal first = chain.seals.removeFirst();
        assertThat(verified().first()).contains(new AuditFault.SealsMissing(number(1), number(1)));
        chain.seals.addFirst(first);
        chain.seals.subList(1, 3).clear();
        assertThat(verified().first()).contains(new AuditFault.SealsMissing(number(2), number(3)));
    }

    @Test
    void a_cut_end_is_whole_to_whoever_has_no_anchor_and_is_named_to_whoever_has_one() {
        Anchor anchor = chain.seals.getLast().anchor();
        chain.rows.subList(3, 5).clear();
        chain.seals.subList(3, 5).clear();
        assertThat(verified().isWhole()).isTrue();
        assertFault(verified(anchor), new AuditFault.Cut(anchor));
    }

    @Test
    void a_cut_end_that_grew_again_is_not_the_one_that_the_anchor_is_of() {
        Anchor anchor = chain.seals.getLast().anchor();
        chain.rows.removeLast();
        chain.seals.removeLast();
        chain.record(NOON.plusSeconds(60), "later");
        chain.seal(KEY, NOON.plusSeconds(61));
        assertFault(verified(anchor), new AuditFault.Replaced(anchor));
    }

    @Test
    void retired_rows_may_be_gone_and_no_others() {
        var claim = claim(KEY);
        chain.retirements.add(claim);
        chain.rows.subList(0, 2).clear();

        var report = verified();
        assertThat(report.isWhole()).isTrue();
        assertThat(report.extent().retired()).isEqualTo(2);

        // Happened at the very instant up to which rows were retired, so not before it.
        chain.rows.removeFirst();
        assertFault(verified(), new AuditFault.Removed(number(3), row(3)));
    }

    @Test
    void what_was_sealed_after_a_retirement_is_not_retired_by_it() {
        chain.retirements.add(claim(KEY));
        AuditEntry late = chain.record(NOON, "told late");
        chain.seal(KEY, NOON.plusSeconds(90));
        chain.rows.remove(late);
        assertFault(verified(), new AuditFault.Removed(number(6), late.id()));
    }

    @Test
    void a_retirement_that_the_key_did_not_sign_excuses_nothing() {
        chain.retirements.add(claim(TestAuditKey.OTHER));
        chain.rows.removeFirst();
        assertFault(verified(), new AuditFault.Removed(number(1), row(1)));
    }

    @Test
    void a_file_must_say_what_was_sealed_in_every_line() {
        List<AuditFile.Line> lines = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lines.add(new AuditFile.Line.Row(chain.seals.get(i), chain.rows.get(i)));
        }
        assertThat(held(lines.toArray(AuditFile.Line[]::new)).isWhole()).isTrue();
        assertThat(held(lines.get(1), lines.get(4)).isWhole()).isTrue();

        var swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 2, 3);
        assertFault(held(swapped.toArray(AuditFile.Line[]::new)), new AuditFault.FileDiffers(4));
        assertFault(
                held(
                        lines.get(0),
                        new AuditFile.Line.Row(
                                chain.seals.get(1), changed(chain.rows.get(1), "other"))),
                new AuditFault.FileDiffers(2));
        assertFault(
                held(lines.get(0), new AuditFile.Line.Unreadable()), new AuditFault.FileDiffers(2));
    }

    /** Of what happened before the third row. */
    private Retirement claim(AuditKey key) {
        var file = new Digest("f".repeat(64));
        var unsigned = new Retirement(NOON.plusSeconds(3), number(5), 2, file, file);
        return new Retirement(
                unsigned.before(),
                unsigned.through(),
                unsigned.rows(),
                file,
                AuditExports.proof(unsigned, key));
    }
}
