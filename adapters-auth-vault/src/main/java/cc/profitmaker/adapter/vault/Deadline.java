package cc.profitmaker.adapter.vault;

import java.time.Duration;

/** When a caller stops waiting, however many calls it takes to answer them. */
final class Deadline {
    private final long at;

    private Deadline(long at) {
        this.at = at;
    }

    static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** Zero and less when it has passed. */
    long nanosLeft() {
        return at - System.nanoTime();
    }
}
