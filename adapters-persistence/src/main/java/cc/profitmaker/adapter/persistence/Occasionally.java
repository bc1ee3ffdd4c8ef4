package cc.profitmaker.adapter.persistence;

import java.time.Duration;

/** Does what would be done again and again at most once in a while; for one thread. */
final class Occasionally {
    private final long apart;
    private long next = System.nanoTime();

    Occasionally(Duration apart) {
        this.apart = apart.toNanos();
    }

    void run(Runnable task) {
        long now = System.nanoTime();
        if (now - next >= 0) {
            next = now + apart;
            task.run();
        }
    }
}
