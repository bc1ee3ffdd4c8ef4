package cc.profitmaker.application.testing;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.trading.HaltStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Remembers who is halted. */
public final class InMemoryHaltStore implements HaltStore {
    private final AuditTrail audit;
    private final Map<Optional<UserId>, Instant> halts = new HashMap<>();

    public InMemoryHaltStore(AuditTrail audit) {
        this.audit = audit;
    }

    @Override
    public synchronized Halts of(UserId user) {
        return new Halts(
                Optional.ofNullable(halts.get(Optional.<UserId>empty())),
                Optional.ofNullable(halts.get(Optional.of(user))));
    }

    @Override
    public synchronized void halt(Optional<UserId> user, AuditEvent event, Instant now) {
        audit.record(event, now);
        halts.putIfAbsent(user, now);
    }

    @Override
    public synchronized void resume(Optional<UserId> user, AuditEvent event, Instant now) {
        audit.record(event, now);
        halts.remove(user);
    }

    /** Whether everybody is halted, or somebody of whom that is true. */
    synchronized boolean anyOf(Predicate<UserId> whose) {
        return halts.keySet().stream().anyMatch(user -> user.map(whose::test).orElse(true));
    }
}
