package cc.profitmaker.domain.access;

import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.session.Caller;

import java.time.Instant;
import java.util.Optional;

/**
 * Who may do what with which keys: the only maker of {@link Permit}s and {@link Inquiry}s. An
 * account is decided on twice: by the vault when it is asked, and here on what it answered.
 */
public final class AccessRules {
    private AccessRules() {}

    /** With keys of their own a caller may do what the keys can do. */
    public static Permit permitOwnKeys(Caller caller, Operation operation) {
        return new Permit(caller.id(), operation, Optional.empty());
    }

    /**
     * Whether to ask a vault for an account. The level asked for is the operation's: {@code want}
     * may raise it and never lower it.
     */
    public static Inquired inquire(
            Caller caller,
            Operation operation,
            AccountId account,
            Optional<AccessLevel> want,
            ExchangeId exchange) {
        if (account.vault() != VaultKind.of(caller)) {
            return new Inquired.MayNot(Decision.Reason.NO_SUCH_ACCOUNT);
        }
        AccessLevel needed = operation.needs();
        AccessLevel level = want.filter(wanted -> wanted.covers(needed)).orElse(needed);
        return new Inquired.May(
                new Inquiry(new Asker.Present(caller), account, operation, level, exchange));
    }

    /**
     * Asks, when nobody is calling, for the keys to read what became of an order that its user sent
     * and that nobody waits for any more. To read, and nothing else.
     */
    public static Inquiry inquireToSettle(Asker.Away user, AccountId account, ExchangeId exchange) {
        return new Inquiry(user, account, Operation.FETCH_ORDERS, AccessLevel.READ, exchange);
    }

    /**
     * Asks, on behalf of somebody who listens to an account, for the keys to read it. What needs
     * more than reading is no part of listening.
     */
    public static Inquiry inquireToStream(
            Asker.Away user, Operation operation, AccountId account, ExchangeId exchange) {
        if (operation.needs() != AccessLevel.READ) {
            throw new IllegalArgumentException("to listen is to read");
        }
        return new Inquiry(user, account, operation, AccessLevel.READ, exchange);
    }

    /**
     * Asks, when an operator stops all trading, for the keys to list and to cancel somebody's open
     * orders.
     */
    public static Inquired inquireToStop(
            Caller operator,
            Stopping operation,
            Asker.Away user,
            AccountId account,
            ExchangeId exchange) {
        Operation wanted =
                switch (operation) {
                    case LIST -> Operation.FETCH_OPEN_ORDERS;
                    case CANCEL -> Operation.CANCEL_ORDER;
                };
        return operator.isOperator()
                ? new Inquired.May(new Inquiry(user, account, wanted, wanted.needs(), exchange))
                : new Inquired.MayNot(Decision.Reason.OPERATOR_ONLY);
    }

    /** Decides on what the vault answered, whatever the vault decided itself. */
    public static Decision decide(Inquiry inquiry, AccountFacts facts, Instant now) {
        if (!facts.account().equals(inquiry.account())) {
            return new Decision.Denied(Decision.Reason.VAULT_NONSENSE);
        }
        Optional<Decision.Reason> refusal = refuse(inquiry, facts, now);
        return refusal.<Decision>map(Decision.Denied::new)
                .orElseGet(
                        () ->
                                new Decision.Allowed(
                                        new Permit(
                                                inquiry.asker().user(),
                                                inquiry.operation(),
                                                Optional.of(facts))));
    }

    private static Optional<Decision.Reason> refuse(
            Inquiry inquiry, AccountFacts facts, Instant now) {
        Optional<Decision.Reason> standing = refuse(inquiry, facts.standing(), now);
        if (standing.isPresent()) {
            return standing;
        }
        if (!facts.ceiling().covers(inquiry.level())) {
            return Optional.of(Decision.Reason.READ_ONLY_ACCOUNT);
        }
        return facts.exchange().equals(inquiry.exchange())
                ? Optional.empty()
                : Optional.of(Decision.Reason.EXCHANGE_MISMATCH);
    }

    private static Optional<Decision.Reason> refuse(
            Inquiry inquiry, Standing standing, Instant now) {
        return switch (standing) {
            case Standing.Owner _ -> Optional.empty();
            case Standing.Grantee(var grant) ->
                    !grant.isLive(now)
                                    || !grant.grantee().equals(inquiry.asker().user())
                                    || !grant.account().equals(inquiry.account())
                            ? Optional.of(Decision.Reason.NO_SUCH_ACCOUNT)
                            : tooLow(grant.level(), inquiry);
            case Standing.Vouched(var level) -> tooLow(level, inquiry);
        };
    }

    private static Optional<Decision.Reason> tooLow(AccessLevel level, Inquiry inquiry) {
        return level.covers(inquiry.level())
                ? Optional.empty()
                : Optional.of(Decision.Reason.READ_GRANT);
    }

    /** Whether a permit to trade reaches this symbol. */
    public static Optional<Decision.Reason> refuse(Permit permit, Symbol symbol) {
        return permit.limits().allows(symbol)
                ? Optional.empty()
                : Optional.of(Decision.Reason.SYMBOL_NOT_GRANTED);
    }
}
