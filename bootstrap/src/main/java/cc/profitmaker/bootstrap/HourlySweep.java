package cc.profitmaker.bootstrap;

import cc.profitmaker.application.Unavailable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs one task now and every hour, on a thread of its own; a failure waits for the next hour. */
final class HourlySweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HourlySweep.class);

    private final ScheduledExecutorService executor;

    private HourlySweep(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    static HourlySweep start(Runnable task) {
        var executor =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("sweep").factory());
        var _ = executor.scheduleWithFixedDelay(() -> carefully(task), 0, 1, TimeUnit.HOURS);
        return new HourlySweep(executor);
    }

    private static void carefully(Runnable task) {
        try {
            task.run();
        } catch (Unavailable e) {
            LOG.warn("the hourly sweep must wait: {}", e.getMessage());
        } catch (RuntimeException e) {
            // The executor would drop the task for good, without a word.
            LOG.error("the hourly sweep failed", e);
        }
    }

    /** Waits for a run in progress. */
    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
    }
}
