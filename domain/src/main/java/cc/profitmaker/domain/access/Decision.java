package cc.profitmaker.domain.access;

/** Whether a caller may do an operation. No grant found means denied. */
public sealed interface Decision {
    record Allowed(Permit permit) implements Decision {}

    record Denied(Reason reason) implements Decision {}

    enum Reason {
        /** The account is named by id, and this server has a vault for SSO identities only. */
        SSO_IDENTITY_NEEDED,
        /** Unknown, in the other vault, or not the caller's to know of. */
        NO_SUCH_ACCOUNT,
        /** The account may only be read, by anybody. */
        READ_ONLY_ACCOUNT,
        /** The caller may only read it. */
        READ_GRANT,
        /** The request is routed to another exchange than the account's. */
        EXCHANGE_MISMATCH,
        /** The central vault says no, without a reason of those above. */
        VAULT_REFUSED,
        VAULT_NOT_CONFIGURED,
        /** What the vault answered makes no sense, and its keys are not used. */
        VAULT_NONSENSE,
        /** The grant does not cover this symbol. */
        SYMBOL_NOT_GRANTED,
        /** The grant limits notionals and names none in the symbol's quote currency. */
        CURRENCY_NOT_GRANTED,
        /** One order would be worth more than the grant allows. */
        ORDER_OVER_LIMIT,
        /** This order and those before it today would be worth more than the grant allows. */
        DAY_OVER_LIMIT,
        LEVERAGE_OVER_LIMIT,
        /** Only operators may do that. */
        OPERATOR_ONLY
    }
}
