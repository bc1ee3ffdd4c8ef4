package cc.profitmaker.domain.order;

import java.util.Optional;
import java.util.regex.Pattern;

/** The exchange's name of an order: 1 to 128 letters, digits or {@code . _ : -}. */
public record OrderId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public OrderId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an order id");
        }
    }

    public static Optional<OrderId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new OrderId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
