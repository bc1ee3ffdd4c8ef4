package cc.profitmaker.adapter.persistence;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The one clock of all replicas: ours, put right by as much as the database's differs. What one
 * replica wrote another then finds as old as it is. Safe for any number of threads.
 */
final class DatabaseClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    /** An answer that took longer says too little. */
    private static final Duration SLOW = Duration.ofMillis(200);

    /** Less than this is what an answer takes, and no difference. */
    private static final Duration LEAST = Duration.ofMillis(100);

    /** A clock so far off is broken, and no clock to follow. */
    private static final Duration MOST = Duration.ofMinutes(1);

    private final InstantSource ours;
    private volatile Duration offset = Duration.ZERO;
    private volatile boolean broken;

    DatabaseClock(InstantSource ours) {
        this.ours = ours;
    }

    /** Asked for and had between these instants, the database said that. */
    void told(Instant theirs, Instant asked, Instant had) {
        Duration took = Duration.between(asked, had);
        if (took.isNegative() || took.compareTo(SLOW) > 0) {
            return;
        }
        Duration seen = Duration.between(asked.plus(took.dividedBy(2)), theirs);
        boolean far = seen.abs().compareTo(MOST) > 0;
        if (far != broken) {
            broken = far;
            LOG.warn("The database's clock differs from ours by {}", seen);
        }
        if (!far && seen.minus(offset).abs().compareTo(LEAST) > 0) {
            LOG.info("Following the database's clock, which differs from ours by {}", seen);
            offset = seen;
        }
    }

    Instant now() {
        return ours.instant();
    }

    @Override
    public Instant instant() {
        return ours.instant().plus(offset);
    }
}
