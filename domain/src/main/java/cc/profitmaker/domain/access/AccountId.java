package cc.profitmaker.domain.access;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names one stored exchange key. It knows its vault by its form: ours are {@code own_} and a UUID,
 * everything else is the auth service's. 1 to 128 characters of {@code A-Z a-z 0-9 _ -}, so that an
 * id can never be more than one path segment.
 */
public record AccountId(String value) {
    private static final String OURS = "own_";
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    public AccountId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an account id");
        }
    }

    public static Optional<AccountId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new AccountId(text)) : Optional.empty();
    }

    /** An id in this server's vault; {@code uuid} must be random. */
    public static AccountId own(UUID uuid) {
        return new AccountId(OURS + uuid);
    }

    public VaultKind vault() {
        return value.startsWith(OURS) ? VaultKind.OWN : VaultKind.CENTRAL;
    }

    @Override
    public String toString() {
        return value;
    }
}
