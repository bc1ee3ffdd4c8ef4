package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.adapter.vault.SharedCalls.Given;
import cc.profitmaker.adapter.vault.SharedCalls.Keeping;
import cc.profitmaker.adapter.vault.SharedCalls.Whose;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.testing.AllAtOnce;

import com.github.benmanes.caffeine.cache.Scheduler;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

class SharedCallsTest {
    private static final Duration KEPT = Duration.ofSeconds(55);

    private final AtomicLong nanos = new AtomicLong();
    private final Deque<Runnable> alarms = new ArrayDeque<>();
    private final Scheduler alarm =
            (_, task, _, _) -> {
                alarms.add(task);
                return new CompletableFuture<>();
            };
    private final SharedCalls<String, String> calls =
            new SharedCalls<>(
                    new Keeping(KEPT, nanos::get, alarm), answer -> !answer.equals("refused"));
    private final AtomicInteger made = new AtomicInteger();

    private Given<String> get(Supplier<CompletableFuture<String>> call) {
        return calls.get("key", call, Deadline.in(Duration.ofSeconds(20)));
    }

    private Supplier<CompletableFuture<String>> answering(String answer) {
        return () -> {
            made.incrementAndGet();
            return CompletableFuture.completedFuture(answer);
        };
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private FutureTask<Given<String>> inBackground(Supplier<CompletableFuture<String>> call) {
        var task = new FutureTask<>(() -> get(call));
        Thread.ofVirtual().start(task);
        return task;
    }

    private static void until(Supplier<Boolean> condition) {
        while (!condition.get()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void sixty_four_at_once_make_one_call() {
        var answer = new CompletableFuture<String>();
        Supplier<CompletableFuture<String>> call =
                () -> {
                    made.incrementAndGet();
                    return answer.completeOnTimeout("it", 50, TimeUnit.MILLISECONDS);
                };

        var given = AllAtOnce.run(64, _ -> get(call));

        assertThat(given).extracting(Given::answer).containsOnly("it");
        assertThat(given).filteredOn(one -> one.call() == Whose.OURS).hasSize(1);
        assertThat(made).hasValue(1);
    }

    @Test
    void an_answer_is_remembered_from_its_arrival_on_however_often_it_is_used() {
        get(answering("first"));
        pass(KEPT.minusNanos(1));
        assertThat(get(answering("second"))).isEqualTo(new Given<>("first", Whose.ANOTHERS));
        pass(Duration.ofNanos(1));
        assertThat(get(answering("second"))).isEqualTo(new Given<>("second", Whose.OURS));
    }

    @Test
    void an_old_answer_leaves_memory_though_nobody_asks_any_more() {
        get(answering("a key"));
        assertThat(calls.size()).isEqualTo(1);

        pass(KEPT.plusSeconds(2));
        while (!alarms.isEmpty()) {
            alarms.removeFirst().run();
        }

        assertThat(calls.size()).isZero();
    }

    @Test
    void what_is_not_worth_keeping_is_asked_for_again() {
        assertThat(get(answering("refused")).answer()).isEqualTo("refused");
        assertThat(get(answering("given")).answer()).isEqualTo("given");
        assertThat(made).hasValue(2);
    }

    @Test
    void a_failure_is_told_and_forgotten() {
        Supplier<CompletableFuture<String>> failing =
                () -> CompletableFuture.failedFuture(AuthServiceClient.unavailable("it is away"));

        assertThatThrownBy(() -> get(failing)).isInstanceOf(Unavailable.class);
        assertThat(get(answering("it")).answer()).isEqualTo("it");
    }

    @Test
    void a_call_that_cannot_even_begin_leaves_nobody_waiting() {
        Supplier<CompletableFuture<String>> broken =
                () -> {
                    throw new StackOverflowError();
                };

        assertThatThrownBy(() -> get(broken)).isInstanceOf(IllegalStateException.class);
        assertThat(get(answering("it")).answer()).isEqualTo("it");
    }

    @Test
    void what_is_forgotten_while_it_is_asked_for_is_not_remembered_when_it_comes()
            throws InterruptedException, ExecutionException {
        var stale = new CompletableFuture<String>();
        var asking = inBackground(() -> stale);
        until(() -> calls.size() == 1);

        calls.forgetIf((key, answer) -> key.equals("key") && answer.isEmpty());
        Given<String> later = get(answering("fresh"));
        stale.complete("stale");

        assertThat(asking.get().answer()).isEqualTo("stale");
        assertThat(later).isEqualTo(new Given<>("fresh", Whose.OURS));
        assertThat(calls.known("key")).contains("fresh");
    }

    @Test
    void whoever_began_a_call_may_leave_without_ending_it_for_the_others()
            throws InterruptedException, ExecutionException {
        var answer = new CompletableFuture<String>();
        var leaving = new FutureTask<>(() -> get(() -> answer));
        Thread first = Thread.ofVirtual().start(leaving);
        until(() -> calls.size() == 1);
        var staying = inBackground(answering("another"));

        first.interrupt();
        assertThatThrownBy(leaving::get).hasCauseInstanceOf(Unavailable.class);
        answer.complete("it");

        assertThat(staying.get().answer()).isEqualTo("it");
    }

    @Test
    void nobody_waits_longer_than_they_want_to() {
        Supplier<CompletableFuture<String>> never = CompletableFuture::new;
        var now = Deadline.in(Duration.ZERO);

        assertThatThrownBy(() -> calls.get("key", never, now)).isInstanceOf(Unavailable.class);
    }

    @Test
    void only_the_answer_that_is_too_old_is_forgotten() {
        get(answering("it"));

        calls.forget("key", "another");
        assertThat(calls.known("key")).isEqualTo(Optional.of("it"));
        calls.forget("key", "it");
        assertThat(calls.known("key")).isEmpty();
    }
}
