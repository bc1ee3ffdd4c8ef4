package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.audit.AuditEntry;
import cc.profitmaker.application.audit.AuditKey;
import cc.profitmaker.application.audit.Seal;
import cc.profitmaker.domain.audit.Anchor;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Chains what was recorded, on a thread of its own and behind everybody's back: nobody waits for
 * it. One replica at a time, whichever comes; a replica that dies in the middle leaves nothing half
 * done. It does not go on from a chain that has lost what it sealed itself, or that another key
 * made: it says so and leaves the rows unsealed.
 */
final class AuditSealer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditSealer.class);
    // Any number that nobody else uses: the paper accounts' locks are 64-bit hashes.
    private static final long TURN = 0x70_6d_61_75_64_69_74L;
    private static final int BATCH = 1000;
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration APART = Duration.ofMinutes(1);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final AuditKey key;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private final Occasionally complaints = new Occasionally(APART);
    private final Occasionally anchors = new Occasionally(APART);
    private Optional<Anchor> last = Optional.empty();
    private Optional<Anchor> told = Optional.empty();

    AuditSealer(Transactions transactions, AuditKey key) {
        this.transactions = transactions;
        this.key = key;
        this.thread = Thread.ofPlatform().daemon().name("profitmaker-seals").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                catchUp(Instant.MAX);
                if (!last.equals(told)) {
                    anchors.run(this::tell);
                }
            } while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
            catchUp(Instant.now().plus(LAST_CHANCE));
            tell();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void catchUp(Instant until) {
        try {
            boolean more = true;
            while (more && Instant.now().isBefore(until)) {
                Round round = transactions.write(this::round);
                // Only now: what was not committed is nobody's anchor.
                last = round.head().or(() -> last);
                more = round.rows() == BATCH;
            }
        } catch (Unavailable e) {
            complaints.run(() -> LOG.warn("Sealing must wait: {}", e.getMessage()));
        } catch (RuntimeException e) {
            complaints.run(() -> LOG.error("Sealing failed", e));
        }
    }

    /** What a cut end is told by later; the log is not in the reach of whoever has the database. */
    private void tell() {
        last.filter(_ -> !told.equals(last))
                .ifPresent(anchor -> LOG.info("Audit anchor {}", anchor));
        told = last;
    }

    private record Round(Optional<Anchor> head, int rows) {
        static final Round NOT_OURS = new Round(Optional.empty(), 0);
    }

    private Round round(Transactions.Transaction transaction) {
        DSLContext sql = transaction.sql();
        if (!isOurTurn(sql)) {
            return Round.NOT_OURS;
        }
        // After the turn, in a statement of its own: what the one before us committed is seen.
        Optional<Seal> head = AuditSeals.head(sql);
        Optional<String> objection = objection(sql, head);
        if (objection.isPresent()) {
            complaints.run(() -> LOG.error("Not sealing the audit trail: {}", objection.get()));
            return Round.NOT_OURS;
        }
        List<Seal> seals = seals(head.map(Seal::anchor), AuditSeals.waiting(sql, BATCH));
        if (seals.isEmpty()) {
            return new Round(head.map(Seal::anchor), 0);
        }
        AuditSeals.write(sql, seals);
        return new Round(Optional.of(seals.getLast().anchor()), seals.size());
    }

    private static boolean isOurTurn(DSLContext sql) {
        return sql.select(
                        DSL.function("pg_try_advisory_xact_lock", Boolean.class, DSL.inline(TURN)))
                .fetchSingle()
                .value1();
    }

    private Optional<String> objection(DSLContext sql, Optional<Seal> head) {
        if (head.isPresent() && !head.get().key().equals(key.id())) {
            return Optional.of(
                    "it was sealed with the key " + head.get().key() + ", ours is " + key.id());
        }
        boolean standsByUs =
                last.isEmpty()
                        || AuditSeals.numbered(sql, last.get().number())
                                .map(Seal::anchor)
                                .equals(last);
        return standsByUs
                ? Optional.empty()
                : Optional.of("its end was cut or replaced, it had the anchor " + last.get());
    }

    private List<Seal> seals(Optional<Anchor> head, List<AuditEntry> entries) {
        // As exact as the database keeps it, or the seal could not be made a second time.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<Seal> seals = new ArrayList<>(entries.size());
        Optional<Anchor> previous = head;
        for (AuditEntry entry : entries) {
            Seal seal = Seal.after(previous, entry.trace(), now, key);
            seals.add(seal);
            previous = Optional.of(seal.anchor());
        }
        return seals;
    }

    /** Seals what there is, then stops. */
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
