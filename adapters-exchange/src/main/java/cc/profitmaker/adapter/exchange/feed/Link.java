package cc.profitmaker.adapter.exchange.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.market.ExchangeFault.Kind;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection, from the attempt to its end. Whoever holds it is told of the end once. */
final class Link implements FrameHandler {
    private final Holder holder;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private volatile Optional<CoreSession> session = Optional.empty();

    /** Messages come one at a time and in order. */
    interface Holder {
        void opened(Link link);

        void heard(Link link, byte[] text);

        void lost(Link link, Kind why);

        /** The other side answered a ping of the WebSocket's own. */
        default void answered(Link link) {}
    }

    Link(Holder holder) {
        this.holder = holder;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = Optional.of(opened);
        callback.succeeded();
        if (over.get()) {
            opened.abort();
            return;
        }
        holder.opened(this);
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.CONTINUATION -> take(frame);
            case OpCode.PING ->
                    send(new Frame(OpCode.PONG, ByteBuffer.wrap(copy(frame.getPayload()))));
            case OpCode.PONG -> holder.answered(this);
            case OpCode.BINARY -> fail(Kind.NONSENSE);
            default -> {}
        }
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE) {
            session.filter(CoreSession::isInputOpen).ifPresent(CoreSession::demand);
        }
    }

    private static byte[] copy(ByteBuffer payload) {
        byte[] copy = new byte[payload == null ? 0 : payload.remaining()];
        if (payload != null) {
            payload.slice().get(copy);
        }
        return copy;
    }

    private void take(Frame frame) {
        if (over.get()) {
            return;
        }
        byte[] part = copy(frame.getPayload());
        if (message.size() + part.length > FeedClient.LONGEST_MESSAGE) {
            fail(Kind.NONSENSE);
            return;
        }
        message.writeBytes(part);
        if (frame.isFin()) {
            byte[] whole = message.toByteArray();
            message.reset();
            holder.heard(this, whole);
        }
    }

    /** It may be lost on the way; then the end of the connection tells of it. */
    void send(String text) {
        send(new Frame(OpCode.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8))));
    }

    /** Asks the WebSocket at the other end, not what stands behind it. */
    void ping() {
        send(new Frame(OpCode.PING, ByteBuffer.allocate(0)));
    }

    private void send(Frame frame) {
        session.filter(CoreSession::isOutputOpen)
                .ifPresent(open -> open.sendFrame(frame, Callback.NOOP, false));
    }

    /** Ends it at once; the holder hears nothing of it any more. */
    void abort() {
        over.set(true);
        session.ifPresent(CoreSession::abort);
    }

    /** Takes leave of an exchange that may not listen any more. */
    void leave() {
        over.set(true);
        session.ifPresent(
                open ->
                        open.close(
                                CloseStatus.NORMAL,
                                null,
                                Callback.from(open::abort, _ -> open.abort())));
    }

    void failed() {
        fail(Kind.UNREACHABLE);
    }

    private void fail(Kind why) {
        if (!over.getAndSet(true)) {
            holder.lost(this, why);
            session.ifPresent(CoreSession::abort);
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        // Jetty itself refuses frames that are too long or no frames.
        boolean nonsense =
                cause instanceof org.eclipse.jetty.websocket.core.exception.CloseException;
        fail(nonsense ? Kind.NONSENSE : Kind.UNREACHABLE);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        fail(Kind.UNREACHABLE);
        callback.succeeded();
    }
}
