package cc.profitmaker.application.audit;

import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.Retirement;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The audit trail and its seals as they stand, whoever meddled with them: nothing here is checked.
 * Sealing goes on behind it, at most a second late, and each row is sealed once. Fails with {@link
 * cc.profitmaker.application.Unavailable}.
 */
public interface AuditChain {
    /** How far sealing is. */
    Standing standing();

    /**
     * Shows all of it as of one moment, in constant memory: first every {@link Piece.Retired}, then
     * every {@link Piece.Link} in the order of seals, then the rest in no order.
     */
    void walk(Consumer<Piece> visitor);

    record Standing(Optional<Anchor> head, Unsealed unsealed) {}

    /** Rows that wait for their seal; {@code oldest} is when the oldest of them happened. */
    record Unsealed(long rows, Optional<Instant> oldest) {}

    sealed interface Piece {
        /** What a row says that retires others. */
        record Retired(Retirement claim) implements Piece {}

        /** A seal, and the row of that id if there is one. */
        record Link(Seal seal, Optional<AuditEntry> row) implements Piece {}

        /** A row that is still to be sealed. */
        record Waiting(AuditId id, Instant at) implements Piece {}

        /** A row that was to be sealed and is not there. */
        record Vanished(AuditId id) implements Piece {}

        /** A row that has no seal and waits for none. */
        record Stray(AuditId id) implements Piece {}
    }
}
