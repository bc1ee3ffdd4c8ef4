package cc.profitmaker.application.trading;

import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;
import java.util.Optional;

/**
 * Whose trading is halted. What was set is in force on every replica when {@link #halt} returns: an
 * {@link OrderJournal} on the same database lets no order out any more. It outlives restarts. Fails
 * with {@link cc.profitmaker.application.Unavailable}.
 */
public interface HaltStore {
    /**
     * Since when; empty: not halted.
     *
     * @param all everybody
     * @param own the one it was asked for
     */
    record Halts(Optional<Instant> all, Optional<Instant> own) {}

    Halts of(UserId user);

    /**
     * Halts, and does nothing to a halt that there is already but to record the event.
     *
     * @param user whose own trading; empty: everybody's
     */
    void halt(Optional<UserId> user, AuditEvent event, Instant now);

    void resume(Optional<UserId> user, AuditEvent event, Instant now);
}
