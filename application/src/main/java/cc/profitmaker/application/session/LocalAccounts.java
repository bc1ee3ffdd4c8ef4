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
    /** By then the queue for the hash has emptied once. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final UserStore users;
    private final SessionStore sessions;
    private final Guard guard;
    private final Admission admission;
    private final Sources sources;
    private final RefusedSignIns refusals;
    private final FairShare shares = new FairShare();

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
        this.refusals = new RefusedSignIns(guard.audit());
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

    public sealed interface PasswordChange {
        record Changed() implements PasswordChange {}

        record WrongPassword() implements PasswordChange {}

        /** The user signs in another way and has none to change. */
        record HasNoPassword() implements PasswordChange {}

        record Throttled(Duration retryAfter) implements PasswordChange {}

        record Busy(Duration retryAfter) implements PasswordChange {}
    }

    /** Writes the refusals of minutes that are over; for a job that runs once a minute. */
    public void recordRefusals() {
        refusals.recordEnded(sources.clock().instant());
    }

    /** Writes the refusals counted so far; for the end of the server, after its last call. */
    public void recordLastRefusals() {
        refusals.recordAll();
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
                guard.attempts()
                        .attempt(origin.address(), wish.email(), () -> Familiarity.IRRELEVANT);
        if (wait.isPresent()) {
            countRefusal(origin, Optional.empty());
            return new SignUp.Throttled(wait.get());
        }
        OperatorClaim granted = claim.get();
        if (granted != OperatorClaim.NONE && !mayClaim(wish, origin)) {
            if (granted == OperatorClaim.ONLY_IF_FIRST) {
                countRefusal(origin, Optional.empty());
                return new SignUp.SetupCodeNeeded();
            }
            granted = OperatorClaim.NONE;
        }
        return switch (hash(wish.password(), origin)) {
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

    /**
     * Unknown addresses, wrong passwords and disabled users are answered alike, after the same
     * questions to the database and the same work.
     */
    public SignIn login(Email email, Secret password, Origin origin) {
        Optional<Duration> wait = attempt(email, origin);
        if (wait.isPresent()) {
            countRefusal(origin, Optional.empty());
            return new SignIn.Throttled(wait.get());
        }
        Optional<UserStore.Account> account = users.byEmail(email);
        return switch (verify(password, account.flatMap(UserStore.Account::password), origin)) {
            case BUSY -> new SignIn.Busy(RETRY_AFTER);
            case DIFFERS -> wrong(account, origin);
            case MATCHES -> signIn(account.orElseThrow(), origin);
        };
    }

    private SignIn wrong(Optional<UserStore.Account> account, Origin origin) {
        countRefusal(origin, account.map(known -> known.user().id()));
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
        guard.attempts().succeeded(origin.address(), user.email());
        return new SignIn.SignedIn(user, token);
    }

    private boolean stillGood(UserStore.Account verified) {
        return users.byId(verified.user().id())
                .filter(now -> now.user().isEnabled())
                .filter(now -> now.password().equals(verified.password()))
                .isPresent();
    }

    private Optional<Duration> attempt(Email email, Origin origin) {
        return guard.attempts().attempt(origin.address(), email, () -> familiarity(email, origin));
    }

    private Familiarity familiarity(Email email, Origin origin) {
        Instant since = sources.clock().instant().minus(SessionPolicy.LIFETIME);
        return users.hasSignedInFrom(email, origin.address(), since)
                ? Familiarity.KNOWN
                : Familiarity.UNKNOWN;
    }

    private void countRefusal(Origin origin, Optional<UserId> aimedAt) {
        refusals.count(origin.address(), aimedAt, sources.clock().instant());
    }

    /** Ends all other sessions of the user; the one that asked, if any, goes on. */
    public PasswordChange changePassword(
            Caller caller, Secret current, NewPassword wished, Origin origin) {
        var account = users.byId(caller.id()).orElseThrow();
        if (account.password().isEmpty()) {
            return new PasswordChange.HasNoPassword();
        }
        // A stolen session must not become a way to guess the password faster than the login does.
        Email email = caller.user().email();
        Optional<Duration> wait = attempt(email, origin);
        if (wait.isPresent()) {
            countRefusal(origin, Optional.of(caller.id()));
            return new PasswordChange.Throttled(wait.get());
        }
        return switch (verify(current, account.password(), origin)) {
            case BUSY -> new PasswordChange.Busy(RETRY_AFTER);
            case DIFFERS -> {
                countRefusal(origin, Optional.of(caller.id()));
                yield new PasswordChange.WrongPassword();
            }
            case MATCHES -> {
                guard.attempts().succeeded(origin.address(), email);
                yield change(caller, account.password().orElseThrow(), wished, origin);
            }
        };
    }

    private PasswordChange change(
            Caller caller, PasswordHash.Hash verified, NewPassword wished, Origin origin) {
        return switch (hash(wished, origin)) {
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
                                sources.clock().instant());
                yield replaced ? new PasswordChange.Changed() : new PasswordChange.WrongPassword();
            }
        };
    }

    private PasswordHash.Verdict verify(
            Secret attempt, Optional<PasswordHash.Hash> hash, Origin origin) {
        return shares.of(origin.address(), () -> guard.hashing().verify(attempt, hash))
                .orElse(PasswordHash.Verdict.BUSY);
    }

    private PasswordHash.Hashed hash(NewPassword password, Origin origin) {
        return shares.of(origin.address(), () -> guard.hashing().hash(password))
                .orElseGet(() -> new PasswordHash.Hashed.Busy(RETRY_AFTER));
    }

    private static Optional<SessionId> currentSession(Caller caller) {
        return caller.proof() instanceof Proof.LocalSession(var id)
                ? Optional.of(id)
                : Optional.empty();
    }
}
