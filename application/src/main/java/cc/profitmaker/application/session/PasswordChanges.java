package cc.profitmaker.application.session;

import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Origin;
import cc.profitmaker.domain.session.Proof;
import cc.profitmaker.domain.session.SessionId;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Users changing their own password. */
public final class PasswordChanges {
    private final UserStore users;
    private final SignInGuard guard;
    private final InstantSource clock;

    public PasswordChanges(UserStore users, SignInGuard guard, InstantSource clock) {
        this.users = users;
        this.guard = guard;
        this.clock = clock;
    }

    public sealed interface PasswordChange {
        record Changed() implements PasswordChange {}

        record WrongPassword() implements PasswordChange {}

        /** The user signs in another way and has none to change. */
        record HasNoPassword() implements PasswordChange {}

        record Throttled(Duration retryAfter) implements PasswordChange {}

        record Busy(Duration retryAfter) implements PasswordChange {}
    }

    /** Ends all other sessions of the user; the one that asked, if any, goes on. */
    public PasswordChange change(Caller caller, Secret current, NewPassword wished, Origin origin) {
        var account = users.byId(caller.id()).orElseThrow();
        if (account.password().isEmpty()) {
            return new PasswordChange.HasNoPassword();
        }
        // A stolen session must not become a way to guess the password faster than the login does.
        Email email = caller.user().email();
        Optional<Duration> wait = guard.attempt(email, origin);
        if (wait.isPresent()) {
            guard.refused(origin, Optional.of(caller.id()));
            return new PasswordChange.Throttled(wait.get());
        }
        return switch (guard.verify(email, current, account.password(), origin)) {
            case BUSY -> new PasswordChange.Busy(SignInGuard.RETRY_AFTER);
            case DIFFERS -> {
                guard.refused(origin, Optional.of(caller.id()));
                yield new PasswordChange.WrongPassword();
            }
            case MATCHES -> {
                guard.succeeded(email, origin);
                yield change(caller, account.password().orElseThrow(), wished, origin);
            }
        };
    }

    private PasswordChange change(
            Caller caller, PasswordHash.Hash verified, NewPassword wished, Origin origin) {
        return switch (guard.hash(wished, origin)) {
            case PasswordHash.Hashed.Busy(var retryAfter) -> new PasswordChange.Busy(retryAfter);
            case PasswordHash.Hashed.Done(var hash) -> {
                // Hashing takes its time: an operator's reset in the meantime must not be undone by
                // somebody who knew the password it took away.
                boolean replaced =
                        users.replacePassword(
                                caller.id(),
                                new UserStore.Replacement(verified, hash),
                                currentSession(caller),
                                new AuditEvent.PasswordChanged(caller.id(), caller.id()),
                                clock.instant());
                yield replaced ? new PasswordChange.Changed() : new PasswordChange.WrongPassword();
            }
        };
    }

    private static Optional<SessionId> currentSession(Caller caller) {
        return caller.proof() instanceof Proof.LocalSession(var id)
                ? Optional.of(id)
                : Optional.empty();
    }
}
