package cc.profitmaker.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

import java.io.Flushable;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes log lines on a thread of its own, as many at once as have come. Callers wait for nobody:
 * logback's own queue has a lock that they met at, and wrote each line by itself, which cost a busy
 * server more than a third of its processor time.
 *
 * <p>A line is written within {@link #PAUSE}. When lines come faster than they can be written,
 * those below WARN are dropped first.
 */
final class QueuedLines extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int MOST = 8192;
    private static final int MOST_BELOW_WARN = MOST / 5 * 4;
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int PAUSES_BEFORE_SLEEP = 100;
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Appender<ILoggingEvent> to;
    private final Flushable buffer;
    private final Thread writer =
            Thread.ofPlatform().daemon().name("profitmaker-log").unstarted(this::run);
    private volatile boolean asleep;

    /**
     * Not yet started.
     *
     * @param buffer what {@code to} writes to
     */
    QueuedLines(Appender<ILoggingEvent> to, Flushable buffer) {
        this.to = to;
        this.buffer = buffer;
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    @Override
    protected void append(ILoggingEvent line) {
        int most = line.getLevel().isGreaterOrEqual(Level.WARN) ? MOST : MOST_BELOW_WARN;
        if (waiting.get() >= most) {
            return;
        }
        line.prepareForDeferredProcessing();
        waiting.incrementAndGet();
        lines.add(line);
        if (asleep) {
            LockSupport.unpark(writer);
        }
    }

    private void run() {
        int idle = 0;
        while (isStarted()) {
            if (writeAll()) {
                idle = 0;
            }
            idle++;
            if (idle < PAUSES_BEFORE_SLEEP) {
                LockSupport.parkNanos(PAUSE.toNanos());
            } else {
                sleep();
            }
        }
        writeAll();
    }

    /** Until the next line, or the end. */
    private void sleep() {
        asleep = true;
        // Whoever adds a line after this look sees that we are asleep.
        if (lines.isEmpty() && isStarted()) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** False when there was nothing to write. */
    private boolean writeAll() {
        ILoggingEvent line = lines.poll();
        if (line == null) {
            return false;
        }
        while (line != null) {
            waiting.decrementAndGet();
            to.doAppend(line);
            line = lines.poll();
        }
        try {
            buffer.flush();
        } catch (IOException e) {
            // Nobody reads it: nobody can be told either.
            addError("log lines were lost", e);
        }
        return true;
    }

    /** Returns when what was queued before is written, or cannot be within {@link #LAST_LINES}. */
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        LockSupport.unpark(writer);
        try {
            if (!writer.join(LAST_LINES)) {
                addWarn("log lines were lost at the end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        to.stop();
    }
}
