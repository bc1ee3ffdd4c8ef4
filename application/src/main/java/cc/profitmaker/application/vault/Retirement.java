package cc.profitmaker.application.vault;

import cc.profitmaker.domain.vault.MasterKeyId;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The end of an old master key: it goes once nothing is sealed under it and no live replica would
 * seal under it, and nothing can be from then on.
 */
public final class Retirement {
    /** What was sealed just before its replica changed over is stored by then. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final SealedDataKeys rows;
    private final Replicas replicas;
    private final MasterKeyRing ring;
    private final Consumer<Duration> pause;

    /**
     * For one command.
     *
     * @param pause lets so much time pass
     */
    public Retirement(
            SealedDataKeys rows, Replicas replicas, MasterKeyRing ring, Consumer<Duration> pause) {
        this.rows = rows;
        this.replicas = replicas;
        this.ring = ring;
        this.pause = pause;
    }

    public sealed interface Retired {
        /** It is off the list, and nothing can be sealed under it any more. */
        record Done() implements Retired {}

        record StillSeals(long count) implements Retired {}

        record IsCurrent() implements Retired {}

        record NotHeld() implements Retired {}

        /** These seal under it, or would have to, lacking the current one. */
        record Needed(Set<ReplicaId> replicas) implements Retired {
            public Needed {
                replicas = Set.copyOf(replicas);
            }
        }
    }

    /** May be done again, as when it was interrupted. */
    public Retired retire(MasterKeyId key, MasterKeyList list) {
        MasterKeyId current = ring.held().getFirst();
        if (key.equals(current)) {
            return new Retired.IsCurrent();
        }
        if (!ring.held().contains(key) && !rows.retired().contains(key)) {
            return new Retired.NotHeld();
        }
        Set<ReplicaId> needing =
                replicas.live(
                        standing ->
                                standing.seals().equals(key) || !standing.held().contains(current));
        if (!needing.isEmpty()) {
            return new Retired.Needed(needing);
        }
        pause.accept(SETTLING);
        if (!rows.retire(key)) {
            return new Retired.StillSeals(rows.counts().getOrDefault(key, 0L));
        }
        list.drop(key);
        return new Retired.Done();
    }
}
