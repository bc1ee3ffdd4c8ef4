package cc.profitmaker.adapter.vault;

import static cc.profitmaker.application.testing.Fixtures.credential;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.InMemoryReplicas;
import cc.profitmaker.application.testing.InMemorySealedKeys;
import cc.profitmaker.application.vault.Heartbeat;
import cc.profitmaker.application.vault.KeySealing.Unsealed;
import cc.profitmaker.application.vault.MasterKeyList;
import cc.profitmaker.application.vault.ReplicaId;
import cc.profitmaker.application.vault.Retirement;
import cc.profitmaker.application.vault.Retirement.Retired;
import cc.profitmaker.application.vault.Rotation;
import cc.profitmaker.application.vault.Rotation.Rotated;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedCredential;
import cc.profitmaker.domain.vault.SealedFor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Two replicas and the command, each with master keys of its own over one file. */
final class RotationUnderLoadTest {
    private static final int ROTATIONS = 5;

    @TempDir Path home;
    private final InMemorySealedKeys rows = new InMemorySealedKeys();
    private final InMemoryReplicas replicas = new InMemoryReplicas(Clock.systemUTC());
    private final Queue<Stored> stored = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong opened = new AtomicLong();
    private volatile boolean over;

    private record Stored(SealedFor use, Ciphertext payload) {}

    @Test
    void nothing_fails_to_open_or_to_be_stored_while_master_keys_come_and_go() {
        Path file = home.resolve("master.key");
        MasterKeys command = MasterKeys.madeInFile(file);
        MasterKeyList list = command.list().orElseThrow();
        List<MasterKeys> serving = List.of(inFile(file), inFile(file));
        var rotation = new Rotation(rows, replicas, command, time -> sleep(time.dividedBy(10)));
        var retirement = new Retirement(rows, replicas, command, time -> sleep(time.dividedBy(10)));
        List<MasterKeyId> retired = new ArrayList<>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            serving.forEach(keys -> serve(threads, keys));
            waitUntil(() -> stored.size() > 20);
            for (int i = 0; i < ROTATIONS; i++) {
                MasterKeyId old = command.held().getFirst();
                long before = opened.get();
                assertThat(rotation.toNew(list)).isInstanceOf(Rotated.Done.class);
                waitUntil(() -> opened.get() > before + 100);
                // What a call in flight stored under the old key is found by the next sweep.
                waitUntil(
                        () -> {
                            rotation.toCurrent();
                            return retirement.retire(old, list).equals(new Retired.Done());
                        });
                retired.add(old);
            }
            waitUntil(() -> serving.stream().allMatch(keys -> keys.held().size() == 1));
            over = true;
        }

        assertThat(failures).isEmpty();
        assertThat(rows.retired()).containsExactlyInAnyOrderElementsOf(retired);
        assertThat(rows.counts()).containsOnlyKeys(command.held().getFirst());
        assertThat(command.held()).hasSize(1);
    }

    private void serve(ExecutorService threads, MasterKeys keys) {
        var heart = new Heartbeat(new ReplicaId(UUID.randomUUID()), keys, replicas);
        heart.beat();
        var vault = new SealedVault(keys);
        repeat(threads, Duration.ofMillis(30), heart::beat);
        repeat(threads, Duration.ofMillis(50), keys::refresh);
        repeat(threads, Duration.ofMillis(5), () -> store(vault));
        for (int i = 0; i < 4; i++) {
            repeat(threads, Duration.ofNanos(200_000), () -> open(vault));
        }
    }

    private void store(SealedVault vault) {
        var use =
                new SealedFor(
                        new UserId(UUID.randomUUID()),
                        AccountId.own(UUID.randomUUID()),
                        new ExchangeId("paper"),
                        1,
                        KeySlot.MAIN);
        SealedCredential sealed = vault.seal(credential("key of " + use.account()), use);
        rows.given((DataKeyUse.OfAccount) use.dataKeyUse(), sealed.dataKey());
        stored.add(new Stored(use, sealed.payload()));
    }

    private void open(SealedVault vault) {
        Stored[] all = stored.toArray(Stored[]::new);
        if (all.length == 0) {
            return;
        }
        // The newest as often as all others: what a replica just sealed, the other must open.
        var chance = ThreadLocalRandom.current();
        Stored one = all[chance.nextBoolean() ? all.length - 1 : chance.nextInt(all.length)];
        var sealed = new SealedCredential(rows.key(one.use().dataKeyUse()), one.payload());
        assertThat(vault.open(sealed, one.use())).isInstanceOf(Unsealed.Opened.class);
        opened.incrementAndGet();
    }

    private void repeat(ExecutorService threads, Duration pause, Runnable task) {
        threads.execute(
                () -> {
                    while (!over && failures.isEmpty()) {
                        try {
                            task.run();
                        } catch (RuntimeException | AssertionError e) {
                            failures.add(e);
                        }
                        sleep(pause);
                    }
                });
    }

    private void waitUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!failures.isEmpty()) {
                over = true;
                throw new AssertionError("a call failed", failures.peek());
            }
            sleep(Duration.ofMillis(5));
        }
    }

    private static void sleep(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static MasterKeys inFile(Path file) {
        return MasterKeys.inFile(file).orElseThrow();
    }
}
