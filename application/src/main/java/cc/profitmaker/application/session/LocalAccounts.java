package cc.profitmaker.application.session;

import cc.profitmaker.application.session.UserStore.OperatorClaim;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Origin;
import cc.profitmaker.domain.session.SessionPolicy;
import cc.profitmaker.domain.session.SessionToken;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Registering and signing in with an e-mail address and a password. */
public final class LocalAccounts {
    private final UserStore users;
    private final SessionStore sessions;
    private final SignInGuard guard;
    private final Admission admission;
    private final Sources sources;

    /** Who may register. */
    public record Admission(RegistrationMode mode, SetupCode setupCode) {}

    /** Time, and random (version 4) UUIDs from a cryptographic source. */
    public record Sources(InstantSource clock, Supplier<UUID> uuids) {}

    public LocalAccounts(
            UserStore users,
            SessionStore sessions,
            SignInGuard guard,
            Admission admission,
            Sources sources) {
        this.users = users;
        this.sessions = sessions;
        this.guard = guard;
        this.admission = admission;
        this.sources = sources;
    }

    /** Who may register just now. */
    public enum Welcome {
        CLOSED,
        ANYONE,
        /** Only the first user, who becomes the operator. */
        FIRST,
        /** As {@link #FIRST}, for who also knows the set-up code. */
        FIRST_WITH_CODE
    }

    public record Registrant(
            Email email,
            Optional<DisplayName> name,
            NewPassword password,
            Optional<Secret> setupCode) {}

    public sealed interface SignUp {
        record SignedUp(User user, SessionToken token) implements SignUp {}

        /** Registration is off, or the first user is already there. */
        record Closed() implements SignUp {}

        /** The first user, from another machine, without the set-up code or with a wrong one. */
        record SetupCodeNeeded() implements SignUp {}

        record EmailTaken() implements SignUp {}

        /** An address under {@code @local}. */
        record EmailReserved() implements SignUp {}

        record Throttled(Duration retryAfter) implements SignUp {}

        record Busy(Duration retryAfter) implements SignUp {}
    }

    public sealed interface SignIn {
        record SignedIn(User user, SessionToken token) implements SignIn {}

        /** Unknown address, wrong password or disabled user: never told apart. */
        record Wrong() implements SignIn {}

        record Throttled(Duration retryAfter) implements SignIn {}

        record Busy(Duration retryAfter) implements SignIn {}
    }

    public SignUp register(Registrant wish, Origin origin) {
        if (wish.email().isReserved()) {
            return new SignUp.EmailReserved();
        }
        Optional<OperatorClaim> claim = claim();
        if (claim.isEmpty()) {
            return new SignUp.Closed();
        }
        // Every registration costs a hash, and in the open mode tells whether an address is taken.
        Optional<Duration> wait = guard.attemptToRegister(wish.email(), origin);
        if (wait.isPresent()) {
            guard.refused(origin, Optional.empty());
            return new SignUp.Throttled(wait.get());
        }
        OperatorClaim granted = claim.get();
        if (granted != OperatorClaim.NONE && !mayClaim(wish, origin)) {
            if (granted == OperatorClaim.ONLY_IF_FIRST) {
                guard.refused(origin, Optional.empty());
                return new SignUp.SetupCodeNeeded();
            }
            granted = OperatorClaim.NONE;
        }
        return switch (guard.hash(wish.password(), origin)) {
            case PasswordHash.Hashed.Busy(var retryAfter) -> new SignUp.Busy(retryAfter);
            case PasswordHash.Hashed.Done(var hash) -> register(wish, origin, granted, hash);
        };
    }

    /** What {@link #register} would ask of somebody from there; may have changed when they do. */
    public Welcome welcome(Origin origin) {
        return claim().map(claim -> welcome(claim, origin)).orElse(Welcome.CLOSED);
    }

