package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.Unavailable;

import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What must not be waited for is written by a thread of its own, in order, as often as it takes,
 * and until it is written when closing; each write happens as a whole. When the database ends a
 * connection in the middle of a commit, one may happen twice: rather that than not at all. Bounded:
 * what finds the queue full is lost, and the log says so.
 */
final class LaterWrites implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaterWrites.class);
    private static final int LIMIT = 20_000;
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);
    private static final String NO_PARTITION_OR_CHECK = "23514";

    private final Transactions transactions;
    private final BlockingQueue<Write> queue = new ArrayBlockingQueue<>(LIMIT);
    private final Occasionally complaints = new Occasionally(Duration.ofMinutes(1));
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    /** What it is, for the log, and how it is done. */
    private record Write(
            String what,
            Function<DSLContext, List<Query>> queries,
            CompletableFuture<Boolean> written) {}

    LaterWrites(Transactions transactions) {
        this.transactions = transactions;
        this.thread = Thread.ofPlatform().daemon().name("profitmaker-later").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Returns at once.
     *
     * @return true when it is committed, false when it is lost
     */
    CompletableFuture<Boolean> add(String what, Function<DSLContext, List<Query>> queries) {
        var written = new CompletableFuture<Boolean>();
        if (!queue.offer(new Write(what, queries, written))) {
            LOG.error("Queue of later writes full, lost: {}", what);
            written.complete(false);
        }
        return written;
    }

    private void run() {
        List<Write> batch = new ArrayList<>(BATCH);
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
                    LOG.error("{} later writes lost", batch.size() + queue.size());
                    return;
                } else {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void fill(List<Write> batch) throws InterruptedException {
        Write first = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, BATCH - 1);
        }
    }

    private boolean isWritten(List<Write> batch) {
        try {
            write(batch);
            return true;
        } catch (Unavailable e) {
            waitingFor(e, batch);
            return false;
        } catch (RuntimeException e) {
            if (!isFaultOfData(e)) {
                waitingFor(e, batch);
                return false;
            }
            // A fault of ours in one of them must not hold back all that come after it.
            LOG.error("Later writes refused, trying them one by one", e);
            batch.removeIf(this::isWrittenOrHopeless);
            return batch.isEmpty();
        }
    }

    private void waitingFor(RuntimeException e, List<Write> batch) {
        complaints.run(
                () ->
                        LOG.warn(
                                "{} later writes wait for the database",
                                batch.size() + queue.size(),
                                e));
    }

    /**
     * Data that does not fit will never fit. All else that the database refuses is about the table
     * (no privilege, a trigger that raises, no partition), and ends when somebody mends it.
     */
    static boolean isFaultOfData(RuntimeException e) {
        if (!(e instanceof DataAccessException refused)) {
            return true;
        }
        String state = refused.sqlState();
        return (state.startsWith("22") || state.startsWith("23"))
                && !state.equals(NO_PARTITION_OR_CHECK);
    }

    private boolean isWrittenOrHopeless(Write write) {
        try {
            write(List.of(write));
            return true;
        } catch (Unavailable _) {
            return false;
        } catch (RuntimeException e) {
            if (!isFaultOfData(e)) {
                return false;
            }
            LOG.error("Later write lost: {}", write.what(), e);
            write.written().complete(false);
            return true;
        }
    }

    private void write(List<Write> writes) {
        transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    List<Query> queries =
                            writes.stream()
                                    .flatMap(write -> write.queries().apply(sql).stream())
                                    .toList();
                    return sql.batch(queries).execute().length;
                });
        writes.forEach(write -> write.written().complete(true));
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
