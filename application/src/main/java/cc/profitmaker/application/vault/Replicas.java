package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.vault.MasterKeyId;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The servers that run on this database, by what they last said of themselves. The database's clock
 * tells who is live, so that replicas need not agree on the time. Fails with {@link
 * cc.profitmaker.application.Unavailable}.
 */
public interface Replicas {
    /** Whoever said nothing for so long is gone. */
    Duration LIVE = Duration.ofSeconds(10);

    /**
     * What a replica says of its master keys.
     *
     * @param held current first
     * @param seals the one it seals under until it says otherwise
     */
    record Standing(List<MasterKeyId> held, MasterKeyId seals) {
        public Standing {
            held = List.copyOf(held);
            requireNonNull(seals);
        }
    }

    /** Takes the place of what the replica said before, as of now. */
    void seen(ReplicaId replica, Standing standing);

    /** It stops; does nothing when it is not known. */
    void gone(ReplicaId replica);

    Map<ReplicaId, Standing> live();

    /** The live ones of which that is true. */
    default Set<ReplicaId> live(Predicate<Standing> which) {
        return live().entrySet().stream()
                .filter(replica -> which.test(replica.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
