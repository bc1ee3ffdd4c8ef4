package cc.profitmaker.domain.market;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A candle's length in CCXT's spelling: a number and {@code s}, {@code m}, {@code h}, {@code d},
 * {@code w} or {@code M}.
 */
public record Timeframe(String value) {
    private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{0,2}[smhdwM]");

    public static final Timeframe ONE_MINUTE = new Timeframe("1m");

    public Timeframe {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a timeframe");
        }
    }

    public static Optional<Timeframe> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new Timeframe(text)) : Optional.empty();
    }

    /** The length; a month counts as CCXT counts it, 30 days. */
    public Duration length() {
        long count = Long.parseLong(value.substring(0, value.length() - 1));
        return switch (value.charAt(value.length() - 1)) {
            case 's' -> Duration.ofSeconds(count);
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            case 'd' -> Duration.ofDays(count);
            case 'w' -> Duration.ofDays(7 * count);
            default -> Duration.ofDays(30 * count);
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
