package cc.profitmaker.domain.access;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/** Names one grant. */
public record GrantId(UUID value) {
    public GrantId {
        requireNonNull(value);
    }

    /** Empty unless the text is a UUID in its canonical 36-character form. */
    public static Optional<GrantId> parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text)
                    ? Optional.of(new GrantId(uuid))
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
