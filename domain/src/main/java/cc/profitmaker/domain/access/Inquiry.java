package cc.profitmaker.domain.access;

import cc.profitmaker.domain.market.ExchangeId;

/**
 * Proof that somebody may ask their vault for the keys of an account, at the level the operation
 * needs; what the vault answers is decided on again. Only {@link AccessRules} makes one, and vaults
 * open for nothing else. It lives on the stack, like a {@link Permit}.
 */
public final class Inquiry {
    private final Asker asker;
    private final AccountId account;
    private final Operation operation;
    private final AccessLevel level;
    private final ExchangeId exchange;

    Inquiry(
            Asker asker,
            AccountId account,
            Operation operation,
            AccessLevel level,
            ExchangeId exchange) {
        this.asker = asker;
        this.account = account;
        this.operation = operation;
        this.level = level;
        this.exchange = exchange;
    }

    public Asker asker() {
        return asker;
    }

    public AccountId account() {
        return account;
    }

    public Operation operation() {
        return operation;
    }

    /** What to ask for: never less than the operation needs. */
    public AccessLevel level() {
        return level;
    }

    /** Where the keys are meant to go: keys of another exchange must not be used. */
    public ExchangeId exchange() {
        return exchange;
    }

    @Override
    public String toString() {
        return "Inquiry[" + asker.user() + " " + operation + " " + account + "]";
    }
}
