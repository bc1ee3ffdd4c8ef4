package cc.profitmaker.domain.market;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CCXT unified symbol: {@code BTC/USDT} (spot), {@code BTC/USDT:USDT} (swap), {@code
 * BTC/USDT:USDT-261225} (future), {@code BTC/USD:BTC-261225-100000-C} (option). Well-formed does
 * not mean listed: compare it with a market list before it reaches an exchange.
 */
public record Symbol(String value) {
    private static final String CODE = "[\\p{L}\\p{N}][\\p{L}\\p{N}$._*+!]{0,31}";
    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?<base>CODE)/(?<quote>CODE)(:(?<settle>CODE)(-\\d{6}(-\\d{1,12}(\\.\\d{1,12})?-[CP])?)?)?"
                            .replace("CODE", CODE));

    public Symbol {
        if (value.length() > 128 || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a unified symbol");
        }
    }

    public static Optional<Symbol> parse(String text) {
        return text.length() <= 128 && SHAPE.matcher(text).matches()
                ? Optional.of(new Symbol(text))
                : Optional.empty();
    }

    public Currency base() {
        return part("base").orElseThrow();
    }

    public Currency quote() {
        return part("quote").orElseThrow();
    }

    /** What a contract settles in; empty for spot. */
    public Optional<Currency> settle() {
        return part("settle");
    }

    private Optional<Currency> part(String name) {
        Matcher matcher = SHAPE.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalStateException("checked in the constructor");
        }
        return Optional.ofNullable(matcher.group(name)).map(Currency::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
