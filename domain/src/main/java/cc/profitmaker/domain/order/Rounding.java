package cc.profitmaker.domain.order;

/** What to do with an amount or price that is not a multiple of its step. */
public enum Rounding {
    REFUSE,
    /** Never raises an amount or a price. */
    DOWN
}
