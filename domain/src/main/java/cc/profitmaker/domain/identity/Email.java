package cc.profitmaker.domain.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address, in lower case: two addresses that differ only in case are the same user. The
 * shape is checked loosely (something, an at sign, something; 254 characters at most as RFC 5321
 * has it; printable, no spaces): whether mail arrives there is not ours to know.
 */
public record Email(String value) {
    private static final Pattern SHAPE =
            Pattern.compile("[^@\\s\\p{Z}\\p{C}]{1,64}@[^@\\s\\p{Z}\\p{C}]{1,189}");

    public Email {
        if (!SHAPE.matcher(value).matches() || !value.equals(value.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a normalised e-mail address");
        }
    }

    public static Optional<Email> parse(String text) {
        String normal = text.strip().toLowerCase(Locale.ROOT);
        return SHAPE.matcher(normal).matches() ? Optional.of(new Email(normal)) : Optional.empty();
    }

    /**
     * Addresses under {@code @local} belong to this server (the bootstrap user): they can be
     * neither registered nor adopted nor granted to by e-mail.
     */
    public boolean isReserved() {
        return value.endsWith("@local");
    }

    @Override
    public String toString() {
        return value;
    }
}
