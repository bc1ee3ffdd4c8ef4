package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.adapter.web.socket.EngineIoLife.Phase;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** One client, whichever way it comes; it may begin by polling and go over to a WebSocket. */
final class EngineIoSession {
    private static final String GOODBYE = "1";

    private final String id;
    private final EngineIoSessions home;
    private final AtomicBoolean posting = new AtomicBoolean();
    private final EngineIoPeer peer;
    private final EngineIoLife life;
    private final EngineIoUpgrade upgrade;

    private volatile EngineIoTransport transport;

    EngineIoSession(
            String id,
            EngineIoSessions home,
            long now,
            Function<EngineIoSession, EngineIoTransport> way) {
        this.id = id;
        this.home = home;
        this.life = new EngineIoLife(home.settings(), now);
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
        return switch (life.phase()) {
            case OPEN, LEAVING -> true;
            case THROWN_OUT, OVER -> false;
        };
    }

    private boolean isOpen() {
        return life.phase() == Phase.OPEN;
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
        if (!isOpen()) {
            if (packet.equals(GOODBYE)) {
                drop();
            }
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
            case GOODBYE -> drop();
            case "3" -> life.answered(System.nanoTime());
            default -> {
                return EngineIoPeer.Sense.NONE;
            }
        }
        next.run();
        return EngineIoPeer.Sense.MADE;
    }

    /**
     * Nobody speaks on it any more, and the client is about to end it. It is not ended from here:
     * the library waits for ever for an upgrade that breaks off while it says goodbye.
     */
    void linger() {
        life.linger(System.nanoTime());
    }

    EngineIoUpgrade upgrade() {
        return upgrade;
    }

    /** False when it is too late for that. */
    boolean goOver(EngineIoProbe probe, EngineIoTransport better) {
        Optional<EngineIoPolling> left = polling();
        if (left.isEmpty() || !isAnswered() || !upgrade.complete(probe)) {
            return false;
        }
        // Whoever still sends the old way is sent on from there, behind what waits.
        left.get().handOver(better);
        transport = better;
        return true;
    }

    /** Looks at the clock. */
    void tick(long now) {
        upgrade.late(now).ifPresent(EngineIoProbe::abandon);
        switch (life.at(now, peer.isIntroduced())) {
            case NONE -> {}
            case PING -> send(EngineIoPacket.PING);
            case LOST -> drop();
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
        if (life.leave(how, System.nanoTime())) {
            transport.finish(code, reason);
        }
    }

    /** Ends it at once: the client is gone, or is to go. */
    void drop() {
        if (life.end()) {
            home.forget(this);
            transport.abandon();
            upgrade.end().ifPresent(EngineIoProbe::abandon);
            peer.closed();
        }
    }
}
