package cc.profitmaker.adapter.exchange.feed;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One at a time, and whoever has it may take it again. */
final class Turn {
    private final ReentrantLock lock = new ReentrantLock();

    <T> T take(Supplier<T> task) {
        lock.lock();
        try {
            return task.get();
        } finally {
            lock.unlock();
        }
    }

    void run(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }
}
