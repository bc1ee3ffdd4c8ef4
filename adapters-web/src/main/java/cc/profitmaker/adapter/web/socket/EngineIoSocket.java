package cc.profitmaker.adapter.web.socket;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A WebSocket that carries one packet in each text message. */
final class EngineIoSocket implements FrameHandler, EngineIoTransport {
    private static final long LEAVE_SECONDS = 5;

    private final Owner owner;
    private final int longest;
    private final Scheduler scheduler;
    private final AtomicBoolean finished = new AtomicBoolean();

    private volatile CoreSession core;
    private ByteArrayOutputStream message = new ByteArrayOutputStream();

    /** Who makes something of it. Called in order, by one thread at a time. */
    interface Owner {
        void opened(EngineIoSocket socket);

        /** {@code next} is run once when another packet may come. */
        EngineIoPeer.Sense take(String packet, Runnable next);

        /** It is closed, from whichever side. */
        void lost();
    }

    EngineIoSocket(Owner owner, int longest, Scheduler scheduler) {
        this.owner = owner;
        this.longest = longest;
        this.scheduler = scheduler;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        core = opened;
        callback.succeeded();
        owner.opened(this);
        opened.demand();
    }

    @Override
    public void send(EngineIoPacket packet) {
        if (!finished.get()) {
            core.sendFrame(
                    new Frame(OpCode.TEXT, ByteBuffer.wrap(packet.text())),
                    Callback.from(packet.sent(), _ -> failed()),
                    false);
        }
    }

    /** What comes too late for the goodbye must not break it off. */
    private void failed() {
        if (!finished.get()) {
            abandon();
        }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.CONTINUATION -> {
                byte[] part = copy(frame.getPayload());
                callback.succeeded();
                take(part, frame.isFin());
            }
            case OpCode.PING -> {
                // The next frame is not looked at before this is answered and the answer read.
                var pong = new Frame(OpCode.PONG, ByteBuffer.wrap(copy(frame.getPayload())));
                callback.succeeded();
                core.sendFrame(pong, Callback.from(core::demand, _ -> failed()), false);
            }
            case OpCode.BINARY -> {
                callback.succeeded();
                finish(1003, "Only text is understood.");
                core.demand();
            }
            case OpCode.CLOSE -> callback.succeeded();
            default -> {
                callback.succeeded();
                core.demand();
            }
        }
    }

    private static byte[] copy(ByteBuffer payload) {
        byte[] copy = new byte[payload == null ? 0 : payload.remaining()];
        if (payload != null) {
            payload.slice().get(copy);
        }
        return copy;
    }

    private void take(byte[] part, boolean last) {
        if (finished.get()) {
            core.demand();
        } else if (message.size() + part.length > longest) {
            message = new ByteArrayOutputStream(0);
            finish(1009, "A message has at most " + longest + " bytes.");
            core.demand();
        } else {
            message.writeBytes(part);
            if (last) {
                byte[] whole = message.toByteArray();
                // A fresh one: what was said, a token perhaps, is not kept.
                message = new ByteArrayOutputStream();
                take(whole);
            } else {
                core.demand();
            }
        }
    }

    private void take(byte[] whole) {
        EngineIoPeer.Sense sense =
                EngineIoText.decode(whole)
                        .map(packet -> owner.take(packet, core::demand))
                        .orElse(EngineIoPeer.Sense.NONE);
        if (sense == EngineIoPeer.Sense.NONE) {
            finish(1002, "That is no packet.");
            core.demand();
        }
    }

    @Override
    public void finish(int code, String reason) {
        if (!finished.getAndSet(true)) {
            core.close(code, reason, Callback.NOOP);
            // One that reads nothing would never learn of it.
            var _ = scheduler.schedule(this::abandon, LEAVE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void abandon() {
        core.abort();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        finished.set(true);
        owner.lost();
        callback.succeeded();
    }
}
