package cc.profitmaker.application.session;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.session.AttemptLimit.Familiarity;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.Origin;
import cc.profitmaker.domain.session.SessionPolicy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What stands between a guess and an account: attempts are counted, an address gets its share of
 * the hashing and no more, refusals go on record. One for all use cases that take a password.
 * Thread-safe.
 */
public final class SignInGuard {
    /** By then the queue for the hash has emptied once. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final PasswordHash hashing;
    private final AttemptLimit attempts;
    private final UserStore users;
    private final InstantSource clock;
    private final CountedRefusals refusals;
    private final FairShare shares = new FairShare();

    public SignInGuard(
            PasswordHash hashing,
            AttemptLimit attempts,
            AuditTrail audit,
            UserStore users,
            InstantSource clock) {
        this.hashing = hashing;
        this.attempts = attempts;
        this.users = users;
        this.clock = clock;
        this.refusals = CountedRefusals.ofSignIns(audit);
    }

    /** Writes the refusals of minutes that are over; for a job that runs once a minute. */
    public void recordRefusals() {
        refusals.recordEnded(clock.instant());
    }

    /** Writes the refusals counted so far; for the end of the server, after its last call. */
    public void recordLastRefusals() {
        refusals.recordAll();
    }

    /** The time to wait, when it is one attempt too many. */
    Optional<Duration> attempt(Email email, Origin origin) {
        return attempts.attempt(origin.address(), email, () -> familiarity(email, origin));
    }

    /** The same for a registration, which no address is familiar with. */
    Optional<Duration> attemptToRegister(Email email, Origin origin) {
        return attempts.attempt(origin.address(), email, () -> Familiarity.IRRELEVANT);
    }

    private Familiarity familiarity(Email email, Origin origin) {
        Instant since = clock.instant().minus(SessionPolicy.LIFETIME);
        return users.hasSignedInFrom(email, origin.address(), since)
                ? Familiarity.KNOWN
                : Familiarity.UNKNOWN;
    }

    void succeeded(Email email, Origin origin) {
        attempts.succeeded(origin.address(), email);
    }

    void refused(Origin origin, Optional<UserId> aimedAt) {
        refusals.count(origin.address(), aimedAt, clock.instant());
    }

    /** An address that is known to the account is not kept out by others who fill the queue. */
    PasswordHash.Verdict verify(
            Email email, Secret attempt, Optional<PasswordHash.Hash> hash, Origin origin) {
        return shares.of(origin.address(), () -> verifyInTurn(email, attempt, hash, origin))
                .orElse(PasswordHash.Verdict.BUSY);
    }

    private PasswordHash.Verdict verifyInTurn(
            Email email, Secret attempt, Optional<PasswordHash.Hash> hash, Origin origin) {
        return switch (hashing.verify(attempt, hash, PasswordHash.Place.IN_LINE)) {
            case MATCHES -> PasswordHash.Verdict.MATCHES;
            case DIFFERS -> PasswordHash.Verdict.DIFFERS;
            case BUSY ->
                    familiarity(email, origin) == Familiarity.KNOWN
                            ? hashing.verify(attempt, hash, PasswordHash.Place.AHEAD)
                            : PasswordHash.Verdict.BUSY;
        };
    }

    PasswordHash.Hashed hash(NewPassword password, Origin origin) {
        return shares.of(origin.address(), () -> hashing.hash(password))
                .orElseGet(() -> new PasswordHash.Hashed.Busy(RETRY_AFTER));
    }
}
