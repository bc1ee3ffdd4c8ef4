package cc.profitmaker.application.session;

import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Binding;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.session.Session;
import cc.profitmaker.domain.session.SessionId;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users and their password hashes. Every method is one transaction, safe under any number of
 * concurrent calls on any number of replicas; the given audit event is written in it, or nothing
 * is. A change to a user reaches {@link SessionStore#find} on this replica before the method
 * returns and on every other within a second. Fails with {@link
 * cc.profitmaker.application.Unavailable}.
 */
public interface UserStore {

    /** A user together with the stored hash of their password; empty for users without one. */
    record Account(User user, Optional<PasswordHash.Hash> password) {
        @Override
        public String toString() {
            return "Account[" + user.id() + "]";
        }
    }

    /** Whether a registration may make its user the operator. */
    enum OperatorClaim {
        /** Become the operator if nobody with a password exists yet, else a plain user. */
        IF_FIRST,
        /** Become the operator, or register nobody: only one of any number of such calls wins. */
        ONLY_IF_FIRST,
        /** A plain user. */
        NONE
    }

    sealed interface Registration {
        record Registered(User user) implements Registration {}

        record EmailTaken() implements Registration {}

        /** {@link OperatorClaim#ONLY_IF_FIRST} came too late. */
        record Closed() implements Registration {}
    }

    Optional<Account> byEmail(Email email);

    Optional<Account> byId(UserId id);

    /** The user a single sign-on subject is bound to. */
    Optional<User> bySsoSubject(String subject);

    /**
     * The user the identity stands for, as {@link Binding#decide} has it on the rows as they are
     * now. What it decides is written in the same transaction, with its audit event: a provisioned
     * user has no password and takes nobody's first place; an adopted one is bound, and what the
     * address was given before its owner came ends: the password and every session. However many
     * calls there are at once, a subject has one user and a user one subject.
     */
    Binding bind(SsoIdentity identity, Binding.Newcomers newcomers, UserId idIfNew, Instant now);

    /** What became of binding a user by hand. */
    enum ByHand {
        BOUND,
        /** They are bound to that very subject: nothing is changed or recorded. */
        BOUND_ALREADY,
        /** The user is bound to another subject, and stays so. */
        USER_TAKEN,
        /** The subject is bound to another user, and stays so. */
        SUBJECT_TAKEN
    }

    /** Binds any user there is; their password and sessions stay. */
    ByHand bindByHand(UserId id, String subject, AuditEvent event, Instant now);

    /** In order of creation. */
    List<User> all();

    /** The subject of each user who is bound to one. */
    Map<UserId, String> subjects();

    /** Whether some user has a password, or had one before they were adopted. */
    boolean anyWithPassword();

    /**
     * Adds the user with the password and opens their first session. {@code user.role()} is
     * replaced by what the claim gives.
     */
    Registration register(
            User user, PasswordHash.Hash password, OperatorClaim claim, Session first, Instant now);

    /** Adds a user made by the operator; false when the address is taken. */
    boolean add(User user, PasswordHash.Hash password, Instant now, AuditEvent event);

    /** The user {@code default@local}, made an operator without a password on first use. */
    User bootstrap(UserId idIfNew, Instant now);

    /** Sets the password and ends every session of the user but {@code kept}. */
    void changePassword(
            UserId id,
            PasswordHash.Hash password,
            Optional<SessionId> kept,
            AuditEvent event,
            Instant now);

    /** A password that was verified, and the one to take its place. */
    record Replacement(PasswordHash.Hash verified, PasswordHash.Hash wished) {}

    /**
     * As {@link #changePassword}, but only while the verified password is still the user's; false,
     * and nothing is changed or recorded, when it is not.
     */
    boolean replacePassword(
            UserId id,
            Replacement replacement,
            Optional<SessionId> kept,
            AuditEvent event,
            Instant now);

    /**
     * Disabling also ends every session of the user, and goes on where only the event cannot be
     * written: then that is recorded later.
     */
    void setStatus(UserId id, UserStatus status, AuditEvent event, Instant now);

    void setRole(UserId id, Role role, AuditEvent event, Instant now);

    /** Whether that address signed in to that account at or after {@code since}. */
    boolean hasSignedInFrom(Email email, ClientAddress address, Instant since);
}
