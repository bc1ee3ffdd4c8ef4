package cc.profitmaker.adapter.web.socket;

/** Asks a client, again and again, whether it is there. Not safe for threads. */
final class EngineIoHeartbeat {
    enum Beat {
        NONE,
        PING,
        LOST
    }

    private final long interval;
    private final long timeout;
    private long due;
    private boolean asked;

    /**
     * Starts counting.
     *
     * @param now in nanoseconds of {@link System#nanoTime}
     */
    EngineIoHeartbeat(SocketIoSettings settings, long now) {
        this.interval = settings.pingInterval().toNanos();
        this.timeout = settings.pingTimeout().toNanos();
        this.due = now + interval;
    }

    Beat at(long now) {
        if (now - due < 0) {
            return Beat.NONE;
        }
        if (asked) {
            return Beat.LOST;
        }
        asked = true;
        due = now + timeout;
        return Beat.PING;
    }

    /** The client says that it is there; unasked, that changes nothing. */
    void answered(long now) {
        if (asked) {
            asked = false;
            due = now + interval;
        }
    }
}
