package cc.profitmaker.adapter.exchange.wire;

/** What a call is for, which decides how it gets on when an exchange's allowance is short. */
public enum Lane {
    /** Waits its turn, and leaves a fifth of the allowance to the others. */
    READ,
    /** Goes before reads, and may use all of it. */
    ORDER,
    /** As {@code ORDER}; and it is tried even while the exchange seems to be down. */
    CANCEL
}
