package cc.profitmaker.domain.order;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client calls one order, so that asking again for the same one does not place a second: 1
 * to 128 visible ASCII characters. Means nothing to anybody but its user.
 */
public record IdempotencyKey(String value) {
    private static final Pattern SHAPE = Pattern.compile("[!-~]{1,128}");

    public IdempotencyKey {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an idempotency key");
        }
    }

    public static Optional<IdempotencyKey> parse(String text) {
        return SHAPE.matcher(text).matches()
                ? Optional.of(new IdempotencyKey(text))
                : Optional.empty();
    }

    /** Not what it says: clients put all sorts of things into it. */
    @Override
    public String toString() {
        return "IdempotencyKey[" + value.length() + " characters]";
    }
}
