package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what must come, by asking again; never by sleeping for a while and hoping. */
final class Eventually {
    private Eventually() {}

    static void within(int seconds, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within %d s", seconds).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    static void times(int most, BooleanSupplier holds) {
        for (int i = 0; i < most; i++) {
            if (holds.getAsBoolean()) {
                return;
            }
        }
        throw new AssertionError("not in " + most + " attempts");
    }
}
