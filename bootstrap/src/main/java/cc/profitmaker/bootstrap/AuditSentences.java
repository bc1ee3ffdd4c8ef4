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
        String first = report.first().map(AuditSentences::fault).orElseThrow();
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

    private static String fault(AuditFault fault) {
        return switch (fault) {
            case AuditFault.Edited(var seal, var row) ->
                    "Row %s (seal %s) was edited.".formatted(row, seal);
            case AuditFault.Moved(var seal, var row, var sealedAs) ->
                    "Row %s (seal %s) was reordered: it says what was sealed as row %s."
                            .formatted(row, seal, sealedAs);
            case AuditFault.Removed(var seal, var row) ->
                    "Row %s (seal %s) was removed.".formatted(row, seal);
            case AuditFault.RemovedUnsealed(var row) ->
                    "Row %s was removed before it was sealed.".formatted(row);
            case AuditFault.Inserted(var row) ->
                    "Row %s has no seal and waits for none: it was inserted, or its seal removed."
                            .formatted(row);
            case AuditFault.Unchained(var seal) ->
                    ("Seal %s does not follow from the one before it: it was edited, inserted or"
                                    + " reordered.")
                            .formatted(seal);
            case AuditFault.SealsMissing(var first, var last) ->
                    first.equals(last)
                            ? "Seal %s is missing.".formatted(first)
                            : "Seals %s to %s are missing.".formatted(first, last);
            case AuditFault.OtherKey(var seal, var key) ->
                    "Seal %s was made with another key, %s.".formatted(seal, key);
            case AuditFault.Cut(var anchor) ->
                    "Its end was cut: the anchor %s is not in it any more.".formatted(anchor);
            case AuditFault.Replaced(var anchor) ->
                    "Its end was cut and grew anew: seal %s is not that of the anchor."
                            .formatted(anchor.number());
            case AuditFault.FileDiffers(var line) ->
                    "Line %d of the file is not what was sealed.".formatted(line);
        };
    }
}
