package cc.profitmaker.domain.market;

import java.util.Locale;
import java.util.Optional;

/** CCXT's market types; {@code futures} is an accepted spelling of {@code future}. */
public enum MarketType {
    SPOT,
    MARGIN,
    SWAP,
    FUTURE,
    OPTION;

    public static Optional<MarketType> parse(String text) {
        return switch (text) {
            case "spot" -> Optional.of(SPOT);
            case "margin" -> Optional.of(MARGIN);
            case "swap" -> Optional.of(SWAP);
            case "future", "futures" -> Optional.of(FUTURE);
            case "option" -> Optional.of(OPTION);
            default -> Optional.empty();
        };
    }

    /** CCXT's name. */
    public String ccxt() {
        return name().toLowerCase(Locale.ROOT);
    }
}
