package cc.profitmaker.application.testing;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.audit.AuditEvent;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was recorded, in order; can be made to fail like a database that is away. */
public final class InMemoryAuditTrail implements AuditTrail, AuditReading {
    public record Entry(AuditEvent event, Instant at) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    public void goAway() {
        away = true;
    }

    @Override
    public void record(AuditEvent event, Instant now) {
        if (away) {
            throw new Unavailable(Unavailable.Dependency.DATABASE, new IOException("away"));
        }
        entries.add(new Entry(event, now));
    }

    @Override
    public void recordLater(AuditEvent event, Instant now) {
        entries.add(new Entry(event, now));
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
