package cc.profitmaker.domain.order;

/** What a market demands of an order; an answer names the rule that was broken. */
public enum OrderRule {
    AMOUNT_STEP,
    AMOUNT_MIN,
    AMOUNT_MAX,
    PRICE_STEP,
    PRICE_MIN,
    PRICE_MAX,
    TRIGGER_STEP,
    TRIGGER_MIN,
    TRIGGER_MAX,
    /** Minimum notional: amount × price × contract size. */
    COST_MIN,
    COST_MAX
}
