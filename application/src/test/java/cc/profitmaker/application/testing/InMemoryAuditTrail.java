package cc.profitmaker.application.testing;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.audit.AuditEvent;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was recorded, in order; can be made to fail like a database that is away. */
public final class InMemoryAuditTrail implements AuditTrail, AuditReading {
    public record Entry(AuditEvent event, Instant at) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean away;
    private volatile boolean refusing;

    public void goAway() {
        away = true;
    }

    /** From now on nothing can be written, though the database is there. */
    public void refuse() {
        refusing = true;
    }

    /** Writes what waited, and all that comes. */
    public void accept() {
        refusing = false;
        for (Entry next = waiting.poll(); next != null; next = waiting.poll()) {
            entries.add(next);
        }
    }

    @Override
    public void record(AuditEvent event, Instant now) {
        if (away || refusing) {
            throw new Unavailable(Unavailable.Dependency.DATABASE, new IOException("away"));
        }
        entries.add(new Entry(event, now));
    }

    @Override
    public void recordLater(AuditEvent event, Instant now) {
        (refusing ? waiting : entries).add(new Entry(event, now));
    }

    /** As a store does with the event of what only takes something away. */
    void recordRevocation(AuditEvent event, Instant now) {
        if (refusing) {
            recordLater(event, now);
        } else {
            record(event, now);
        }
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public List<AuditEvent> events() {
        return entries.stream().map(Entry::event).toList();
    }

    @Override
    public List<String> recorded() {
        return entries.stream().map(entry -> shown(entry.event(), entry.at())).toList();
    }

    @Override
    public String shown(AuditEvent event, Instant at) {
        return at + " " + event;
    }
}
