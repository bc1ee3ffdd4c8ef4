package cc.profitmaker.application.vault;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryReplicas;
import cc.profitmaker.application.testing.InMemorySealedKeys;
import cc.profitmaker.application.testing.PlainKeyRing;
import cc.profitmaker.application.vault.Retirement.Retired;
import cc.profitmaker.application.vault.Rotation.Failed;
import cc.profitmaker.application.vault.Rotation.Rotated;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

final class RotationTest {
    private static final ReplicaId A = new ReplicaId(new UUID(0, 1));
    private static final ReplicaId B = new ReplicaId(new UUID(0, 2));

    private final HandMovedClock clock = new HandMovedClock(NOON);
    private final InMemorySealedKeys rows = new InMemorySealedKeys();
    private final InMemoryReplicas replicas = new InMemoryReplicas(clock);
    private final PlainKeyRing.Names file = new PlainKeyRing.Names(1);
    private final PlainKeyRing ring = new PlainKeyRing(file);
    private final List<Runnable> running = new ArrayList<>();
    private final Rotation rotation = new Rotation(rows, replicas, ring, this::passes);

    private final Retirement retirement = new Retirement(rows, replicas, ring, this::passes);

    /** While the command waits, servers look at the file and say so. */
    private void passes(Duration time) {
        clock.advance(time);
        running.forEach(Runnable::run);
    }

    private Heartbeat runs(ReplicaId replica, PlainKeyRing itsRing) {
        var heart = new Heartbeat(replica, itsRing, replicas);
        heart.beat();
        running.add(heart::beat);
        return heart;
    }

    @Test
    void everything_is_sealed_anew_under_a_new_key_and_the_old_one_can_go() {
        MasterKeyId old = ring.held().getFirst();
        given(500, old);

        Rotated.Done done = done(rotation.toNew(ring.list()));

        assertThat(done.current()).isNotEqualTo(old).isEqualTo(file.all().getFirst());
        assertThat(done.resealed()).isEqualTo(500);
        assertThat(done.failed()).isEmpty();
        assertThat(done.status().counts()).isEqualTo(Map.of(done.current(), 500L));
        assertThat(done.status().retirable()).containsExactly(old);
    }

    @Test
    void no_row_is_touched_before_every_live_replica_holds_the_new_key_and_seals_under_it() {
        MasterKeyId old = ring.held().getFirst();
        given(3, old);
        var a = new PlainKeyRing(file);
        var b = new PlainKeyRing(file);
        runs(A, a);
        runs(B, b);
        List<String> seen = new ArrayList<>();
        running.add(
                () -> {
                    seen.add(a.seals().equals(b.seals()) ? "same" : "differ");
                    assertThat(rows.counts()).isEqualTo(Map.of(old, 3L));
                    if (seen.size() == 3) {
                        a.look();
                    }
                    if (seen.size() == 6) {
                        b.look();
                    }
                    if (seen.size() < 6) {
                        assertThat(a.seals()).isEqualTo(old);
                    }
                });

        Rotated.Done done = done(rotation.toNew(ring.list()));

        assertThat(seen).hasSizeGreaterThan(6);
        assertThat(a.seals()).isEqualTo(done.current());
        assertThat(b.seals()).isEqualTo(done.current());
        assertThat(rows.counts()).isEqualTo(Map.of(done.current(), 3L));
    }

    @Test
    void a_replica_that_never_follows_stops_it_and_nothing_is_sealed_under_the_new_key() {
        MasterKeyId old = ring.held().getFirst();
        given(3, old);
        var follows = new PlainKeyRing(file);
        running.add(follows::look);
        runs(A, follows);
        runs(B, new PlainKeyRing(file));

        Rotated rotated = rotation.toNew(ring.list());

        assertThat(rotated).isEqualTo(new Rotated.Lagging(file.all().getFirst(), Set.of(A, B)));
        assertThat(rows.counts()).isEqualTo(Map.of(old, 3L));
        assertThat(follows.held()).hasSize(2);
        assertThat(follows.seals()).isEqualTo(old);
    }

    @Test
    void a_replica_that_died_is_waited_for_no_longer_than_it_counts_as_live() {
        given(1, ring.held().getFirst());
        new Heartbeat(A, new PlainKeyRing(file), replicas).beat();

        assertThat(done(rotation.toNew(ring.list())).resealed()).isEqualTo(1);
        assertThat(clock.instant()).isEqualTo(NOON.plus(Replicas.LIVE));
    }

    @Test
    void what_was_interrupted_is_finished_without_another_key() {
        MasterKeyId old = ring.held().getFirst();
        given(3, old);
        MasterKeyId added = ring.list().addCurrent();
        DataKeyUse.OfAccount one = account();
        rows.given(one, ring.sealed(one, added));

        Rotated.Done done = done(rotation.toNew(ring.list()));

        assertThat(done.current()).isEqualTo(added);
        assertThat(done.resealed()).isEqualTo(3);
        assertThat(file.all()).containsExactly(added, old);
    }

