package cc.profitmaker.application.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens soon, up to a deadline far above any honest duration of it. */
final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** Asserts until the assertion holds; past the deadline, fails as it does. */
    static void holds(Runnable assertion) {
        long start = System.nanoTime();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() - start > DEADLINE.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
