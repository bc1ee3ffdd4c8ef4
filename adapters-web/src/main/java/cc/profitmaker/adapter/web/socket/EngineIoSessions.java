package cc.profitmaker.adapter.web.socket;

import org.eclipse.jetty.util.thread.Scheduler;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everybody who speaks Engine.IO, by what they call themselves. Looked after while there are. */
final class EngineIoSessions {
    /** 192 bits: who knows it is taken for the client that got it. */
    private static final int ID_BYTES = 24;

    private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(1);
    private static final Base64.Encoder LETTERS = Base64.getUrlEncoder().withoutPadding();

    private final SocketIoSettings settings;
    private final SecureRandom chance;
    private final Supplier<Scheduler> scheduler;
    private final Function<EngineIoSession, EngineIoPeer> speaking;
    private final Map<String, EngineIoSession> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile boolean closing;

    EngineIoSessions(
            SocketIoSettings settings,
            SecureRandom chance,
            Supplier<Scheduler> scheduler,
            Function<EngineIoSession, EngineIoPeer> speaking) {
        this.settings = settings;
        this.chance = chance;
        this.scheduler = scheduler;
        this.speaking = speaking;
    }

    SocketIoSettings settings() {
        return settings;
    }

    long grace() {
        return settings.grace().toNanos();
    }

    EngineIoPeer peer(EngineIoSession session) {
        return speaking.apply(session);
    }

    static String id(SecureRandom chance) {
        byte[] id = new byte[ID_BYTES];
        chance.nextBytes(id);
        return LETTERS.encodeToString(id);
    }

    boolean isFull() {
        return closing || count.get() >= settings.mostSessions();
    }

    int count() {
        return count.get();
    }

    /** Empty when there are as many as there may be, and at the end. */
    Optional<EngineIoSession> open(Function<EngineIoSession, EngineIoTransport> way) {
        if (count.incrementAndGet() > settings.mostSessions() || closing) {
            count.decrementAndGet();
            return Optional.empty();
        }
        var session = new EngineIoSession(id(chance), this, System.nanoTime(), way);
        open.put(session.id(), session);
        watch();
        return Optional.of(session);
    }

    Optional<EngineIoSession> find(String id) {
        return Optional.ofNullable(open.get(id)).filter(EngineIoSession::isAnswered);
    }

    void forget(EngineIoSession session) {
        if (open.remove(session.id(), session)) {
            count.decrementAndGet();
        }
    }

    /** One clock for all: a timer for each would weigh more than the rest of a session. */
    private void watch() {
        if (watched.compareAndSet(false, true)) {
            later();
        }
    }

    private void later() {
        long rest =
                Math.min(
                        LONGEST_REST,
                        Math.min(
                                        grace(),
                                        Math.min(
                                                settings.pingInterval().toNanos(),
                                                settings.pingTimeout().toNanos()))
                                / 4);
        var _ = scheduler.get().schedule(this::look, rest, TimeUnit.NANOSECONDS);
    }

    private void look() {
        try {
            long now = System.nanoTime();
            open.values().forEach(session -> session.tick(now));
        } finally {
            watched.set(false);
            if (!open.isEmpty()) {
                watch();
            }
        }
    }

    /** The server stops: everybody is told to come back. */
    void close() {
        closing = true;
        open.values().forEach(session -> session.end(1001, "The server stops."));
    }
}
