package cc.profitmaker.application.audit;

import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.SealNumber;

/** A place where the trail is not what was sealed. */
public sealed interface AuditFault {
    /** The row is there and says something else. */
    record Edited(SealNumber seal, AuditId row) implements AuditFault {}

    /** The row stands where another was: its content was sealed as that other one's. */
    record Moved(SealNumber seal, AuditId row, AuditId sealedAs) implements AuditFault {}

    record Removed(SealNumber seal, AuditId row) implements AuditFault {}

    /** Gone before it was sealed. */
    record RemovedUnsealed(AuditId row) implements AuditFault {}

    /** Put in past the trail's own way in, or robbed of its seal. */
    record Inserted(AuditId row) implements AuditFault {}

    /** Does not follow from the seal before it: edited, put in or moved. */
    record Unchained(SealNumber seal) implements AuditFault {}

    record SealsMissing(SealNumber first, SealNumber last) implements AuditFault {}

    record OtherKey(SealNumber seal, AuditKeyId key) implements AuditFault {}

    /** The chain ends before an anchor that was once its end. */
    record Cut(Anchor anchor) implements AuditFault {}

    /** The chain is another one than that which the anchor was of. */
    record Replaced(Anchor anchor) implements AuditFault {}

    /** A line of a file is not what was sealed. */
    record FileDiffers(long line) implements AuditFault {}

    /** For a human. */
    default String sentence() {
        return switch (this) {
            case Edited(var seal, var row) -> "Row %s (seal %s) was edited.".formatted(row, seal);
            case Moved(var seal, var row, var sealedAs) ->
                    "Row %s (seal %s) was reordered: it says what was sealed as row %s."
                            .formatted(row, seal, sealedAs);
            case Removed(var seal, var row) -> "Row %s (seal %s) was removed.".formatted(row, seal);
            case RemovedUnsealed(var row) ->
                    "Row %s was removed before it was sealed.".formatted(row);
            case Inserted(var row) ->
                    "Row %s has no seal and waits for none: it was inserted, or its seal removed."
                            .formatted(row);
            case Unchained(var seal) ->
                    ("Seal %s does not follow from the one before it: it was edited, inserted or"
                                    + " reordered.")
                            .formatted(seal);
            case SealsMissing(var first, var last) ->
                    first.equals(last)
                            ? "Seal %s is missing.".formatted(first)
                            : "Seals %s to %s are missing.".formatted(first, last);
            case OtherKey(var seal, var key) ->
                    "Seal %s was made with another key, %s.".formatted(seal, key);
            case Cut(var anchor) ->
                    "Its end was cut: the anchor %s is not in it any more.".formatted(anchor);
            case Replaced(var anchor) ->
                    "Its end was cut and grew anew: seal %s is not that of the anchor."
                            .formatted(anchor.number());
            case FileDiffers(var line) ->
                    "Line %d of the file is not what was sealed.".formatted(line);
        };
    }
}
