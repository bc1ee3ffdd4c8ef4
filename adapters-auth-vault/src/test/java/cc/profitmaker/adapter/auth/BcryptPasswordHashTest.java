package cc.profitmaker.adapter.auth;

import static cc.profitmaker.application.testing.Fixtures.password;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.PasswordHash.Hash;
import cc.profitmaker.application.session.PasswordHash.Hashed;
import cc.profitmaker.application.session.PasswordHash.Place;
import cc.profitmaker.application.session.PasswordHash.Verdict;
import cc.profitmaker.domain.credential.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

final class BcryptPasswordHashTest {
    private static final String PASSWORD = "pässwörd of ann €";

    // Made by libxcrypt's crypt(3), not by the library under test.
    private static final String OURS =
            "$2b$12$abcdefghijklmnopqrstuudQ/w2tL19VjsIhJEchSjEfpqk78qeD6";
    private static final String CHEAP =
            "$2y$10$abcdefghijklmnopqrstuud82UYk0Apc0SzkVdNvgWKhkfo4QZYwa";
    private static final String OF_72_BYTES =
            "$2b$12$abcdefghijklmnopqrstuuEdLGPF8sqPlis8hkNuqHPOzaCkRky22";

    private final BcryptPasswordHash hashing = new BcryptPasswordHash(1);

    @AfterEach
    void close() {
        hashing.close();
    }

