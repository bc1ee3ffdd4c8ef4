package cc.profitmaker.application.session;

import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Proof;
import cc.profitmaker.domain.session.Session;
import cc.profitmaker.domain.session.SessionId;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A user's own sessions. */
public final class Sessions {
    private final SessionStore store;
    private final InstantSource clock;

    public Sessions(SessionStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** {@code current}: the one this very call was made with. */
    public record Own(Session session, Instant lastUsedAt, boolean current) {}

    /** Newest first. */
    public List<Own> list(Caller caller) {
        return store.of(caller.id(), clock.instant()).stream()
                .map(
                        listed ->
                                new Own(
                                        listed.session(),
                                        listed.lastUsedAt(),
                                        isCurrent(caller, listed.session().id())))
                .toList();
    }

    /** False when the caller has no such session, whoever else may have it. */
    public boolean end(Caller caller, SessionId id) {
        return store.end(caller.id(), id, new AuditEvent.SignedOut(caller.id()), clock.instant());
    }

    /**
     * Ends the session the call was made with. Other kinds of token are not ours to end: for them
     * nothing happens.
     */
    public void logout(Caller caller) {
        if (caller.proof() instanceof Proof.LocalSession(var id)) {
            end(caller, id);
        }
    }

    /** For the hourly sweep; how many expired sessions went. */
    public int sweep() {
        return store.sweep(clock.instant());
    }

    private static boolean isCurrent(Caller caller, SessionId id) {
        return caller.proof() instanceof Proof.LocalSession(var own) && own.equals(id);
    }
}