    private static Welcome welcome(OperatorClaim claim, Origin origin) {
        if (claim != OperatorClaim.ONLY_IF_FIRST) {
            return Welcome.ANYONE;
        }
        return origin.place() == Origin.Place.THIS_MACHINE
                ? Welcome.FIRST
                : Welcome.FIRST_WITH_CODE;
    }

    private Optional<OperatorClaim> claim() {
        return switch (admission.mode()) {
            case CLOSED -> Optional.empty();
            case FIRST ->
                    users.anyWithPassword()
                            ? Optional.empty()
                            : Optional.of(OperatorClaim.ONLY_IF_FIRST);
            case OPEN ->
                    Optional.of(
                            users.anyWithPassword() ? OperatorClaim.NONE : OperatorClaim.IF_FIRST);
        };
    }

    private boolean mayClaim(Registrant wish, Origin origin) {
        return origin.place() == Origin.Place.THIS_MACHINE
                || wish.setupCode().filter(admission.setupCode()::matches).isPresent();
    }

    private SignUp register(
            Registrant wish, Origin origin, OperatorClaim claim, PasswordHash.Hash hash) {
        Instant now = sources.clock().instant();
        var user =
                new User(
                        new UserId(sources.uuids().get()),
                        wish.email(),
                        wish.name().orElseGet(() -> DisplayName.from(wish.email())),
                        Role.USER,
                        UserStatus.ENABLED);
        SessionToken token = SessionToken.of(sources.uuids().get());
        var session = SessionPolicy.open(token, user.id(), now, origin.address(), origin.agent());
        return switch (users.register(user, hash, claim, session, now)) {
            case UserStore.Registration.Registered(var made) -> {
                guard.succeeded(wish.email(), origin);
                yield new SignUp.SignedUp(made, token);
            }
            case UserStore.Registration.EmailTaken _ -> new SignUp.EmailTaken();
            case UserStore.Registration.Closed _ -> new SignUp.Closed();
        };
    }

    /**
     * Unknown addresses, wrong passwords and disabled users are answered alike, after the same
     * questions to the database and the same work.
     */
    public SignIn login(Email email, Secret password, Origin origin) {
        Optional<Duration> wait = guard.attempt(email, origin);
        if (wait.isPresent()) {
            guard.refused(origin, Optional.empty());
            return new SignIn.Throttled(wait.get());
        }
        Optional<UserStore.Account> account = users.byEmail(email);
        return switch (guard.verify(
                email, password, account.flatMap(UserStore.Account::password), origin)) {
            case BUSY -> new SignIn.Busy(SignInGuard.RETRY_AFTER);
            case DIFFERS -> wrong(account, origin);
            case MATCHES -> signIn(account.orElseThrow(), origin);
        };
    }

    private SignIn wrong(Optional<UserStore.Account> account, Origin origin) {
        guard.refused(origin, account.map(known -> known.user().id()));
        return new SignIn.Wrong();
    }

    private SignIn signIn(UserStore.Account account, Origin origin) {
        User user = account.user();
        if (!user.isEnabled()) {
            return wrong(Optional.of(account), origin);
        }
        Instant now = sources.clock().instant();
        SessionToken token = SessionToken.of(sources.uuids().get());
        sessions.open(
                SessionPolicy.open(token, user.id(), now, origin.address(), origin.agent()),
                new AuditEvent.SignedIn(user.id(), origin.address()));
        // A password changed, or a user disabled, while the old one was being hashed ended the
        // sessions there were; this one came after and would outlive the change.
        if (!stillGood(account)) {
            sessions.end(user.id(), token.id(), new AuditEvent.SignedOut(user.id()), now);
            return wrong(Optional.of(account), origin);
        }
        guard.succeeded(user.email(), origin);
        return new SignIn.SignedIn(user, token);
    }

    private boolean stillGood(UserStore.Account verified) {
        return users.byId(verified.user().id())
                .filter(now -> now.user().isEnabled())
                .filter(now -> now.password().equals(verified.password()))
                .isPresent();
    }
}
