package cc.profitmaker.application.session;

import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.Session;
import cc.profitmaker.domain.session.SessionId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sessions, by the hash of their token. Every method is one transaction with its audit event. A
 * session that was ended, or whose user changed, is seen so by {@link #find} on this replica before
 * the ending method returns and on every other replica within a second; a replica that cannot be
 * told does not answer from memory. Fails with {@link cc.profitmaker.application.Unavailable}.
 */
public interface SessionStore {

    record Found(Session session, User user) {}

    /** A session as its owner sees it; {@code lastUsedAt} may lag by a minute. */
    record Listed(Session session, Instant lastUsedAt) {}

    /** Also remembers that the session's owner signed in from its address. */
    void open(Session session, AuditEvent event);

    /** The session and its owner as they are now, expired and disabled ones included. */
    Optional<Found> find(SessionId id);

    /** Notes a use, soon; it may be lost in a crash. Never blocks on the database. */
    void touch(SessionId id, Instant now);

    /** The user's unexpired sessions, newest first. */
    List<Listed> of(UserId owner, Instant now);

    /**
     * Ends one session of that owner; false when there is none. Goes on where only the event cannot
     * be written: then that is recorded later.
     */
    boolean end(UserId owner, SessionId id, AuditEvent event, Instant now);

    /** Ends all of them; how many there were. Goes on as {@link #end} does. */
    int endAll(UserId owner, AuditEvent event, Instant now);

    /** Removes sessions that ended at or before {@code now}; how many there were. */
    int sweep(Instant now);
}
