package cc.profitmaker.application.session;

import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the operator does with users at the command line: whoever can run it already holds the
 * database.
 */
public final class Users {
    private final UserStore users;
    private final SessionStore sessions;
    private final PasswordHash hashing;
    private final InstantSource clock;
    private final NewUsers newcomers;

    public Users(
            UserStore users,
            SessionStore sessions,
            PasswordHash hashing,
            InstantSource clock,
            Supplier<UUID> uuids) {
        this.users = users;
        this.sessions = sessions;
        this.hashing = hashing;
        this.clock = clock;
        this.newcomers = new NewUsers(users, hashing, clock, uuids);
    }

    public enum Outcome {
        DONE,
        NO_SUCH_USER,
        EMAIL_TAKEN,
        /**
         * The user speaks for another single sign-on identity, or the identity for another user.
         */
        BOUND_ELSEWHERE,
        /** {@code default@local} has no password and stays the operator it is. */
        RESERVED,
        BUSY
    }

    public Outcome add(Email email, Optional<DisplayName> name, NewPassword password, Role role) {
        return switch (newcomers.add(
                new NewUsers.Wish(email, name, password, role), Optional.empty())) {
            case NewUsers.Added.Done _ -> Outcome.DONE;
            case NewUsers.Added.EmailTaken _ -> Outcome.EMAIL_TAKEN;
            case NewUsers.Added.EmailReserved _ -> Outcome.RESERVED;
            case NewUsers.Added.Busy _ -> Outcome.BUSY;
        };
    }

    public List<User> list() {
        return users.all();
    }

    /** Those who sign in through the auth service, with the subject they are bound to. */
    public Map<UserId, String> subjects() {
        return users.subjects();
    }

    /**
     * Lets a single sign-on identity speak for the user, an operator's and a disabled user's row
     * included: whoever can run this vouches for it. Password and sessions stay; nobody is unbound.
     */
    public Outcome bind(Email email, String subject) {
        return onUser(
                email,
                user ->
                        switch (users.bindByHand(
                                user.id(),
                                subject,
                                new AuditEvent.UserBound(user.id(), subject),
                                clock.instant())) {
                            case BOUND, BOUND_ALREADY -> Outcome.DONE;
                            case USER_TAKEN, SUBJECT_TAKEN -> Outcome.BOUND_ELSEWHERE;
                        });
    }

    /** Ends every session of the user. */
    public Outcome setPassword(Email email, NewPassword password) {
        if (email.isReserved()) {
            return Outcome.RESERVED;
        }
        return onUser(
                email,
                user ->
                        switch (hashing.hash(password)) {
                            case PasswordHash.Hashed.Busy _ -> Outcome.BUSY;
                            case PasswordHash.Hashed.Done(var hash) -> {
                                users.changePassword(
                                        user.id(),
                                        hash,
                                        Optional.empty(),
                                        new AuditEvent.PasswordChanged(user.id(), user.id()),
                                        clock.instant());
                                yield Outcome.DONE;
                            }
                        });
    }

    /** Refused on the next call, whatever the kind of token; all sessions end. */
    public Outcome disable(Email email) {
        return setStatus(email, UserStatus.DISABLED);
    }

    public Outcome enable(Email email) {
        return setStatus(email, UserStatus.ENABLED);
    }

    private Outcome setStatus(Email email, UserStatus status) {
        return onUser(
                email,
                user -> {
                    var event =
                            status == UserStatus.DISABLED
                                    ? new AuditEvent.UserDisabled(user.id())
                                    : new AuditEvent.UserEnabled(user.id());
                    users.setStatus(user.id(), status, event, clock.instant());
                    return Outcome.DONE;
                });
    }

    public Outcome setRole(Email email, Role role) {
        if (email.isReserved()) {
            return Outcome.RESERVED;
        }
        return onUser(
                email,
                user -> {
                    users.setRole(
                            user.id(),
                            role,
                            new AuditEvent.RoleChanged(user.id(), role),
                            clock.instant());
                    return Outcome.DONE;
                });
    }

    /** Every session of the user ends. */
    public Outcome revokeSessions(Email email) {
        return onUser(
                email,
                user -> {
                    sessions.endAll(
                            user.id(),
                            new AuditEvent.SessionsEnded(user.id(), user.id()),
                            clock.instant());
                    return Outcome.DONE;
                });
    }

    private Outcome onUser(Email email, Function<User, Outcome> change) {
        return users.byEmail(email)
                .map(account -> change.apply(account.user()))
                .orElse(Outcome.NO_SUCH_USER);
    }
}
