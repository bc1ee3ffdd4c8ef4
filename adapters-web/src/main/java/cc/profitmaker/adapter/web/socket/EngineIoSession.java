package cc.profitmaker.adapter.web.socket;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** One client, whichever way it comes; it may begin by polling and go over to a WebSocket. */
final class EngineIoSession {
    private final String id;
    private final EngineIoSessions home;
    private final long introducedBy;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean posting = new AtomicBoolean();
    private final EngineIoPeer peer;
    private final EngineIoHeartbeat heartbeat;
    private final EngineIoUpgrade upgrade;

    private volatile EngineIoTransport transport;
    private Phase phase = Phase.OPEN;
    private long goneBy;

    private enum Phase {
        OPEN,
        /** The goodbye is on its way. */
        LEAVING,
        /** As that, but of a client that is not listened to, whatever it asks. */
        THROWN_OUT,
        OVER
    }

    EngineIoSession(
            String id,
            EngineIoSessions home,
            long now,
            Function<EngineIoSession, EngineIoTransport> way) {
        this.id = id;
        this.home = home;
        this.introducedBy = now + home.grace();
        this.heartbeat = new EngineIoHeartbeat(home.settings(), now);
        this.upgrade = new EngineIoUpgrade(home.grace());
        this.transport = way.apply(this);
        this.peer = home.peer(this);
    }

    String id() {
        return id;
    }

    /** Sends over whatever carries to the client just now. */
    void send(EngineIoPacket packet) {
        transport.send(packet);
    }

    /** While it comes and asks. */
    Optional<EngineIoPolling> polling() {
        return transport instanceof EngineIoPolling polling
                ? Optional.of(polling)
                : Optional.empty();
    }

    boolean isAnswered() {
        Phase now = phase();
        return now == Phase.OPEN || now == Phase.LEAVING;
    }

    private Phase phase() {
        lock.lock();
        try {
            return phase;
        } finally {
            lock.unlock();
        }
    }

    /** False while another one sends: two at a time have no order. */
    boolean beginPost() {
        return posting.compareAndSet(false, true);
    }

    void endPost() {
        posting.set(false);
    }

    /** The client sent a packet; {@code next} is run once when it may send another. */
    EngineIoPeer.Sense take(String packet, Runnable next) {
        if (phase() != Phase.OPEN) {
            next.run();
            return EngineIoPeer.Sense.MADE;
        }
        EngineIoPeer.Sense sense = read(packet, next);
        if (sense == EngineIoPeer.Sense.NONE) {
            throwOut();
        }
        return sense;
    }

    private EngineIoPeer.Sense read(String packet, Runnable next) {
        if (packet.startsWith("4")) {
            return peer.heard(packet.substring(1), next);
        }
        switch (packet) {
            case "1" -> drop();
            case "3" -> answered();
            default -> {
                return EngineIoPeer.Sense.NONE;
            }
        }
        next.run();
        return EngineIoPeer.Sense.MADE;
    }

    private void answered() {
        lock.lock();
        try {
            heartbeat.answered(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    EngineIoUpgrade upgrade() {
        return upgrade;
    }

    /** False when it is too late for that. */
    boolean goOver(EngineIoProbe probe, EngineIoTransport better) {
        Optional<EngineIoPolling> left = polling();
        if (left.isEmpty() || phase() != Phase.OPEN || !upgrade.complete(probe)) {
            return false;
        }
        // Whoever still sends the old way is sent on from there, behind what waits.
        left.get().handOver(better);
        transport = better;
        return true;
    }

    /** Looks at the clock. */
    void tick(long now) {
        boolean late;
        var beat = EngineIoHeartbeat.Beat.NONE;
        lock.lock();
        try {
            if (phase == Phase.OPEN) {
                late = now - introducedBy >= 0 && !peer.isIntroduced();
                beat = heartbeat.at(now);
            } else {
                late = now - goneBy >= 0;
            }
        } finally {
            lock.unlock();
        }
        upgrade.late(now).ifPresent(EngineIoProbe::abandon);
        if (late || beat == EngineIoHeartbeat.Beat.LOST) {
            drop();
        } else if (beat == EngineIoHeartbeat.Beat.PING) {
            send(EngineIoPacket.PING);
        }
    }

    /** Ends it after what was sent before. */
    void end(int code, String reason) {
        leave(Phase.LEAVING, code, reason);
    }

    private void throwOut() {
        leave(Phase.THROWN_OUT, 1002, "That is no packet.");
        peer.closed();
    }

    private void leave(Phase how, int code, String reason) {
        lock.lock();
        try {
            if (phase != Phase.OPEN) {
                return;
            }
            phase = how;
            goneBy = System.nanoTime() + home.grace();
        } finally {
            lock.unlock();
        }
        transport.finish(code, reason);
    }

    /** Ends it at once: the client is gone, or is to go. */
    void drop() {
        lock.lock();
        try {
            if (phase == Phase.OVER) {
                return;
            }
            phase = Phase.OVER;
        } finally {
            lock.unlock();
        }
        home.forget(this);
        transport.abandon();
        upgrade.end().ifPresent(EngineIoProbe::abandon);
        peer.closed();
    }
}
