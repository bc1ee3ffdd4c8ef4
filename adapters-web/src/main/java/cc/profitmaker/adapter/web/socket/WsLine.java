package cc.profitmaker.adapter.web.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A plain WebSocket client: text frames of {@code {"event": name, "data": {…}}}, both ways. */
final class WsLine implements FrameHandler, Line {
    /** What a client says fits in here, many times over. */
    static final int LONGEST_MESSAGE = 64 * 1024;

    private static final long PING_SECONDS = 25;
    private static final long LEAVE_SECONDS = 5;

    private final String id;
    private final ObjectMapper json;
    private final Scheduler scheduler;
    private final Function<Line, Conversation> opening;
    private final AtomicBoolean ended = new AtomicBoolean();
    private ByteArrayOutputStream message = new ByteArrayOutputStream();

    private CoreSession session;
    private Conversation conversation;
    private volatile Scheduler.Task nextPing = () -> false;

    WsLine(
            String id,
            ObjectMapper json,
            Scheduler scheduler,
            Function<Line, Conversation> opening) {
        this.id = id;
        this.json = json;
        this.scheduler = scheduler;
        this.opening = opening;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        conversation = opening.apply(this);
        callback.succeeded();
        session.demand();
        pingLater();
    }

    /** A peer that is gone without a word is noticed by the answers that it does not give. */
    private void pingLater() {
        nextPing = scheduler.schedule(this::ping, PING_SECONDS, TimeUnit.SECONDS);
        if (ended.get()) {
            nextPing.cancel();
        }
    }

    private void ping() {
        if (session.isOutputOpen()) {
            session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
            pingLater();
        }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.CONTINUATION -> take(frame, callback);
            case OpCode.PING -> {
                // The next frame is not looked at before this is answered and the answer read.
                var pong = new Frame(OpCode.PONG, ByteBuffer.wrap(copy(frame.getPayload())));
                callback.succeeded();
                session.sendFrame(
                        pong, Callback.from(session::demand, _ -> session.abort()), false);
            }
            case OpCode.BINARY -> {
                end(1003, "Only text is understood.");
                goOn(callback);
            }
            case OpCode.CLOSE -> callback.succeeded();
            default -> goOn(callback);
        }
    }

    private static byte[] copy(ByteBuffer payload) {
        byte[] copy = new byte[payload == null ? 0 : payload.remaining()];
        if (payload != null) {
            payload.slice().get(copy);
        }
        return copy;
    }

    private void take(Frame frame, Callback callback) {
        byte[] part = copy(frame.getPayload());
        if (message.size() + part.length > LONGEST_MESSAGE) {
            end(1009, "A message has at most 64 KiB.");
        } else if (!ended.get()) {
            message.writeBytes(part);
            if (frame.isFin()) {
                byte[] whole = message.toByteArray();
                // A fresh one: what was said, a token perhaps, is not kept.
                message = new ByteArrayOutputStream();
                hear(whole);
            }
        }
        goOn(callback);
    }

    private void hear(byte[] text) {
        Optional<JsonNode> said = read(text);
        if (said.isEmpty() || !said.get().path("event").isTextual()) {
            end(1007, "A message is {\"event\": name, \"data\": {...}}.");
            return;
        }
        conversation.heard(said.get().get("event").textValue(), said.get().path("data"));
    }

    private Optional<JsonNode> read(byte[] text) {
        try {
            return Optional.of(json.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are always read", e);
        }
    }

    private void goOn(Callback callback) {
        callback.succeeded();
        session.demand();
    }

    @Override
    public void send(Outgoing letter, Runnable sent) {
        byte[] event = ("{\"event\":\"" + letter.event() + "\",\"data\":").getBytes(UTF_8);
        var text = ByteBuffer.allocate(event.length + letter.length() + 1);
        text.put(event).put(letter.head()).put(letter.body());
        text.put((byte) '}').flip();
        session.sendFrame(
                new Frame(OpCode.TEXT, text), Callback.from(sent, _ -> session.abort()), false);
    }

    @Override
    public void end(int code, String reason) {
        if (!ended.getAndSet(true)) {
            session.close(code, reason, Callback.NOOP);
            // A peer that reads nothing would never learn of it.
            var _ = scheduler.schedule(session::abort, LEAVE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        ended.set(true);
        // What waits for its time keeps all of this in memory until then.
        nextPing.cancel();
        if (conversation != null) {
            conversation.gone();
        }
        callback.succeeded();
    }
}
