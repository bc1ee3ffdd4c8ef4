package cc.profitmaker.application.session;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.session.ClientAddress;

import java.time.InstantSource;
import java.util.Optional;

/**
 * Bearer tokens that were refused, on record as one event per address and minute. Thread-safe,
 * never blocks on the database, and a flood costs no more than its addresses.
 */
public final class RefusedTokens {
    private final CountedRefusals refusals;
    private final InstantSource clock;

    public RefusedTokens(AuditTrail audit, InstantSource clock) {
        this.refusals = CountedRefusals.ofTokens(audit);
        this.clock = clock;
    }

    public void refused(ClientAddress from) {
        refusals.count(from, Optional.empty(), clock.instant());
    }

    /** Writes the refusals of minutes that are over; for a job that runs once a minute. */
    public void recordRefusals() {
        refusals.recordEnded(clock.instant());
    }

    /** Writes the refusals counted so far; for the end of the server, after its last call. */
    public void recordLastRefusals() {
        refusals.recordAll();
    }
}
