package cc.profitmaker.application.session;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.session.AttemptLimit.Familiarity;
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
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Origin;
import cc.profitmaker.domain.session.Proof;
import cc.profitmaker.domain.session.SessionId;
import cc.profitmaker.domain.session.SessionPolicy;
import cc.profitmaker.domain.session.SessionToken;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Registering, signing in and changing a password with an e-mail address and a password. */
public final class LocalAccounts {
    private final UserStore users;
    private final SessionStore sessions;
    private final Guard guard;
    private final Admission admission;
    private final Sources sources;

    /** What stands between a guess and an account. */
    public record Guard(PasswordHash hashing, AttemptLimit attempts, AuditTrail audit) {}

    /** Who may register. */
    public record Admission(RegistrationMode mode, SetupCode setupCode) {}

    /** Time, and random (version 4) UUIDs from a cryptographic source. */
    public record Sources(InstantSource clock, Supplier<UUID> uuids) {}

    public LocalAccounts(
            UserStore users,
            SessionStore sessions,
            Guard guard,
            Admission admission,
            Sources sources) {
        this.users = users;
        this.sessions = sessions;
        this.guard = guard;
        this.admission = admission;
        this.sources = sources;
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

    public enum PasswordChange {
        CHANGED,
        WRONG_PASSWORD,
        /** The user signs in another way and has none to change. */
        HAS_NO_PASSWORD,
        THROTTLED,
        BUSY
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
        Optional<Duration> wait =
                guard.attempts().attempt(origin.address(), wish.email(), Familiarity.UNKNOWN);
        if (wait.isPresent()) {
            return new SignUp.Throttled(wait.get());
        }
        OperatorClaim granted = claim.get();
        if (granted != OperatorClaim.NONE && !mayClaim(wish, origin)) {
            if (granted == OperatorClaim.ONLY_IF_FIRST) {
                return new SignUp.SetupCodeNeeded();
            }
            granted = OperatorClaim.NONE;
        }
        return switch (guard.hashing().hash(wish.password())) {
            case PasswordHash.Hashed.Busy(var retryAfter) -> new SignUp.Busy(retryAfter);
            case PasswordHash.Hashed.Done(var hash) -> register(wish, origin, granted, hash);
        };
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
                guard.attempts().succeeded(origin.address(), wish.email());
                yield new SignUp.SignedUp(made, token);
            }
            case UserStore.Registration.EmailTaken _ -> new SignUp.EmailTaken();
            case UserStore.Registration.Closed _ -> new SignUp.Closed();
        };
    }

    public SignIn login(Email email, Secret password, Origin origin) {
        Instant now = sources.clock().instant();
        Optional<Duration> wait =
                guard.attempts().attempt(origin.address(), email, familiarity(email, origin, now));
        Optional<UserStore.Account> account = users.byEmail(email);
        if (wait.isPresent()) {
            refused(account, origin, "throttled", now);
            return new SignIn.Throttled(wait.get());
        }
        return switch (guard.hashing()
                .verify(password, account.flatMap(UserStore.Account::password))) {
            case BUSY -> new SignIn.Busy(Duration.ofSeconds(2));
            case DIFFERS -> {
                refused(account, origin, "wrong password", now);
                yield new SignIn.Wrong();
            }
            case MATCHES -> signIn(account.orElseThrow().user(), email, origin);
        };
    }

    private SignIn signIn(User user, Email email, Origin origin) {
        Instant now = sources.clock().instant();
        if (!user.isEnabled()) {
            guard.audit()
                    .recordLater(
                            new AuditEvent.SignInRefused(user.id(), origin.address(), "disabled"),
                            now);
            return new SignIn.Wrong();
        }
        SessionToken token = SessionToken.of(sources.uuids().get());
        sessions.open(
                SessionPolicy.open(token, user.id(), now, origin.address(), origin.agent()),
                new AuditEvent.SignedIn(user.id(), origin.address()));
        guard.attempts().succeeded(origin.address(), email);
        return new SignIn.SignedIn(user, token);
    }

    private void refused(
            Optional<UserStore.Account> account, Origin origin, String reason, Instant now) {
        account.ifPresent(
                known ->
                        guard.audit()
                                .recordLater(
                                        new AuditEvent.SignInRefused(
                                                known.user().id(), origin.address(), reason),
                                        now));
    }

    private Familiarity familiarity(Email email, Origin origin, Instant now) {
        return users.hasSignedInFrom(email, origin.address(), now.minus(SessionPolicy.LIFETIME))
                ? Familiarity.KNOWN
                : Familiarity.UNKNOWN;
    }

    /** Ends all other sessions of the user; the one that asked, if any, goes on. */
    public PasswordChange changePassword(
            Caller caller, Secret current, NewPassword wished, Origin origin) {
        var account = users.byId(caller.id()).orElseThrow();
        if (account.password().isEmpty()) {
            return PasswordChange.HAS_NO_PASSWORD;
        }
        // A stolen session must not become a way to guess the password faster than the login does.
        Email email = caller.user().email();
        if (guard.attempts().attempt(origin.address(), email, Familiarity.UNKNOWN).isPresent()) {
            return PasswordChange.THROTTLED;
        }
        return switch (guard.hashing().verify(current, account.password())) {
            case BUSY -> PasswordChange.BUSY;
            case DIFFERS -> PasswordChange.WRONG_PASSWORD;
            case MATCHES ->
                    switch (guard.hashing().hash(wished)) {
                        case PasswordHash.Hashed.Busy _ -> PasswordChange.BUSY;
                        case PasswordHash.Hashed.Done(var hash) -> {
                            guard.attempts().succeeded(origin.address(), email);
                            users.changePassword(
                                    caller.id(),
                                    hash,
                                    currentSession(caller),
                                    new AuditEvent.PasswordChanged(caller.id(), caller.id()),
                                    sources.clock().instant());
                            yield PasswordChange.CHANGED;
                        }
                    };
        };
    }

    private static Optional<SessionId> currentSession(Caller caller) {
        return caller.proof() instanceof Proof.LocalSession(var id)
                ? Optional.of(id)
                : Optional.empty();
    }
}