    @Test
    void once_finished_the_next_rotation_adds_another_key() {
        given(3, ring.held().getFirst());
        Rotated.Done first = done(rotation.toNew(ring.list()));

        Rotated.Done second = done(rotation.toNew(ring.list()));

        assertThat(second.current()).isNotEqualTo(first.current());
        assertThat(second.status().counts()).isEqualTo(Map.of(second.current(), 3L));
        assertThat(file.all()).hasSize(3);
    }

    @Test
    void a_row_that_does_not_open_is_named_and_left_and_holds_up_nothing() {
        MasterKeyId old = ring.held().getFirst();
        var strange = new MasterKeyId("ffffffffffffffff");
        given(2, old);
        DataKeyUse.OfAccount lost = account();
        DataKeyUse.OfAccount changed = account();
        SealedDataKey ofAnother = ring.sealed(account(), old);
        rows.given(lost, ring.sealed(lost, strange));
        rows.given(changed, ofAnother);

        Rotated.Done done = done(rotation.toNew(ring.list()));
        Rotated.Done again = done(rotation.toNew(ring.list()));

        assertThat(done.resealed()).isEqualTo(2);
        assertThat(again.resealed()).isEqualTo(2);
        assertThat(done.failed())
                .containsExactlyInAnyOrder(
                        new Failed(lost, strange, Failed.Why.MASTER_KEY_MISSING),
                        new Failed(changed, old, Failed.Why.TAMPERED));
        assertThat(rows.key(changed)).isEqualTo(ofAnother);
        assertThat(done.status().retirable()).isEmpty();
    }

    @Test
    void with_given_keys_all_is_sealed_under_the_first_and_none_is_added() {
        MasterKeyId old = ring.held().getFirst();
        given(3, old);
        MasterKeyId prepended = ring.list().addCurrent();
        running.add(() -> {});
        var restarted = new PlainKeyRing(file);
        runs(A, restarted);

        Rotated.Done done = done(rotation.toCurrent());

        assertThat(done.current()).isEqualTo(prepended);
        assertThat(done.status().counts()).isEqualTo(Map.of(prepended, 3L));
        assertThat(file.all()).containsExactly(prepended, old);
        assertThat(done(rotation.toCurrent()).resealed()).isZero();
    }

    @Test
    void with_given_keys_a_replica_that_lacks_the_first_is_refused_at_once() {
        MasterKeyId old = ring.held().getFirst();
        given(3, old);
        runs(A, new PlainKeyRing(file));
        ring.list().addCurrent();

        assertThat(rotation.toCurrent())
                .isEqualTo(new Rotated.Lagging(file.all().getFirst(), Set.of(A)));
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(rows.counts()).isEqualTo(Map.of(old, 3L));
    }

    @Test
    void an_old_key_that_seals_nothing_is_retired_and_stays_so() {
        MasterKeyId old = ring.held().getFirst();
        given(3, old);
        done(rotation.toNew(ring.list()));

        assertThat(retirement.retire(old, ring.list())).isEqualTo(new Retired.Done());
        assertThat(retirement.retire(old, ring.list())).isEqualTo(new Retired.Done());

        assertThat(file.all()).doesNotContain(old);
        assertThat(rows.retired()).containsExactly(old);
    }

    @Test
    void a_key_that_is_current_or_seals_or_is_not_ours_is_not_retired() {
        MasterKeyId old = ring.held().getFirst();
        given(3, old);
        MasterKeyId current = ring.list().addCurrent();

        assertThat(retirement.retire(current, ring.list())).isEqualTo(new Retired.IsCurrent());
        assertThat(retirement.retire(old, ring.list())).isEqualTo(new Retired.StillSeals(3));
        assertThat(retirement.retire(new MasterKeyId("ffffffffffffffff"), ring.list()))
                .isEqualTo(new Retired.NotHeld());
        assertThat(file.all()).containsExactly(current, old);
        assertThat(rows.retired()).isEmpty();
    }

    @Test
    void a_key_that_a_live_replica_needs_is_not_retired() {
        MasterKeyId old = ring.held().getFirst();
        var behind = new PlainKeyRing(file);
        runs(A, behind);
        ring.list().addCurrent();

        assertThat(retirement.retire(old, ring.list())).isEqualTo(new Retired.Needed(Set.of(A)));
        assertThat(rows.retired()).isEmpty();
    }

    private void given(int count, MasterKeyId under) {
        for (int i = 0; i < count; i++) {
            DataKeyUse.OfAccount use = account();
            rows.given(use, ring.sealed(use, under));
        }
    }

    private static DataKeyUse.OfAccount account() {
        return new DataKeyUse.OfAccount(AccountId.own(UUID.randomUUID()), KeySlot.MAIN, 1);
    }

    private static Rotated.Done done(Rotated rotated) {
        return switch (rotated) {
            case Rotated.Done done -> done;
            case Rotated.Lagging lagging -> throw new AssertionError(lagging.toString());
        };
    }
}
