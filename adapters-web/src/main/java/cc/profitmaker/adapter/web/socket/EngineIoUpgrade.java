package cc.profitmaker.adapter.web.socket;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Whether a polling client is about to go over to a WebSocket: once, one at a time, in time. */
final class EngineIoUpgrade {
    private final long grace;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<EngineIoProbe> begun = Optional.empty();
    private long completeBy;
    private boolean over;

    EngineIoUpgrade(long grace) {
        this.grace = grace;
    }

    /** False when one is under way already, or none will be any more. */
    boolean begin(EngineIoProbe probe) {
        lock.lock();
        try {
            if (over || begun.isPresent()) {
                return false;
            }
            begun = Optional.of(probe);
            completeBy = System.nanoTime() + grace;
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isOf(EngineIoProbe probe) {
        lock.lock();
        try {
            return begun.filter(other -> other == probe).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** False when that one was given up before. */
    boolean giveUp(EngineIoProbe probe) {
        lock.lock();
        try {
            boolean was = isOf(probe);
            if (was) {
                begun = Optional.empty();
            }
            return was;
        } finally {
            lock.unlock();
        }
    }

    /** False when that one was given up before. */
    boolean complete(EngineIoProbe probe) {
        lock.lock();
        try {
            boolean was = giveUp(probe);
            over |= was;
            return was;
        } finally {
            lock.unlock();
        }
    }

    Optional<EngineIoProbe> late(long now) {
        lock.lock();
        try {
            return begun.filter(_ -> now - completeBy >= 0);
        } finally {
            lock.unlock();
        }
    }

    /** None begins any more; the one that is under way. */
    Optional<EngineIoProbe> end() {
        lock.lock();
        try {
            over = true;
            return begun;
        } finally {
            lock.unlock();
        }
    }
}
