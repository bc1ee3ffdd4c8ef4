package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.audit.AuditChain.Unsealed;
import cc.profitmaker.application.audit.AuditFault;
import cc.profitmaker.application.audit.AuditKeyId;
import cc.profitmaker.application.audit.AuditReport;
import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.audit.SealNumber;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class AuditSentencesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Unsealed NONE = new Unsealed(0, Optional.empty());
    private static final SealNumber SEVEN = new SealNumber(7);
    private static final AuditId ROW = new AuditId(12);
    private static final Anchor ANCHOR = new Anchor(SEVEN, new Digest("a".repeat(64)));

    private static AuditReport report(long retired, Optional<AuditFault> first, long faults) {
        return new AuditReport(
                new AuditReport.Extent(7, retired, Optional.of(ANCHOR)),
                NONE,
                first.stream().toList(),
                faults);
    }

    private static Unsealed since(long rows, Duration ago) {
        return new Unsealed(rows, Optional.of(NOON.minus(ago)));
    }

    @Test
    void a_whole_trail_is_told_with_its_anchor() {
        assertThat(AuditSentences.whole(report(0, Optional.empty(), 0)))
                .isEqualTo(
                        "The audit trail is whole: 7 rows sealed. It ends at the anchor "
                                + ANCHOR
                                + ".");
        assertThat(AuditSentences.whole(report(1, Optional.empty(), 0)))
                .contains("7 rows sealed. Of these 1 were exported and removed since. It ends");
    }

    @Test
    void every_fault_has_a_sentence_that_names_its_place() {
        List<AuditFault> faults =
                List.of(
                        new AuditFault.Edited(SEVEN, ROW),
                        new AuditFault.Moved(SEVEN, ROW, new AuditId(13)),
                        new AuditFault.Removed(SEVEN, ROW),
                        new AuditFault.RemovedUnsealed(ROW),
                        new AuditFault.Inserted(ROW),
                        new AuditFault.Unchained(SEVEN),
                        new AuditFault.SealsMissing(SEVEN, SEVEN),
                        new AuditFault.SealsMissing(SEVEN, new SealNumber(9)),
                        new AuditFault.OtherKey(SEVEN, new AuditKeyId("k1")),
                        new AuditFault.Cut(ANCHOR),
                        new AuditFault.Replaced(ANCHOR),
                        new AuditFault.FileDiffers(7));
        List<String> told =
                faults.stream()
                        .map(f -> AuditSentences.broken(report(0, Optional.of(f), 1)))
                        .toList();
        assertThat(told)
                .doesNotHaveDuplicates()
                .allMatch(s -> s.startsWith("The audit trail is broken. ") && s.endsWith("."))
                .allMatch(s -> s.contains("7") || s.contains("12"));
        assertThat(AuditSentences.broken(report(0, Optional.of(faults.getFirst()), 3)))
                .isEqualTo(
                        "The audit trail is broken. Row 12 (seal 7) was edited. There are 3 such"
                                + " places; this is the first.");
    }

    @Test
    void the_tail_is_counted_and_its_age_is_told() {
        assertThat(AuditSentences.tail(NONE, NOON)).isEqualTo("No row waits for its seal.");
        assertThat(AuditSentences.tail(since(1, Duration.ofSeconds(3)), NOON))
                .isEqualTo("1 row not sealed yet; the oldest is 3 s old.");
        assertThat(AuditSentences.tail(since(5, Duration.ofMinutes(2)), NOON))
                .endsWith("is 2 minutes old.");
        assertThat(AuditSentences.tail(since(5, Duration.ofDays(2)), NOON))
                .endsWith("is 2 days old.");
        assertThat(AuditSentences.tail(since(5, Duration.ofSeconds(-2)), NOON))
                .endsWith("is 0 s old.");
    }
}
