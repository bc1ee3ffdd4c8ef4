package cc.profitmaker.adapter.vault;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Remembers answers for a while, and lets callers who want the same at once share one call. What is
 * forgotten while its call is under way is not remembered when it comes. Failures are told to those
 * who wait and remembered for nobody. Bounded; what is too old leaves memory by itself.
 */
final class SharedCalls<K, V> {
    private static final int MOST = 10_000;

    private final AsyncCache<K, Outcome<V>> answers;
    private final Predicate<V> worthKeeping;

    /** How long answers are kept from their arrival on, by which clock and by whose alarm. */
    record Keeping(Duration time, Ticker ticker, Scheduler alarm) {
        static Keeping of(Duration time) {
            return new Keeping(time, Ticker.systemTicker(), Scheduler.systemScheduler());
        }
    }

    /** Whose call an answer is from; an older one counts as another's. */
    enum Whose {
        OURS,
        ANOTHERS
    }

    record Given<V>(V answer, Whose call) {}

    /** Failures as values: Caffeine logs exceptions in words of its own. */
    private sealed interface Outcome<V> {
        record Answered<V>(V answer) implements Outcome<V> {}

        record Failed<V>(Throwable why) implements Outcome<V> {}
    }

    SharedCalls(Keeping keeping, Predicate<V> worthKeeping) {
        this.worthKeeping = worthKeeping;
        this.answers =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(keeping.time())
                        .ticker(keeping.ticker())
                        .scheduler(keeping.alarm())
                        .executor(Runnable::run)
                        .buildAsync();
    }

    /** What is remembered, without waiting for anything. */
    Optional<V> known(K key) {
        return Optional.ofNullable(answers.getIfPresent(key)).flatMap(SharedCalls::arrived);
    }

    /** From memory, from a call that somebody else began, or from one that begins here. */
    Given<V> get(K key, Supplier<CompletableFuture<V>> call, Deadline deadline) {
        var ours = new CompletableFuture<Outcome<V>>();
        // In the map before anything is sent, so that whoever forgets finds it.
        CompletableFuture<Outcome<V>> theirs = answers.asMap().putIfAbsent(key, ours);
        if (theirs != null) {
            return new Given<>(answer(theirs, deadline), Whose.ANOTHERS);
        }
        var _ =
                begin(call)
                        .whenComplete(
                                (answer, failure) -> {
                                    if (failure != null || !worthKeeping.test(answer)) {
                                        answers.asMap().remove(key, ours);
                                    }
                                    ours.complete(
                                            failure == null
                                                    ? new Outcome.Answered<>(answer)
                                                    : new Outcome.Failed<>(failure));
                                });
        return new Given<>(answer(ours, deadline), Whose.OURS);
    }

    /**
     * A call that cannot even begin must fail those who wait for it, and not leave them waiting.
     */
    private static <V> CompletableFuture<V> begin(Supplier<CompletableFuture<V>> call) {
        return CompletableFuture.<Void>completedFuture(null).thenCompose(_ -> call.get());
    }

    private static <V> V answer(CompletableFuture<Outcome<V>> outcome, Deadline deadline) {
        return switch (AuthServiceClient.await(outcome, deadline)) {
            case Outcome.Answered<V>(var answer) -> answer;
            case Outcome.Failed<V>(var why) -> throw AuthServiceClient.failure(why);
        };
    }

    private static <V> Optional<V> arrived(CompletableFuture<Outcome<V>> outcome) {
        return outcome.getNow(null) instanceof Outcome.Answered<V>(var answer)
                ? Optional.of(answer)
                : Optional.empty();
    }

    /** Only that answer: a newer one, or a call under way, stays. */
    void forget(K key, V answer) {
        CompletableFuture<Outcome<V>> kept = answers.getIfPresent(key);
        if (kept != null && arrived(kept).filter(answer::equals).isPresent()) {
            answers.asMap().remove(key, kept);
        }
    }

    /** Asks about calls under way too; those have no answer yet. */
    void forgetIf(BiPredicate<K, Optional<V>> which) {
        answers.asMap().entrySet().removeIf(e -> which.test(e.getKey(), arrived(e.getValue())));
    }

    void forgetAll() {
        answers.asMap().clear();
    }

    /** Answers and calls under way; for tests. */
    int size() {
        return answers.asMap().size();
    }
}
