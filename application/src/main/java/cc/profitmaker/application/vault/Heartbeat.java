package cc.profitmaker.application.vault;

import cc.profitmaker.application.vault.Replicas.Standing;
import cc.profitmaker.domain.vault.MasterKeyId;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * How replicas agree on the master key to seal under: each says which ones it holds, and seals
 * under the newest that all hold. So a replica that has heard of a new key never seals something
 * that another cannot open. To be beaten once a second while serving, by one thread.
 */
public final class Heartbeat {
    private final ReplicaId self;
    private final MasterKeyRing ring;
    private final Replicas replicas;

    public Heartbeat(ReplicaId self, MasterKeyRing ring, Replicas replicas) {
        this.self = self;
        this.ring = ring;
        this.replicas = replicas;
    }

    public void beat() {
        MasterKeyId before = say();
        agree(ring, replicas);
        if (!ring.seals().equals(before)) {
            say();
        }
    }

    private MasterKeyId say() {
        MasterKeyId seals = ring.seals();
        replicas.seen(self, new Standing(ring.held(), seals));
        return seals;
    }

    /** For processes that seal and are gone again, which nobody needs to wait for. */
    public static void agree(MasterKeyRing ring, Replicas replicas) {
        Collection<Standing> live = replicas.live().values();
        Set<MasterKeyId> common = new HashSet<>(ring.held());
        live.forEach(standing -> common.retainAll(standing.held()));
        ring.heldByAll(common);
    }

    /** The last beat: nobody waits for this replica any more. */
    public void stop() {
        replicas.gone(self);
    }
}
