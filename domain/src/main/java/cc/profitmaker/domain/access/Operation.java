package cc.profitmaker.domain.access;

import static cc.profitmaker.domain.access.AccessLevel.READ;
import static cc.profitmaker.domain.access.AccessLevel.TRADE;

/** Every private thing that can be done at an exchange. There is no withdrawal, on purpose. */
public enum Operation {
    FETCH_BALANCE(READ),
    FETCH_ORDERS(READ),
    FETCH_OPEN_ORDERS(READ),
    FETCH_MY_TRADES(READ),
    FETCH_POSITIONS(READ),
    FETCH_LEDGER(READ),
    FETCH_LEVERAGES(READ),
    LEVERAGE_MARKETS(READ),
    /** To be told that something happened, not what. */
    LISTEN(READ),
    /** What the key itself may do, and from where: asked when it is stored. */
    INSPECT_KEY(READ),
    CREATE_ORDER(TRADE),
    CANCEL_ORDER(TRADE),
    SET_LEVERAGES(TRADE);

    private final AccessLevel needs;

    Operation(AccessLevel needs) {
        this.needs = needs;
    }

    /** The level is the operation's, never the request's. */
    public AccessLevel needs() {
        return needs;
    }
}
