package cc.profitmaker.adapter.persistence;

import java.time.Duration;

/**
 * Whether this replica hears of changes: the instant at which the last question was sent on the
 * listening connection that was answered since. Whatever was committed before it has been heard, so
 * an answer from memory is at most that much out of date.
 */
final class Freshness {
    /** Less than the second within which a change must have reached every replica. */
    private static final long LASTS = Duration.ofMillis(900).toNanos();

    private volatile long provenAt = System.nanoTime() - LASTS;

    /** Costs one reading of the clock. */
    boolean isProven() {
        return System.nanoTime() - provenAt < LASTS;
    }

    void provenAt(long nanoTime) {
        provenAt = nanoTime;
    }
}
