package cc.profitmaker.application.audit;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.audit.AuditExports.Outcome;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditChain;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.TestAuditKey;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.audit.Retirement;
import cc.profitmaker.domain.audit.SealNumber;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class AuditExportsTest {
    private static final TestAuditKey KEY = TestAuditKey.ONE;
    private static final Digest DIGEST = new Digest("d".repeat(64));

    private final InMemoryAuditChain chain = new InMemoryAuditChain();
    private final InMemoryAuditTrail trail = new InMemoryAuditTrail();
    private final HandMovedClock clock = new HandMovedClock(NOON.plusSeconds(100));
    private final AuditExports exports = new AuditExports(chain, KEY, trail, clock);
    private final Sheet sheet = new Sheet();

    private static final class Sheet implements AuditFile.Writing {
        private final List<AuditId> written = new ArrayList<>();
        private boolean finished;
        private boolean discarded;

        @Override
        public void add(Seal seal, AuditEntry row) {
            assertThat(seal.entry()).isEqualTo(row.trace());
            written.add(row.id());
        }

        @Override
        public Digest finish() {
            finished = true;
            return DIGEST;
        }

        @Override
        public void discard() {
            discarded = true;
        }
    }

    @BeforeEach
    void three_sealed_rows() {
        for (int i = 1; i <= 3; i++) {
            chain.record(NOON.plusSeconds(i), "kind");
        }
        chain.seal(KEY, NOON.plusSeconds(9));
    }

    private void assertNothingIsLeft() {
        assertThat(sheet.discarded).isTrue();
        assertThat(sheet.finished).isFalse();
        assertThat(trail.events()).isEmpty();
    }

    @Test
    void a_copy_has_all_that_is_sealed_and_is_put_on_record() {
        chain.record(NOON.plusSeconds(4), "not sealed yet");

        assertThat(exports.export(sheet)).isEqualTo(new Outcome.Written(3, DIGEST));

        assertThat(sheet.written).containsExactly(new AuditId(1), new AuditId(2), new AuditId(3));
        assertThat(sheet.discarded).isFalse();
        assertThat(trail.entries())
                .containsExactly(
                        new InMemoryAuditTrail.Entry(
                                new AuditEvent.AuditExported(3, DIGEST), clock.instant()));
    }

    @Test
    void a_retirement_has_what_was_before_and_says_so_under_the_key() {
        Instant before = NOON.plusSeconds(3);

        assertThat(exports.retire(before, sheet)).isEqualTo(new Outcome.Written(2, DIGEST));

        assertThat(sheet.written).containsExactly(new AuditId(1), new AuditId(2));
        Retirement claim = ((AuditEvent.AuditRetired) trail.events().getFirst()).retirement();
        assertThat(claim.before()).isEqualTo(before);
        assertThat(claim.through()).isEqualTo(new SealNumber(3));
        assertThat(claim.rows()).isEqualTo(2);
        assertThat(claim.file()).isEqualTo(DIGEST);

        chain.retirements.add(claim);
        chain.rows.subList(0, 2).clear();
        var report = new AuditVerification(chain, KEY).verify(List.of(), AuditFile.none());
        assertThat(report.isWhole()).isTrue();
        assertThat(report.extent().retired()).isEqualTo(2);
    }

    @Test
    void every_word_of_a_retirement_is_under_the_key() {
        exports.retire(NOON.plusSeconds(2), sheet);
        Retirement claim = ((AuditEvent.AuditRetired) trail.events().getFirst()).retirement();
        chain.rows.subList(0, 2).clear();
        for (Retirement forged :
                List.of(
                        new Retirement(
                                NOON.plusSeconds(3),
                                claim.through(),
                                claim.rows(),
                                claim.file(),
                                claim.proof()),
                        new Retirement(
                                claim.before(),
                                new SealNumber(99),
                                claim.rows(),
                                claim.file(),
                                claim.proof()),
                        new Retirement(
                                claim.before(), claim.through(), 7, claim.file(), claim.proof()),
                        new Retirement(
                                claim.before(),
                                claim.through(),
                                claim.rows(),
                                new Digest("e".repeat(64)),
                                claim.proof()))) {
            chain.retirements.clear();
            chain.retirements.add(forged);
            assertThat(
                            new AuditVerification(chain, KEY)
                                    .verify(List.of(), AuditFile.none())
                                    .faults())
                    .isEqualTo(2);
        }
    }

    @Test
    void a_broken_trail_is_not_exported() {
        chain.rows.removeFirst();
        assertThat(exports.export(sheet))
                .isInstanceOfSatisfying(
                        Outcome.Broken.class,
                        broken ->
                                assertThat(broken.report().first())
                                        .contains(
                                                new AuditFault.Removed(
                                                        new SealNumber(1), new AuditId(1))));
        assertNothingIsLeft();
    }

    @Test
    void a_time_with_an_unsealed_row_is_not_retired() {
        chain.record(NOON, "told late");
        assertThat(exports.retire(NOON.plusSeconds(3), sheet)).isEqualTo(new Outcome.Unsealed(1));
        assertNothingIsLeft();
    }

    @Test
    void a_time_that_is_not_over_is_not_retired_and_one_that_ends_now_is() {
        assertThat(exports.retire(clock.instant().plusNanos(1), sheet))
                .isEqualTo(new Outcome.NotOver());
        assertNothingIsLeft();
        assertThat(exports.retire(clock.instant(), new Sheet()))
                .isEqualTo(new Outcome.Written(3, DIGEST));
    }

    @Test
    void nothing_is_not_exported() {
        assertThat(exports.retire(NOON, sheet)).isEqualTo(new Outcome.Nothing());
        assertNothingIsLeft();
    }

    @Test
    void a_whole_file_stays_when_it_cannot_be_put_on_record_but_nothing_is_retired() {
        trail.goAway();
        assertThatThrownBy(() -> exports.retire(NOON.plusSeconds(3), sheet))
                .isInstanceOf(Unavailable.class);
        assertThat(sheet.finished).isTrue();
        assertThat(sheet.discarded).isFalse();
        assertThat(trail.events()).isEmpty();
    }
}
