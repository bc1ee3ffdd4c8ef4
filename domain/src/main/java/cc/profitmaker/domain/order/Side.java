package cc.profitmaker.domain.order;

import java.util.Locale;
import java.util.Optional;

public enum Side {
    BUY,
    SELL;

    public static Optional<Side> parse(String text) {
        return switch (text) {
            case "buy" -> Optional.of(BUY);
            case "sell" -> Optional.of(SELL);
            default -> Optional.empty();
        };
    }

    /** CCXT's name. */
    public String ccxt() {
        return name().toLowerCase(Locale.ROOT);
    }
}
