package cc.profitmaker.application.testing;

import cc.profitmaker.application.vault.ReplicaId;
import cc.profitmaker.application.vault.Replicas;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Replicas in memory, live by a clock that a test may move. */
public final class InMemoryReplicas implements Replicas {
    private record Said(Standing standing, Instant at) {}

    private final Map<ReplicaId, Said> said = new HashMap<>();
    private final InstantSource clock;

    public InMemoryReplicas(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void seen(ReplicaId replica, Standing standing) {
        said.put(replica, new Said(standing, clock.instant()));
    }

    @Override
    public synchronized void gone(ReplicaId replica) {
        said.remove(replica);
    }

    @Override
    public synchronized Map<ReplicaId, Standing> live() {
        Instant since = clock.instant().minus(LIVE);
        Map<ReplicaId, Standing> live = new HashMap<>();
        said.forEach(
                (id, last) -> {
                    if (last.at().isAfter(since)) {
                        live.put(id, last.standing());
                    }
                });
        return live;
    }
}
