package cc.profitmaker.domain.access;

import cc.profitmaker.domain.identity.UserId;

/**
 * Proof that somebody may do one operation now. Only {@link AccessRules} makes one; the exchange
 * port demands it, so a use case that forgot to ask does not compile. It lives on the stack: no
 * field, no queue, no collection holds one.
 */
public final class Permit {
    private final UserId holder;
    private final Operation operation;

    Permit(UserId holder, Operation operation) {
        this.holder = holder;
        this.operation = operation;
    }

    public UserId holder() {
        return holder;
    }

    public Operation operation() {
        return operation;
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
