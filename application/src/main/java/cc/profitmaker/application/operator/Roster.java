package cc.profitmaker.application.operator;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everybody here, as operators see and change them. Every method is one transaction, as those of
 * {@link cc.profitmaker.application.session.UserStore} are, and a change is seen as soon. Fails
 * with {@link cc.profitmaker.application.Unavailable}.
 */
public interface Roster {
    /** How somebody can sign in. */
    enum WayIn {
        PASSWORD,
        /** They are bound to an identity of the auth service. */
        SINGLE_SIGN_ON
    }

    /** A user and what is going on with them. */
    record Entry(User user, Set<WayIn> waysIn, Instant createdAt, Presence presence) {
        public Entry {
            waysIn = Set.copyOf(waysIn);
        }
    }

    /**
     * When somebody was here with a session.
     *
     * @param lastSeenAt may lag by a minute; empty when that is longer ago than is kept
     * @param sessions those that have not ended
     */
    record Presence(Optional<Instant> lastSeenAt, int sessions) {}

    /** A session that has not ended; {@code lastUsedAt} may lag by a minute. */
    record Live(Session session, Email email, Instant lastUsedAt) {}

    /** What is to become of a user; what is empty stays. */
    record Change(
            Optional<UserStatus> status,
            Optional<Role> role,
            Optional<PasswordHash.Hash> password) {

        /** Whether an operator would be none afterwards. */
        public boolean endsPower() {
            return status.equals(Optional.of(UserStatus.DISABLED))
                    || role.equals(Optional.of(Role.USER));
        }

        /** Whether it also ends every session of the user. */
        public boolean endsSessions() {
            return status.equals(Optional.of(UserStatus.DISABLED)) || password.isPresent();
        }

        /** Whether it does nothing but take away: that must not wait for the audit trail. */
        public boolean isRevocation() {
            return status.equals(Optional.of(UserStatus.DISABLED))
                    && role.isEmpty()
                    && password.isEmpty();
        }

        /** What is recorded of it. */
        public List<AuditEvent> events(UserId user, UserId by) {
            Optional<UserId> operator = Optional.of(by);
            var events = new ArrayList<AuditEvent>();
            status.ifPresent(
                    wished ->
                            events.add(
                                    switch (wished) {
                                        case ENABLED -> new AuditEvent.UserEnabled(user, operator);
                                        case DISABLED ->
                                                new AuditEvent.UserDisabled(user, operator);
                                    }));
            role.ifPresent(
                    wished -> events.add(new AuditEvent.RoleChanged(user, wished, operator)));
            password.ifPresent(_ -> events.add(new AuditEvent.PasswordChanged(user, by)));
            return List.copyOf(events);
        }
    }

    /** What became of a change. */
    enum Changed {
        DONE,
        NO_SUCH_USER,
        /** No enabled operator who can sign in would be left; nothing was changed. */
        LAST_OPERATOR,
        /** Whoever asked is no enabled operator any more; nothing was changed. */
        NOT_AN_OPERATOR
    }

    /**
     * In order of creation.
     *
     * @param part of the address, in lower case; empty: everybody
     */
    List<Entry> people(String part, int most, Instant now);

    Optional<Entry> find(UserId id, Instant now);

    /**
     * Changes a user at the wish of an operator, with its events. However many such calls there are
     * at once, on any number of replicas, an enabled operator who can sign in is left: {@code
     * default@local} counts as one only where it is the one that asks. One that {@linkplain
     * Change#isRevocation only takes away} goes on where only the event cannot be written.
     */
    Changed change(UserId user, UserId by, Change change, Instant now);

    /** Newest first. */
    List<Live> sessions(int most, Instant now);
}
