package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantId;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.Caller;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Sharing an account of the own vault with other local users; only its owner may. */
public final class Grants {
    private final AccountStore store;
    private final GuessLimit limit;
    private final InstantSource clock;
    private final Supplier<UUID> uuids;

    /**
     * Wires the use case.
     *
     * @param uuids random (version 4)
     */
    public Grants(AccountStore store, GuessLimit limit, InstantSource clock, Supplier<UUID> uuids) {
        this.store = store;
        this.limit = limit;
        this.clock = clock;
        this.uuids = uuids;
    }

    /** Who is to have it. */
    public sealed interface Grantee {
        record ByEmail(Email email) implements Grantee {}

        record ById(UserId id) implements Grantee {}
    }

    /** What they are to have. */
    public record Terms(AccessLevel level, GrantLimits limits, Optional<Instant> expiresAt) {
        public Terms {
            requireNonNull(level);
            requireNonNull(limits);
            requireNonNull(expiresAt);
        }
    }

    public sealed interface Listing {
        record Listed(List<AccountStore.Given> grants) implements Listing {}

        record NotListed(Why why) implements Listing {}
    }

    public sealed interface Giving {
        record Given(AccountStore.Given grant) implements Giving {}

        record NotGiven(Why why) implements Giving {}

        /** Unknown, not trusted, disabled: never told apart. */
        record UnknownGrantee() implements Giving {}

        record ToOneself() implements Giving {}

        record Throttled(Duration retryAfter) implements Giving {}
    }

    /** Why the caller may not. */
    public enum Why {
        NO_SUCH_ACCOUNT,
        NOT_THE_OWNER
    }

    public enum Revocation {
        REVOKED,
        NO_SUCH_GRANT,
        NO_SUCH_ACCOUNT,
        NOT_THE_OWNER
    }

    /** By age, expired ones among them. */
    public Listing list(Caller caller, AccountId account) {
        return store.grants(account, caller.id())
                .<Listing>map(Listing.Listed::new)
                .orElseGet(() -> new Listing.NotListed(why(caller, account)));
    }

    /** A grant to the same user is replaced. */
    public Giving give(Caller caller, AccountId account, Grantee grantee, Terms terms) {
        if (!owns(caller, account)) {
            return new Giving.NotGiven(why(caller, account));
        }
        Optional<Duration> wait = limit.attempt(caller.id());
        if (wait.isPresent()) {
            return new Giving.Throttled(wait.get());
        }
        Optional<UserId> found =
                switch (grantee) {
                    // This server's own addresses are nobody's to be found by.
                    case Grantee.ByEmail(var email) ->
                            email.isReserved() ? Optional.empty() : store.trusted(email);
                    case Grantee.ById(var id) -> store.enabled(id);
                };
        if (found.isEmpty()) {
            return new Giving.UnknownGrantee();
        }
        limit.succeeded(caller.id());
        return found.get().equals(caller.id())
                ? new Giving.ToOneself()
                : give(caller, account, found.get(), named(grantee), terms);
    }

    private static AccountStore.Named named(Grantee grantee) {
        return switch (grantee) {
            case Grantee.ByEmail _ -> AccountStore.Named.BY_EMAIL;
            case Grantee.ById _ -> AccountStore.Named.BY_ID;
        };
    }

    private Giving give(
            Caller caller,
            AccountId account,
            UserId grantee,
            AccountStore.Named named,
            Terms terms) {
        Instant now = clock.instant();
        var grant =
                new Grant(
                        new GrantId(uuids.get()),
                        account,
                        grantee,
                        terms.level(),
                        terms.limits(),
                        now,
                        terms.expiresAt());
        return store.give(
                        grant,
                        named,
                        caller.id(),
                        new AuditEvent.GrantGiven(caller.id(), grant),
                        now)
                .<Giving>map(Giving.Given::new)
                .orElseGet(Giving.UnknownGrantee::new);
    }

    /** Effective on the grantee's next call, on every replica. */
    public Revocation revoke(Caller caller, AccountId account, GrantId grant) {
        if (!owns(caller, account)) {
            return switch (why(caller, account)) {
                case NO_SUCH_ACCOUNT -> Revocation.NO_SUCH_ACCOUNT;
                case NOT_THE_OWNER -> Revocation.NOT_THE_OWNER;
            };
        }
        return store.revoke(
                        account,
                        grant,
                        caller.id(),
                        new AuditEvent.GrantRevoked(caller.id(), account, grant),
                        clock.instant())
                ? Revocation.REVOKED
                : Revocation.NO_SUCH_GRANT;
    }

    private boolean owns(Caller caller, AccountId account) {
        return store.see(account, caller.id())
                .filter(seen -> seen.standing() instanceof Standing.Owner)
                .isPresent();
    }

    /** Whoever has no live grant is not told that the account exists. */
    private Why why(Caller caller, AccountId account) {
        return store.see(account, caller.id())
                .filter(
                        seen ->
                                seen.standing() instanceof Standing.Grantee(var grant)
                                        && grant.isLive(clock.instant()))
                .map(_ -> Why.NOT_THE_OWNER)
                .orElse(Why.NO_SUCH_ACCOUNT);
    }
}
