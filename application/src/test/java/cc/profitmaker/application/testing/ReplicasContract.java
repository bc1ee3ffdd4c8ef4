package cc.profitmaker.application.testing;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.vault.ReplicaId;
import cc.profitmaker.application.vault.Replicas;
import cc.profitmaker.application.vault.Replicas.Standing;
import cc.profitmaker.domain.vault.MasterKeyId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

public interface ReplicasContract {
    MasterKeyId ONE = new MasterKeyId("0000000000000001");
    MasterKeyId TWO = new MasterKeyId("0000000000000002");
    ReplicaId A = new ReplicaId(UUID.fromString("00000000-0000-4000-8000-00000000000a"));
    ReplicaId B = new ReplicaId(UUID.fromString("00000000-0000-4000-8000-00000000000b"));

    Replicas replicas();

    /** So much time passes, as far as the replicas' own clock is concerned. */
    void letPass(Duration time);

    @Test
    default void nobody_is_live_at_first() {
        assertThat(replicas().live()).isEmpty();
    }

    @Test
    default void what_a_replica_said_last_is_what_holds() {
        replicas().seen(A, new Standing(List.of(ONE), ONE));
        replicas().seen(B, new Standing(List.of(ONE), ONE));
        replicas().seen(A, new Standing(List.of(TWO, ONE), ONE));

        assertThat(replicas().live())
                .isEqualTo(
                        Map.of(
                                A,
                                new Standing(List.of(TWO, ONE), ONE),
                                B,
                                new Standing(List.of(ONE), ONE)));
    }

    @Test
    default void who_said_nothing_for_too_long_is_gone_until_heard_again() {
        var standing = new Standing(List.of(ONE), ONE);
        replicas().seen(A, standing);
        letPass(Replicas.LIVE.minusSeconds(2));
        replicas().seen(B, standing);
        assertThat(replicas().live()).containsOnlyKeys(A, B);

        letPass(Duration.ofSeconds(3));
        assertThat(replicas().live()).containsOnlyKeys(B);

        replicas().seen(A, standing);
        assertThat(replicas().live()).containsOnlyKeys(A, B);
    }

    @Test
    default void who_stops_is_gone_at_once() {
        replicas().seen(A, new Standing(List.of(ONE), ONE));

        replicas().gone(A);
        replicas().gone(B);

        assertThat(replicas().live()).isEmpty();
    }
}
