package cc.profitmaker.application.testing;

import cc.profitmaker.application.vault.Replicas;

import java.time.Duration;

class InMemoryReplicasTest implements ReplicasContract {
    private final HandMovedClock clock = new HandMovedClock(Fixtures.NOON);
    private final InMemoryReplicas replicas = new InMemoryReplicas(clock);

    @Override
    public Replicas replicas() {
        return replicas;
    }

    @Override
    public void letPass(Duration time) {
        clock.advance(time);
    }
}
