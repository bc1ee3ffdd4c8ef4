package cc.profitmaker.domain.market;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reading decimals from people and exchanges: exact, plain, and of bounded size. */
public final class Decimals {
    /** Far above any real amount, and small enough that arithmetic on it stays cheap. */
    public static final int MAX_DIGITS = 40;

    private static final Pattern SHAPE =
            Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,2})?");

    private Decimals() {}

    /**
     * The exact value, without trailing zeros; empty for text that is no decimal number or has more
     * than {@value #MAX_DIGITS} digits on either side of the point (so {@code 1e400}, {@code NaN}
     * and hexadecimal are refused before any arithmetic).
     */
    public static Optional<BigDecimal> parse(String text) {
        if (text.length() > 2 * MAX_DIGITS + 6 || !SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        return bounded(new BigDecimal(text));
    }

    /** The same value without trailing zeros, or empty when it is too long to be an amount. */
    public static Optional<BigDecimal> bounded(BigDecimal value) {
        if (Math.abs((long) value.scale()) > 2 * MAX_DIGITS + 100
                || value.precision() > 2 * MAX_DIGITS) {
            return Optional.empty();
        }
        BigDecimal plain = plain(value);
        int integerDigits = plain.precision() - plain.scale();
        return plain.scale() <= MAX_DIGITS && integerDigits <= MAX_DIGITS
                ? Optional.of(plain)
                : Optional.empty();
    }

    /** Without trailing zeros and never in exponent form: {@code 1E+3} becomes {@code 1000}. */
    public static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
