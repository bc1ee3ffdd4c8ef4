package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.SESSIONS;

import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.val;

import cc.profitmaker.domain.session.SessionId;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.jooq.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When sessions were last used, written in batches by a thread of its own: at most once per session
 * and minute. Bounded: past the bound uses go unnoted, which only makes a list look older.
 */
final class LastUses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);
    private static final Duration APART = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LIMIT = 50_000;

    private final Transactions transactions;
    private final Cache<SessionId, Instant> noted =
            Caffeine.newBuilder().maximumSize(LIMIT).build();
    private final Map<SessionId, Instant> pending = new ConcurrentHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    LastUses(Transactions transactions) {
        this.transactions = transactions;
        this.thread = Thread.ofPlatform().daemon().name("profitmaker-uses").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** One look into a table in memory for all but the first use in a minute. */
    void note(SessionId id, Instant now) {
        Instant last = noted.getIfPresent(id);
        if (last != null && now.isBefore(last.plus(APART))) {
            return;
        }
        if (pending.size() < LIMIT) {
            noted.put(id, now);
            pending.put(id, now);
        }
    }

    private void run() {
        try {
            while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                flush();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        flush();
    }

    private void flush() {
        // In one order on every replica, so that two of them never wait for each other's rows.
        List<Map.Entry<SessionId, Instant>> batch =
                pending.entrySet().stream()
                        .map(Map.Entry::copyOf)
                        .sorted(Map.Entry.comparingByKey(Comparator.comparing(SessionId::value)))
                        .toList();
        if (batch.isEmpty()) {
            return;
        }
        try {
            transactions.write(
                    transaction -> {
                        List<Query> updates = new ArrayList<>(batch.size());
                        for (var use : batch) {
                            updates.add(
                                    transaction
                                            .sql()
                                            .update(SESSIONS)
                                            .set(
                                                    SESSIONS.LAST_USED_AT,
                                                    greatest(
                                                            SESSIONS.LAST_USED_AT,
                                                            val(use.getValue())))
                                            .where(SESSIONS.ID.eq(use.getKey().value())));
                        }
                        return transaction.sql().batch(updates).execute().length;
                    });
            batch.forEach(use -> pending.remove(use.getKey(), use.getValue()));
        } catch (RuntimeException e) {
            LOG.debug("Last uses of {} sessions not written yet", batch.size(), e);
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            boolean _ = thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
