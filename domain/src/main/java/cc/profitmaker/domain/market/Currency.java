package cc.profitmaker.domain.market;

import java.util.Optional;
import java.util.regex.Pattern;

/** A CCXT currency code ({@code BTC}). */
public record Currency(String code) {
    private static final Pattern SHAPE =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}$._*+!-]{0,31}");

    public Currency {
        if (!SHAPE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a currency code");
        }
    }

    public static Optional<Currency> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new Currency(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return code;
    }
}
