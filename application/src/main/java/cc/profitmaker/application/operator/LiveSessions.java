package cc.profitmaker.application.operator;

import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.Operator;
import cc.profitmaker.domain.session.SessionId;

import java.time.InstantSource;
import java.util.Optional;

/** Everybody's sessions, to an operator. */
public final class LiveSessions {
    /** So many sessions are shown at once. */
    public static final int MOST = 1000;

    private final Roster roster;
    private final SessionStore sessions;
    private final InstantSource clock;

    public LiveSessions(Roster roster, SessionStore sessions, InstantSource clock) {
        this.roster = roster;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Newest first. */
    public Bounded<Roster.Live> list(Operator operator) {
        return Bounded.of(roster.sessions(MOST + 1, clock.instant()), MOST);
    }

    /** The operator's own included; false when there is none. */
    public boolean end(Operator operator, SessionId id) {
        Optional<UserId> owner = sessions.find(id).map(found -> found.session().owner());
        return owner.filter(
                        user ->
                                sessions.end(
                                        user,
                                        id,
                                        new AuditEvent.SessionEnded(user, operator.id()),
                                        clock.instant()))
                .isPresent();
    }
}
