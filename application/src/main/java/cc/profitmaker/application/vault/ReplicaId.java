package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** Names one running server process among those on the same database; a restart is another. */
public record ReplicaId(UUID value) {
    public ReplicaId {
        requireNonNull(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
