package cc.profitmaker.domain.order;

import java.util.Locale;

/** CCXT's unified order status. */
public enum OrderState {
    OPEN,
    CLOSED,
    CANCELED,
    EXPIRED,
    REJECTED;

    /** CCXT's name. */
    public String ccxt() {
        return name().toLowerCase(Locale.ROOT);
    }
}
