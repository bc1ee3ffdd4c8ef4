package cc.profitmaker.domain.market;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A CCXT exchange id ({@code binance}, {@code kucoinfutures}); ids CCXT renamed mean the new one.
 */
public record ExchangeId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]{0,31}");
    private static final Map<String, String> RENAMED =
            Map.of("coinbaseadvanced", "coinbase", "gateio", "gate", "huobi", "htx");

    public ExchangeId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a CCXT exchange id");
        }
        value = RENAMED.getOrDefault(value, value);
    }

    public static Optional<ExchangeId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new ExchangeId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
