package cc.profitmaker.application.stream;

import cc.profitmaker.domain.stream.DataType;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one connection. One letter is under way at a time; what comes meanwhile waits
 * here, in bounded room: of a slot that keeps the newest only one letter waits, the others bound
 * how many. Whoever puts a letter in never waits; a connection that cannot keep up with what must
 * not be missed is given up.
 *
 * @param <T> what is sent; not looked at
 */
public final class Outbox<T> {
    /** Letters of one slot that may wait where each counts. */
    public static final int MOST_OF_EACH = 256;

    /** Answers and notices that may wait: they come of the client's own requests. */
    public static final int MOST_NOTICES = 512;

    private final Line<T> line;
    private final Runnable whenTooSlow;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiting<T>> queue = new ArrayDeque<>();
    private final AtomicInteger work = new AtomicInteger();
    private int notices;
    private int holds;
    private boolean underWay;
    private boolean closed;

    /** The connection itself. */
    public interface Line<T> {
        /**
         * Sends without waiting. One letter is under way at a time, but for the {@linkplain
         * Outbox#close(Object) last} one, which may come while another still is.
         *
         * @param sent to be run exactly once when the letter is off our hands, on any thread and
         *     also before this returns; never run when the connection is lost
         */
        void send(T letter, Runnable sent);
    }

    /** One subscription's place in the outbox. */
    public final class Slot {
        private final DataType.Keeping keeping;
        private Optional<Waiting<T>> newest = Optional.empty();
        private int count;

        private Slot(DataType.Keeping keeping) {
            this.keeping = keeping;
        }

        /** Takes the place of what waits, or waits behind it. */
        public void put(T letter) {
            boolean kept;
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                kept = keep(letter);
            } finally {
                lock.unlock();
            }
            goOn(kept);
        }

        private boolean keep(T letter) {
            return switch (keeping) {
                case NEWEST -> {
                    if (newest.isPresent()) {
                        newest.get().letter = letter;
                    } else {
                        var waiting = new Waiting<T>(this, letter, this::taken);
                        newest = Optional.of(waiting);
                        queue.add(waiting);
                    }
                    yield true;
                }
                case EACH -> {
                    if (count == MOST_OF_EACH) {
                        yield false;
                    }
                    count++;
                    queue.add(new Waiting<>(this, letter, this::taken));
                    yield true;
                }
            };
        }

        private void taken() {
            newest = Optional.empty();
            if (count > 0) {
                count--;
            }
        }

        /**
         * Says something that must not be overtaken: what waits and keeps the newest only is out of
         * date and forgotten, and what comes later waits behind the notice.
         */
        public void interrupt(T notice) {
            lock.lock();
            try {
                newest.ifPresent(queue::remove);
                newest = Optional.empty();
            } finally {
                lock.unlock();
            }
            tell(notice);
        }

        /** Nothing of what waits here is sent. */
        public void clear() {
            lock.lock();
            try {
                queue.removeIf(waiting -> waiting.owner == this);
                newest = Optional.empty();
                count = 0;
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Waiting<T> {
        private final Object owner;
        private final Runnable taken;
        private T letter;

        Waiting(Object owner, T letter, Runnable taken) {
            this.owner = owner;
            this.letter = letter;
            this.taken = taken;
        }
    }

    /**
     * An empty one.
     *
     * @param whenTooSlow run once when the line cannot keep up; the outbox is closed by then
     */
    public Outbox(Line<T> line, Runnable whenTooSlow) {
        this.line = line;
        this.whenTooSlow = whenTooSlow;
    }

    public Slot slot(DataType.Keeping keeping) {
        return new Slot(keeping);
    }

    /** An answer or a notice, sent in its turn. */
    public void tell(T notice) {
        boolean kept;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            kept = notices < MOST_NOTICES;
            if (kept) {
                notices++;
                queue.add(new Waiting<>(this, notice, () -> notices--));
            }
        } finally {
            lock.unlock();
        }
        goOn(kept);
    }

    /**
     * Nothing that is put in meanwhile, by anybody, is sent before it has ended: what is said first
     * in it is not heard before what is done last.
     */
    public void hold(Runnable meanwhile) {
        lock.lock();
        try {
            holds++;
        } finally {
            lock.unlock();
        }
        try {
            meanwhile.run();
        } finally {
            lock.lock();
            try {
                holds--;
            } finally {
                lock.unlock();
            }
            drain();
        }
    }

    /** Forgets what waits; nothing is sent any more. False when it was closed already. */
    public boolean close() {
        lock.lock();
        try {
            boolean wasOpen = !closed;
            closed = true;
            queue.clear();
            return wasOpen;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what waits and sends one thing more, unless it was closed already. */
    public void close(T last) {
        if (close()) {
            line.send(last, () -> {});
        }
    }

    private void goOn(boolean kept) {
        if (kept) {
            drain();
        } else if (close()) {
            whenTooSlow.run();
        }
    }

    /**
     * One thread at a time sends; others leave word that there is more. So a line that is done at
     * once makes a loop and not a recursion.
     */
    private void drain() {
        if (work.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            for (Optional<T> next = next(); next.isPresent(); next = next()) {
                line.send(next.get(), this::sent);
            }
            seen = work.addAndGet(-seen);
        }
    }

    private Optional<T> next() {
        lock.lock();
        try {
            if (underWay || holds > 0) {
                return Optional.empty();
            }
            Waiting<T> waiting = queue.poll();
            if (waiting == null) {
                return Optional.empty();
            }
            waiting.taken.run();
            underWay = true;
            return Optional.of(waiting.letter);
        } finally {
            lock.unlock();
        }
    }

    private void sent() {
        lock.lock();
        try {
            underWay = false;
        } finally {
            lock.unlock();
        }
        drain();
    }
}
