package cc.profitmaker.domain.order;

import java.util.Optional;

/**
 * Every {@code params} entry that an order may carry, under CCXT's name. None can change symbol,
 * side, type, amount, price, market, account, endpoint or host; anything else is refused by name.
 */
public enum OrderParam {
    CLIENT_ORDER_ID("clientOrderId"),
    TIME_IN_FORCE("timeInForce"),
    POST_ONLY("postOnly"),
    REDUCE_ONLY("reduceOnly"),
    TRIGGER_PRICE("triggerPrice"),
    STOP_LOSS_PRICE("stopLossPrice"),
    TAKE_PROFIT_PRICE("takeProfitPrice"),
    /** Ours: round amount and price down to the market's steps instead of refusing. */
    ROUND("round");

    private final String ccxt;

    OrderParam(String ccxt) {
        this.ccxt = ccxt;
    }

    public String ccxt() {
        return ccxt;
    }

    public static Optional<OrderParam> parse(String name) {
        for (OrderParam param : values()) {
            if (param.ccxt.equals(name)) {
                return Optional.of(param);
            }
        }
        return Optional.empty();
    }
}
