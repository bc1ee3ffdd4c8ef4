package cc.profitmaker.adapter.web.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** A client that speaks Socket.IO, in the one namespace there is. */
final class SocketIoLine implements Line, EngineIoPeer {
    private static final byte[] BEFORE = "42[\"".getBytes(UTF_8);
    private static final byte[] BETWEEN = "\",".getBytes(UTF_8);
    private static final EngineIoPacket DISCONNECT = EngineIoPacket.of("41");

    private final String id;
    private final EngineIoSession session;
    private final Conversations conversations;
    private final ObjectMapper json;
    private final ReentrantLock hearing = new ReentrantLock();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** Whoever has left comes back by a session of its own: so its time cannot be drawn out. */
    private boolean met;

    private volatile boolean over;
    private volatile Optional<Conversation> conversation = Optional.empty();

    /**
     * A client that has not said anything yet.
     *
     * @param id shown to others in the names of its subscriptions, so it is not what the session is
     *     known by
     */
    SocketIoLine(
            String id, EngineIoSession session, Conversations conversations, ObjectMapper json) {
        this.id = id;
        this.session = session;
        this.conversations = conversations;
        this.json = json;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isIntroduced() {
        return conversation.isPresent();
    }

    @Override
    public Sense heard(String message, Runnable next) {
        Optional<SocketIoPacket> packet = SocketIoPacket.read(message, json);
        if (packet.isEmpty()) {
            return Sense.NONE;
        }
        hearing.lock();
        try {
            return over ? Sense.MADE : obey(packet.get(), next);
        } finally {
            hearing.unlock();
            hangUp();
        }
    }

    private Sense obey(SocketIoPacket packet, Runnable next) {
        switch (packet) {
            case SocketIoPacket.Connect(var namespace, var auth) -> {
                return connect(namespace, auth, next);
            }
            case SocketIoPacket.Event event -> {
                return hear(event, next);
            }
            case SocketIoPacket.Disconnect(var namespace) -> {
                if (namespace.equals(SocketIoPacket.ROOT) && isIntroduced()) {
                    hangUp(conversation);
                    session.linger();
                }
            }
            case SocketIoPacket.Acknowledgement _ -> {}
        }
        next.run();
        return Sense.MADE;
    }

    private Sense connect(String namespace, JsonNode auth, Runnable next) {
        if (!namespace.equals(SocketIoPacket.ROOT)) {
            session.send(
                    EngineIoPacket.of(
                            "44" + namespace + ",{\"message\":\"Invalid namespace\"}", next));
            return Sense.MADE;
        }
        if (met) {
            return Sense.NONE;
        }
        met = true;
        session.send(EngineIoPacket.of("40{\"sid\":\"" + id + "\"}"));
        Conversation begun = conversations.open(this);
        conversation = Optional.of(begun);
        if (auth.has("token")) {
            begun.heard("authenticate", auth);
        }
        next.run();
        return Sense.MADE;
    }

    private Sense hear(SocketIoPacket.Event event, Runnable next) {
        if (conversation.isEmpty() || !event.namespace().equals(SocketIoPacket.ROOT)) {
            return Sense.NONE;
        }
        conversation.get().heard(event.name(), event.data());
        event.acknowledge()
                .ifPresentOrElse(
                        number -> session.send(EngineIoPacket.of("43" + number + "[]", next)),
                        next);
        return Sense.MADE;
    }

    @Override
    public void send(Outgoing letter, Runnable sent) {
        byte[] event = letter.event().getBytes(UTF_8);
        var text = new byte[BEFORE.length + event.length + BETWEEN.length + letter.length() + 1];
        ByteBuffer.wrap(text)
                .put(BEFORE)
                .put(event)
                .put(BETWEEN)
                .put(letter.head())
                .put(letter.body())
                .put((byte) ']');
        session.send(new EngineIoPacket(text, sent));
    }

    /**
     * A client of the library that is sent away stays away; one whose connection just ends comes
     * back by itself.
     */
    @Override
    public void end(int code, String reason) {
        if (!ended.getAndSet(true)) {
            if (code == 1000 || code == 1008) {
                session.send(DISCONNECT);
            }
            session.end(code, reason);
        }
    }

    @Override
    public void closed() {
        over = true;
        hangUp();
    }

    /**
     * Whoever is hearing is not waited for, it may be us or wait for us: then it hangs up itself.
     */
    private void hangUp() {
        while (over && conversation.isPresent() && hearing.tryLock()) {
            try {
                hangUp(conversation);
            } finally {
                hearing.unlock();
            }
        }
    }

    private void hangUp(Optional<Conversation> left) {
        conversation = Optional.empty();
        left.ifPresent(Conversation::gone);
    }
}
