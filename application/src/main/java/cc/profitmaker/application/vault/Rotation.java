package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.application.vault.MasterKeyRing.Resealed;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.MasterKeyId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A new master key while the servers run: data keys are sealed anew, one by one, and only once
 * every live replica both holds the new key and seals under it; payloads are not touched. May be
 * stopped at any point and started again, and any number of times.
 */
public final class Rotation {
    private static final int PAGE = 200;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** Longer than a dead replica counts as live. */
    private static final Duration PATIENCE = Replicas.LIVE.multipliedBy(3);

    private final SealedDataKeys rows;
    private final Replicas replicas;
    private final MasterKeyRing ring;
    private final Consumer<Duration> pause;

    /**
     * For one command.
     *
     * @param pause lets so much time pass
     */
    public Rotation(
            SealedDataKeys rows, Replicas replicas, MasterKeyRing ring, Consumer<Duration> pause) {
        this.rows = rows;
        this.replicas = replicas;
        this.ring = ring;
        this.pause = pause;
    }

    public sealed interface Rotated {
        /**
         * Everything that opens is under {@code current}.
         *
         * @param resealed how many were not before
         */
        record Done(MasterKeyId current, long resealed, List<Failed> failed, Status status)
                implements Rotated {
            public Done {
                requireNonNull(current);
                failed = List.copyOf(failed);
                requireNonNull(status);
            }
        }

        /** These lack the key, or do not seal under it yet; the rest of the rows stays as it is. */
        record Lagging(MasterKeyId current, Set<ReplicaId> replicas) implements Rotated {
            public Lagging {
                requireNonNull(current);
                replicas = Set.copyOf(replicas);
            }
        }
    }

    /** One that stays under its master key, because it does not open. */
    public record Failed(DataKeyUse use, MasterKeyId under, Why why) {
        public enum Why {
            MASTER_KEY_MISSING,
            TAMPERED
        }
    }

    /**
     * Where the master keys stand.
     *
     * @param held current first
     * @param counts how many data keys each seals; without those that seal none
     */
    public record Status(List<MasterKeyId> held, Map<MasterKeyId, Long> counts) {
        public Status {
            held = List.copyOf(held);
            counts = Map.copyOf(counts);
        }

        /** What can go: held, not current, and nothing is under it. */
        public List<MasterKeyId> retirable() {
            return held.stream().skip(1).filter(key -> !counts.containsKey(key)).toList();
        }
    }

    public Status status() {
        return new Status(ring.held(), rows.counts());
    }

    /** Seals everything under the first key of the list, which every replica must hold by now. */
    public Rotated toCurrent() {
        MasterKeyId current = current();
        Set<ReplicaId> lacking = replicas.live(standing -> !standing.held().contains(current));
        return lacking.isEmpty()
                ? resealOnceAcknowledged(current)
                : new Rotated.Lagging(current, lacking);
    }

    /**
     * Adds a new key and seals everything under it. When something is not under the current key, an
     * earlier rotation was not finished: then that is done, and no key added.
     */
    public Rotated toNew(MasterKeyList list) {
        Rotated unfinished = resealOnceAcknowledged(current());
        return switch (unfinished) {
            case Rotated.Done done when done.resealed() == 0 ->
                    resealOnceAcknowledged(list.addCurrent());
            case Rotated.Done _, Rotated.Lagging _ -> unfinished;
        };
    }

    private MasterKeyId current() {
        return ring.held().getFirst();
    }

    private Rotated resealOnceAcknowledged(MasterKeyId current) {
        Duration waited = Duration.ZERO;
        while (!lagging(current).isEmpty() && waited.compareTo(PATIENCE) < 0) {
            pause.accept(LOOK_AGAIN);
            waited = waited.plus(LOOK_AGAIN);
        }
        long resealed = 0;
        while (true) {
            var sweep = new Sweep(current);
            if (!sweep.wholly()) {
                return new Rotated.Lagging(current, lagging(current));
            }
            resealed += sweep.resealed;
            // Again until nothing is left: a call in flight may have sealed under the key before.
            if (sweep.resealed == 0) {
                return new Rotated.Done(current, resealed, sweep.failed, status());
            }
        }
    }

    /** Once through all that is not under the key yet. */
    private final class Sweep {
        private final MasterKeyId current;
        private final List<Failed> failed = new ArrayList<>();
        private long resealed;

        Sweep(MasterKeyId current) {
            this.current = current;
        }

        /** False when a replica that cannot follow turned up. */
        boolean wholly() {
            Optional<DataKeyUse> last = Optional.empty();
            while (true) {
                if (!lagging(current).isEmpty()) {
                    return false;
                }
                List<SealedDataKeys.Row> page = rows.page(current, last, PAGE);
                if (page.isEmpty()) {
                    return true;
                }
                page.forEach(this::reseal);
                last = Optional.of(page.getLast().use());
            }
        }

        private void reseal(SealedDataKeys.Row row) {
            switch (ring.reseal(row.use(), row.key(), current)) {
                case Resealed.Done(var key) -> {
                    // Where somebody was faster there is nothing left to do.
                    if (rows.replace(row.use(), row.key(), key)) {
                        resealed++;
                    }
                }
                case Resealed.MasterKeyMissing _ -> fail(row, Failed.Why.MASTER_KEY_MISSING);
                case Resealed.Tampered _ -> fail(row, Failed.Why.TAMPERED);
            }
        }

        private void fail(SealedDataKeys.Row row, Failed.Why why) {
            failed.add(new Failed(row.use(), row.key().under(), why));
        }
    }

    private Set<ReplicaId> lagging(MasterKeyId current) {
        return replicas.live(
                standing ->
                        !standing.held().contains(current) || !standing.seals().equals(current));
    }
}
