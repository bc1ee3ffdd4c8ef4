package cc.profitmaker.application.audit;

import cc.profitmaker.domain.audit.AuditEvent;

import java.time.Instant;

/**
 * What is worth answering for, append-only. Stores write the events of their own changes in their
 * own transactions; this port is for what changes nothing else in the database.
 */
public interface AuditTrail {
    /**
     * Returns after the event is durable; fails with {@link cc.profitmaker.application.Unavailable}
     * otherwise, and then what it precedes must not happen.
     */
    void record(AuditEvent event, Instant now);

    /**
     * For what must proceed even when nothing can be written (cancels, revocations, refusals):
     * returns at once, writes soon, in order, and tries again while the database is away or does
     * not let it write. What still waits when the process ends is lost, and counted in the log.
     */
    void recordLater(AuditEvent event, Instant now);
}
