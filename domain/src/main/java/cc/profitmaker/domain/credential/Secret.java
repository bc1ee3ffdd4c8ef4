package cc.profitmaker.domain.credential;

import static java.util.Objects.requireNonNull;

/**
 * Text that must never be printed: a password, a token, an exchange key. It has no {@code equals},
 * no accessor a serializer would find and a {@code toString} that says nothing; the one way to the
 * text is {@link #reveal()}, whose callers the architecture test lists.
 */
public final class Secret {
    // A String on purpose: the exchange libraries and HTTP need one, so wiping a char[] copy of it
    // would only look like protection.
    private final String value;

    private Secret(String value) {
        this.value = requireNonNull(value);
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The text itself. From here on it is a String that anyone can log: keep it local. */
    public String reveal() {
        return value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
