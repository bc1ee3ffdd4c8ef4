package cc.profitmaker.application.vault;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryReplicas;
import cc.profitmaker.application.testing.PlainKeyRing;
import cc.profitmaker.application.vault.Replicas.Standing;
import cc.profitmaker.domain.vault.MasterKeyId;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;

final class HeartbeatTest {
    private static final ReplicaId A = new ReplicaId(new UUID(0, 1));
    private static final ReplicaId B = new ReplicaId(new UUID(0, 2));

    private final HandMovedClock clock = new HandMovedClock(NOON);
    private final InMemoryReplicas replicas = new InMemoryReplicas(clock);
    private final PlainKeyRing.Names file = new PlainKeyRing.Names(1);
    private final MasterKeyId old = file.all().getFirst();
    private final PlainKeyRing ringOfA = new PlainKeyRing(file);
    private final PlainKeyRing ringOfB = new PlainKeyRing(file);
    private final Heartbeat a = new Heartbeat(A, ringOfA, replicas);
    private final Heartbeat b = new Heartbeat(B, ringOfB, replicas);

    @Test
    void a_replica_alone_seals_under_the_current_key_and_says_so_in_one_beat() {
        a.beat();
        MasterKeyId added = file.addCurrent();
        ringOfA.look();
        assertThat(ringOfA.seals()).isEqualTo(old);

        a.beat();

        assertThat(ringOfA.seals()).isEqualTo(added);
        assertThat(replicas.live().get(A)).isEqualTo(new Standing(List.of(added, old), added));
    }

    @Test
    void two_replicas_change_over_only_when_both_hold_the_new_key() {
        a.beat();
        b.beat();
        MasterKeyId added = file.addCurrent();
        ringOfA.look();
        a.beat();
        b.beat();
        assertThat(ringOfA.seals()).isEqualTo(old);

        ringOfB.look();
        b.beat();
        a.beat();

        assertThat(ringOfA.seals()).isEqualTo(added);
        assertThat(ringOfB.seals()).isEqualTo(added);
    }

    @Test
    void who_is_gone_is_waited_for_by_nobody() {
        a.beat();
        b.beat();
        MasterKeyId added = file.addCurrent();
        ringOfA.look();

        b.stop();
        a.beat();

        assertThat(ringOfA.seals()).isEqualTo(added);
    }

    @Test
    void a_command_that_seals_goes_by_what_the_servers_hold() {
        a.beat();
        file.addCurrent();
        var command = new PlainKeyRing(file);

        Heartbeat.agree(command, replicas);

        assertThat(command.seals()).isEqualTo(old);
        assertThat(replicas.live()).containsOnlyKeys(A);
    }
}