    @Test
    void a_new_hash_is_of_cost_12_and_matches_only_its_password() {
        Hash hash = hash(PASSWORD);

        assertThat(hash.value()).matches("\\$2b\\$12\\$.{53}");
        assertThat(verify(PASSWORD, hash)).isEqualTo(Verdict.MATCHES);
        assertThat(verify(PASSWORD + "x", hash)).isEqualTo(Verdict.DIFFERS);
        assertThat(verify(PASSWORD.replace('ä', 'ö'), hash)).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void two_hashes_of_one_password_differ() {
        assertThat(hash(PASSWORD)).isNotEqualTo(hash(PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2a$12$abcdefghijklmnopqrstuudQ/w2tL19VjsIhJEchSjEfpqk78qeD6",
                OURS,
                "$2y$12$abcdefghijklmnopqrstuudQ/w2tL19VjsIhJEchSjEfpqk78qeD6",
                CHEAP
            })
    void hashes_of_other_programs_match_their_password_in_utf_8(String hash) {
        assertThat(verify(PASSWORD, new Hash(hash))).isEqualTo(Verdict.MATCHES);
        assertThat(verify("passwort of ann", new Hash(hash))).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void byte_72_counts_and_byte_73_is_never_ignored() {
        var hash = new Hash(OF_72_BYTES);

        assertThat(verify("x".repeat(72), hash)).isEqualTo(Verdict.MATCHES);
        assertThat(verify("x".repeat(71) + "y", hash)).isEqualTo(Verdict.DIFFERS);
        assertThat(verify("x".repeat(73), hash)).isEqualTo(Verdict.DIFFERS);
        assertThat(verify("x".repeat(100_000), hash)).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void what_follows_a_nul_is_not_ignored() {
        assertThat(verify(PASSWORD + "\0", new Hash(OURS))).isEqualTo(Verdict.DIFFERS);
        assertThat(verify(PASSWORD + "\0x", new Hash(OURS))).isEqualTo(Verdict.DIFFERS);
        // bcrypt repeats the password and its final NUL, so to it this is the very same key.
        assertThat(verify(PASSWORD + "\0" + PASSWORD, new Hash(OURS))).isEqualTo(Verdict.DIFFERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "$2b$12$",
                "$2x$12$abcdefghijklmnopqrstuuvT9VPr4cSMwWlp6YHyGGmA6lRFYNsnW",
                "$2b$31$abcdefghijklmnopqrstuuvT9VPr4cSMwWlp6YHyGGmA6lRFYNsnW",
                "$2b$12$abcdefghijklmnopqrstuuvT9VPr4cSMwWlp6YHyGGmA6lRFYNsn!",
                "$2b$12$abcdefghijklmnopqrstuuvT9VPr4cSMwWlp6YHyGGmA6lRFYNsnW\n"
            })
    void a_corrupt_hash_matches_nothing(String corrupt) {
        assertThat(verify(PASSWORD, new Hash(corrupt))).isEqualTo(Verdict.DIFFERS);
        assertThat(verify("", new Hash(corrupt))).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void the_stand_in_for_no_hash_is_nobodys_password() {
        assertThat(hashing.verify(Secret.of("not a password"), Optional.empty(), Place.IN_LINE))
                .isEqualTo(Verdict.DIFFERS);
        assertThat(verify("", new Hash(OURS))).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void every_refusal_costs_the_work_of_a_full_hash() {
        verify("warms up", new Hash(OURS));
        long whole = leastCpu(() -> verify("wrong", new Hash(OURS)));

        for (Callable<Verdict> refusal :
                List.<Callable<Verdict>>of(
                        () -> hashing.verify(Secret.of("wrong"), Optional.empty(), Place.IN_LINE),
                        () -> verify("x".repeat(100), new Hash(OURS)),
                        () -> verify("nul\0", new Hash(OURS)),
                        () -> verify("wrong", new Hash("corrupt")),
                        () -> verify("wrong", new Hash(CHEAP)))) {
            // A quarter of the work, or twice, is the least that a forgotten branch would show.
            assertThat((double) leastCpu(refusal) / whole).isBetween(0.6, 1.6);
        }
    }

    @Test
    void past_the_end_of_the_queue_callers_are_told_it_is_busy_and_the_others_are_served()
            throws Exception {
        int callers = 40;
        var all = new CountDownLatch(callers);
        var verdicts = new ArrayList<Verdict>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Verdict> guess =
                    () -> {
                        all.countDown();
                        all.await();
                        return verify("wrong", new Hash(OURS));
                    };
            for (var guessed : threads.invokeAll(Collections.nCopies(callers, guess))) {
                verdicts.add(guessed.get());
            }
        }

        // One at work and seven in the queue; a worker that is free early makes room for one more.
        assertThat(verdicts).filteredOn(Verdict.DIFFERS::equals).hasSizeBetween(8, 12);
        assertThat(verdicts).filteredOn(Verdict.BUSY::equals).hasSizeBetween(28, 32);
        assertThat(hashing.hash(password(PASSWORD))).isInstanceOf(Hashed.Done.class);
    }

    @Test
    void who_waits_ahead_is_served_before_a_full_queue() throws Exception {
        var served = Collections.synchronizedList(new ArrayList<Place>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.execute(
                        () -> {
                            verify("wrong", new Hash(OURS));
                            served.add(Place.IN_LINE);
                        });
            }
            // A hash takes a quarter of a second: by now one is at work and the rest waits.
            Thread.sleep(100);
            assertThat(
                            hashing.verify(
                                    Secret.of(PASSWORD), Optional.of(new Hash(OURS)), Place.AHEAD))
                    .isEqualTo(Verdict.MATCHES);
            served.add(Place.AHEAD);
        }

        assertThat(served).hasSize(9);
        assertThat(served.indexOf(Place.AHEAD)).isLessThanOrEqualTo(3);
    }

    @Test
    void an_interrupted_caller_is_told_it_is_busy_and_stays_interrupted() {
        Thread.currentThread().interrupt();

        assertThat(verify(PASSWORD, new Hash(OURS))).isEqualTo(Verdict.BUSY);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void after_its_end_it_is_busy_for_ever() {
        hashing.close();

        assertThat(verify(PASSWORD, new Hash(OURS))).isEqualTo(Verdict.BUSY);
        assertThat(hashing.hash(password(PASSWORD)))
                .isEqualTo(new Hashed.Busy(Duration.ofSeconds(2)));
    }

    private Hash hash(String text) {
        return ((Hashed.Done) hashing.hash(password(text))).hash();
    }

    private Verdict verify(String attempt, Hash hash) {
        return hashing.verify(Secret.of(attempt), Optional.of(hash), Place.IN_LINE);
    }

    /** Processor time of the worker, so that a busy machine does not blur it; least of three. */
    private static long leastCpu(Callable<?> work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = workersCpu();
            try {
                work.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            least = Math.min(least, workersCpu() - before);
        }
        return least;
    }

    private static long workersCpu() {
        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("bcrypt-")) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }
}
