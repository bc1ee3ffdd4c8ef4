package cc.profitmaker.application.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs many calls at once, each on a thread of its own, none before all are ready. */
public final class AllAtOnce {
    private AllAtOnce() {}

    /** The answers of {@code call(0)} to {@code call(times - 1)}, in that order. */
    public static <T> List<T> run(int times, IntFunction<T> call) {
        var ready = new CountDownLatch(times);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < times; i++) {
                int index = i;
                running.add(
                        threads.submit(
                                () -> {
                                    ready.countDown();
                                    ready.await();
                                    return call.apply(index);
                                }));
            }
            var answers = new ArrayList<T>();
            for (Future<T> one : running) {
                answers.add(one.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new AssertionError("a concurrent call failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while calls were running", e);
        }
    }
}
