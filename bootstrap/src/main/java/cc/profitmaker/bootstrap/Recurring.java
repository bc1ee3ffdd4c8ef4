package cc.profitmaker.bootstrap;

import cc.profitmaker.application.Unavailable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs one task now and again after each pause, on a thread of its own; a failure waits for it. */
final class Recurring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recurring.class);

    private final ScheduledExecutorService executor;

    private Recurring(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    /**
     * Starts it.
     *
     * @param name of the thread, and of the task in the log
     */
    static Recurring start(String name, Duration pause, Runnable task) {
        var executor =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name(name).factory());
        var _ =
                executor.scheduleWithFixedDelay(
                        () -> carefully(name, task), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return new Recurring(executor);
    }

    private static void carefully(String name, Runnable task) {
        try {
            task.run();
        } catch (Unavailable e) {
            LOG.warn("{} must wait: {}", name, e.getMessage());
        } catch (RuntimeException e) {
            // The executor would drop the task for good, without a word.
            LOG.error("{} failed", name, e);
        }
    }

    /** Waits for a run in progress. */
    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
    }
}
