package cc.profitmaker.adapter.web.socket;

import java.util.concurrent.locks.ReentrantLock;

/**
 * How far a session has come, by the clock and by what was decided. Safe for any number of threads.
 */
final class EngineIoLife {
    private final long grace;
    private final ReentrantLock lock = new ReentrantLock();
    private final EngineIoHeartbeat heartbeat;
    private Phase phase = Phase.OPEN;
    private long introducedBy;
    private long goneBy;

    enum Phase {
        OPEN,
        /** The goodbye is on its way. */
        LEAVING,
        /** As that, but of a client that is not listened to, whatever it asks. */
        THROWN_OUT,
        OVER
    }

    EngineIoLife(SocketIoSettings settings, long now) {
        this.grace = settings.grace().toNanos();
        this.heartbeat = new EngineIoHeartbeat(settings, now);
        this.introducedBy = now + grace;
    }

    Phase phase() {
        lock.lock();
        try {
            return phase;
        } finally {
            lock.unlock();
        }
    }

    /** The client says that it is there. */
    void answered(long now) {
        lock.lock();
        try {
            heartbeat.answered(now);
        } finally {
            lock.unlock();
        }
    }

    /** Nobody speaks on it any more; another has the usual time to. */
    void linger(long now) {
        lock.lock();
        try {
            introducedBy = now + grace;
        } finally {
            lock.unlock();
        }
    }

    /** True for the one who begins to end it. */
    boolean leave(Phase how, long now) {
        lock.lock();
        try {
            if (phase != Phase.OPEN) {
                return false;
            }
            phase = how;
            goneBy = now + grace;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** True for the one who ends it. */
    boolean end() {
        lock.lock();
        try {
            boolean first = phase != Phase.OVER;
            phase = Phase.OVER;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** What is to be done at this time. */
    EngineIoHeartbeat.Beat at(long now, boolean introduced) {
        lock.lock();
        try {
            boolean late =
                    phase == Phase.OPEN
                            ? now - introducedBy >= 0 && !introduced
                            : now - goneBy >= 0;
            if (late) {
                return EngineIoHeartbeat.Beat.LOST;
            }
            return phase == Phase.OPEN ? heartbeat.at(now) : EngineIoHeartbeat.Beat.NONE;
        } finally {
            lock.unlock();
        }
    }
}
