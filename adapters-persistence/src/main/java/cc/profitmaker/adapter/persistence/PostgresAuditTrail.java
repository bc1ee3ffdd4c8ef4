package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.Unavailable.Dependency;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.audit.AuditEvent;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What waits to be recorded is written by a thread of its own, in order, as often as it takes, and
 * until it is written when closing. When the database ends a connection in the middle of a commit,
 * a row may be written twice: rather that than not at all.
 */
final class PostgresAuditTrail implements AuditTrail, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresAuditTrail.class);
    private static final int LIMIT = 20_000;
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);
    private static final String NO_PARTITION_OR_CHECK = "23514";

    private final Transactions transactions;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(LIMIT);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Occasionally complaints = new Occasionally(Duration.ofMinutes(1));
    private final Thread thread;

    private record Waiting(AuditEvent event, Instant at) {}

    PostgresAuditTrail(Transactions transactions) {
        this.transactions = transactions;
        this.thread = Thread.ofPlatform().daemon().name("profitmaker-audit").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void record(AuditEvent event, Instant now) {
        try {
            write(List.of(new Waiting(event, now)));
        } catch (DataAccessException e) {
            throw isFaultOfEvent(e) ? e : new Unavailable(Dependency.DATABASE, e);
        }
    }

    @Override
    public void recordLater(AuditEvent event, Instant now) {
        if (!queue.offer(new Waiting(event, now))) {
            LOG.error("Audit queue full, lost: {}", AuditRow.of(event).kind());
        }
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(BATCH);
        long end = Long.MAX_VALUE;
        try {
            while (true) {
                if (batch.isEmpty()) {
                    fill(batch);
                }
                boolean stopping = stop.getCount() == 0;
                if (stopping && end == Long.MAX_VALUE) {
                    end = System.nanoTime() + LAST_CHANCE.toNanos();
                }
                if (batch.isEmpty()) {
                    if (stopping) {
                        return;
                    }
                    continue;
                }
                if (isWritten(batch)) {
                    batch.clear();
                } else if (stopping && System.nanoTime() > end) {
                    LOG.error("{} audit events lost", batch.size() + queue.size());
                    return;
                } else {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void fill(List<Waiting> batch) throws InterruptedException {
        Waiting first = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, BATCH - 1);
        }
    }

    private boolean isWritten(List<Waiting> batch) {
        try {
            write(batch);
            return true;
        } catch (Unavailable e) {
            waitingFor(e, batch);
            return false;
        } catch (RuntimeException e) {
            if (!isFaultOfEvent(e)) {
                waitingFor(e, batch);
                return false;
            }
            // A fault of ours in one of them must not hold back all that come after it.
            LOG.error("Audit batch refused, writing its events one by one", e);
            batch.removeIf(this::isWrittenOrHopeless);
            return batch.isEmpty();
        }
    }

    private void waitingFor(RuntimeException e, List<Waiting> batch) {
        complaints.run(
                () ->
                        LOG.warn(
                                "{} audit events cannot be written",
                                batch.size() + queue.size(),
                                e));
    }

    /**
     * Data that does not fit will never fit. All else that the database refuses is about the table
     * (no privilege, a trigger that raises, no partition), and ends when somebody mends it.
     */
    private static boolean isFaultOfEvent(RuntimeException e) {
        if (!(e instanceof DataAccessException refused)) {
            return true;
        }
        String state = refused.sqlState();
        return (state.startsWith("22") || state.startsWith("23"))
                && !state.equals(NO_PARTITION_OR_CHECK);
    }

    private boolean isWrittenOrHopeless(Waiting waiting) {
        try {
            write(List.of(waiting));
            return true;
        } catch (Unavailable _) {
            return false;
        } catch (RuntimeException e) {
            if (!isFaultOfEvent(e)) {
                return false;
            }
            LOG.error("Audit event lost: {}", AuditRow.of(waiting.event()).kind(), e);
            return true;
        }
    }

    private void write(List<Waiting> events) {
        transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    var inserts =
                            events.stream()
                                    .map(e -> AuditRow.of(e.event()).insert(sql, e.at()))
                                    .toList();
                    return sql.batch(inserts).execute().length;
                });
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            boolean _ = thread.join(LAST_CHANCE.plusSeconds(15));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
