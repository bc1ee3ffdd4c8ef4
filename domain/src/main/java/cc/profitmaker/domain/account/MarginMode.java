package cc.profitmaker.domain.account;

import java.util.Locale;

public enum MarginMode {
    CROSS,
    ISOLATED;

    /** CCXT's name. */
    public String ccxt() {
        return name().toLowerCase(Locale.ROOT);
    }
}
