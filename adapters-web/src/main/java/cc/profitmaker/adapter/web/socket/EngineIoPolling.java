package cc.profitmaker.adapter.web.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client that comes and asks. What it has not asked for yet waits here; a letter is off our hands
 * when a question takes it along, so what waits is bounded by whoever writes the letters, and is
 * all in the next answer.
 */
final class EngineIoPolling implements EngineIoTransport {
    /** An answer this long is sent; what else there is waits for the next question. */
    private static final int ENOUGH = 256 * 1024;

    /** Only a client that wants thousands of acknowledgements and fetches none reaches it. */
    private static final int MOST_WAITING = 1024;

    private final EngineIoSession session;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<EngineIoPacket> queue = new ArrayDeque<>();
    private Optional<EngineIoReply> asking = Optional.empty();
    private Optional<EngineIoTransport> successor = Optional.empty();
    private boolean hurried;
    private Optional<Goodbye> goodbye = Optional.empty();
    private boolean over;

    private record Goodbye(int code, String reason) {}

    EngineIoPolling(EngineIoSession session) {
        this.session = session;
    }

    enum Asked {
        ONCE,
        /** While another question of the same client is open. */
        TWICE
    }

    /** The client asks; it is answered as soon as there is something to say. */
    Asked ask(EngineIoReply reply) {
        lock.lock();
        try {
            if (asking.isPresent()) {
                return Asked.TWICE;
            }
            if (queue.isEmpty() && !hurried && !isOver() && successor.isEmpty()) {
                // The client is asked whether it is there before Jetty loses its patience.
                reply.request().addIdleTimeoutListener(_ -> false);
                asking = Optional.of(reply);
                return Asked.ONCE;
            }
        } finally {
            lock.unlock();
        }
        answer(reply);
        return Asked.ONCE;
    }

    @Override
    public void send(EngineIoPacket packet) {
        Optional<EngineIoTransport> next;
        boolean tooMany = false;
        lock.lock();
        try {
            next = successor;
            if (next.isEmpty() && !isOver()) {
                queue.add(packet);
                tooMany = queue.size() > MOST_WAITING;
            }
        } finally {
            lock.unlock();
        }
        next.ifPresent(transport -> transport.send(packet));
        if (tooMany) {
            session.drop();
        }
        answerNow();
    }

    private void answerNow() {
        Optional<EngineIoReply> now;
        lock.lock();
        try {
            now = asking;
            asking = Optional.empty();
        } finally {
            lock.unlock();
        }
        now.ifPresent(this::answer);
    }

    /** Whoever wrote a letter may write the next when it is taken: that goes along. */
    private void answer(EngineIoReply reply) {
        var text = new EngineIoPayload();
        List<EngineIoPacket> some = take();
        while (!some.isEmpty()) {
            some.forEach(text::add);
            some.forEach(packet -> packet.sent().run());
            some = text.size() < ENOUGH ? take() : List.of();
        }
        // The goodbye comes alone: the library hears it before what stands before it.
        boolean last = text.size() == 0 && isOver();
        if (text.size() == 0) {
            text.add(last ? EngineIoPacket.CLOSE : EngineIoPacket.NOOP);
        }
        reply.ok(text.bytes(), session::drop);
        if (last) {
            session.drop();
        }
    }

    private List<EngineIoPacket> take() {
        lock.lock();
        try {
            List<EngineIoPacket> some = new ArrayList<>();
            int bytes = 0;
            while (!queue.isEmpty() && bytes < ENOUGH) {
                EngineIoPacket packet = queue.remove();
                bytes += packet.text().length;
                some.add(packet);
            }
            return some;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return over || goodbye.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The client wants to go over to a WebSocket and waits until no question of its own is open:
     * none is, from now on.
     */
    void hurry(boolean on) {
        lock.lock();
        try {
            hurried = on;
        } finally {
            lock.unlock();
        }
        if (on) {
            answerNow();
        }
    }

    /** What waits, and all that comes, goes another way; a goodbye too. */
    void handOver(EngineIoTransport next) {
        lock.lock();
        try {
            while (!queue.isEmpty()) {
                next.send(queue.remove());
            }
            successor = Optional.of(next);
            goodbye.ifPresent(said -> next.finish(said.code(), said.reason()));
        } finally {
            lock.unlock();
        }
        answerNow();
    }

    @Override
    public void finish(int code, String reason) {
        Optional<EngineIoTransport> next;
        lock.lock();
        try {
            next = successor;
            goodbye = Optional.of(new Goodbye(code, reason));
        } finally {
            lock.unlock();
        }
        next.ifPresent(transport -> transport.finish(code, reason));
        answerNow();
    }

    @Override
    public void abandon() {
        Optional<EngineIoTransport> next;
        lock.lock();
        try {
            next = successor;
            over = true;
            queue.clear();
        } finally {
            lock.unlock();
        }
        next.ifPresent(EngineIoTransport::abandon);
        answerNow();
    }
}
