package cc.profitmaker.bootstrap;

import cc.profitmaker.application.audit.AuditChain.Unsealed;
import cc.profitmaker.application.audit.AuditFault;
import cc.profitmaker.application.audit.AuditReport;

import java.time.Duration;
import java.time.Instant;

/** What was found of the audit trail, for the operator to read. */
final class AuditSentences {
    private AuditSentences() {}

    static String whole(AuditReport report) {
        var extent = report.extent();
        String retired =
                extent.retired() == 0
                        ? ""
                        : " Of these " + extent.retired() + " were exported and removed since.";
        String anchor =
                extent.head().map(head -> " It ends at the anchor " + head + ".").orElse("");
        return "The audit trail is whole: " + rows(extent.seals()) + " sealed." + retired + anchor;
    }

    static String broken(AuditReport report) {
        String first = report.first().map(AuditFault::sentence).orElseThrow();
        String more =
                report.faults() == 1
                        ? ""
                        : " There are " + report.faults() + " such places; this is the first.";
        return "The audit trail is broken. " + first + more;
    }

    /** How far behind sealing is. */
    static String tail(Unsealed unsealed, Instant now) {
        return unsealed.oldest()
                .map(
                        oldest ->
                                rows(unsealed.rows())
                                        + " not sealed yet; the oldest is "
                                        + age(Duration.between(oldest, now))
                                        + " old.")
                .orElse("No row waits for its seal.");
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    private static String age(Duration age) {
        if (age.toDays() >= 2) {
            return age.toDays() + " days";
        }
        return age.toMinutes() >= 2
                ? age.toMinutes() + " minutes"
                : Math.max(0, age.toSeconds()) + " s";
    }
}
