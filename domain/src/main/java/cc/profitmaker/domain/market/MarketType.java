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

    /** What a unified symbol says of itself; margin looks like spot. */
    public static MarketType of(Symbol symbol) {
        if (symbol.settle().isEmpty()) {
            return SPOT;
        }
        String contract = symbol.value().substring(symbol.value().indexOf(':') + 1);
        long dashes = contract.chars().filter(c -> c == '-').count();
        return dashes == 0 ? SWAP : dashes == 1 ? FUTURE : OPTION;
    }

    /** CCXT's name. */
    public String ccxt() {
        return name().toLowerCase(Locale.ROOT);
    }
}
