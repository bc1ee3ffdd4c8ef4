package cc.profitmaker.domain.access;

import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;
import java.util.Optional;

/**
 * Proof that somebody may do one operation now. Only {@link AccessRules} makes one; the exchange
 * port demands it, so a use case that forgot to ask does not compile. It lives on the stack: no
 * field, no queue, no collection holds one.
 */
public final class Permit {
    private final UserId holder;
    private final Operation operation;
    private final Optional<AccountFacts> facts;

    Permit(UserId holder, Operation operation, Optional<AccountFacts> facts) {
        this.holder = holder;
        this.operation = operation;
        this.facts = facts;
    }

    public UserId holder() {
        return holder;
    }

    public Operation operation() {
        return operation;
    }

    /** Whose keys it is about; empty for keys the holder brought along. */
    public Optional<AccountId> account() {
        return facts.map(AccountFacts::account);
    }

    /** When every copy of the keys must be gone; empty for keys the holder brought along. */
    public Optional<Instant> keysUntil() {
        return facts.map(AccountFacts::keysUntil);
    }

    /** The grant it rests on; empty for keys brought along, owners and the central vault. */
    public Optional<Grant> grant() {
        return facts.flatMap(
                known ->
                        known.standing() instanceof Standing.Grantee(var grant)
                                ? Optional.of(grant)
                                : Optional.empty());
    }

    /** How far the grant reaches. */
    public GrantLimits limits() {
        return grant().map(Grant::limits).orElse(GrantLimits.NONE);
    }

    /** For adapters, before they act: a permit for something else is a bug, not a refusal. */
    public void mustBeFor(Operation wanted) {
        if (operation != wanted) {
            throw new IllegalStateException(
                    "a permit to " + operation + " does not allow " + wanted);
        }
    }

    @Override
    public String toString() {
        return "Permit[" + holder + " " + operation + "]";
    }
}
