package cc.profitmaker.domain.identity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/** Names one user of this server. */
public record UserId(UUID value) {
    public UserId {
        requireNonNull(value);
    }

    /** Empty unless the text is a UUID in its canonical 36-character form. */
    public static Optional<UserId> parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text)
                    ? Optional.of(new UserId(uuid))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
