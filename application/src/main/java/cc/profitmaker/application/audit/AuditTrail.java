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
     * For what must proceed even when nothing can be written (cancels, refusals): returns at once,
     * writes soon, in order, and retries while the database is away.
     */
    void recordLater(AuditEvent event, Instant now);
}
