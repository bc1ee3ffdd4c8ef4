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
}
