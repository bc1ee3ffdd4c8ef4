package cc.profitmaker.adapter.exchange.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Shares out what one exchange lets one address send. Units come back evenly over the time they are
 * counted in. Orders and cancels go first and may use all; reads leave a fifth, and when they must
 * wait, users take turns: whoever asks for much waits behind those who ask for little. Safe for any
 * number of threads.
 */
final class Turns {
    /** What reads leave to orders and cancels: one in so many. */
    private static final int RESERVED = 5;

    private static final int MOST_WAITING = 4096;
    private static final Duration LEAST_WAIT = Duration.ofMillis(1);

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition granted = lock.newCondition();
    private final Deque<Waiting> first = new ArrayDeque<>();
    private final Map<String, Deque<Waiting>> readers = new LinkedHashMap<>();
    private double capacity;
    private double perNano;
    private double units;
    private long asOf;
    private int waiting;

    private static final class Waiting {
        private final double cost;
        private boolean granted;

        Waiting(double cost) {
            this.cost = cost;
        }
    }

    Turns(int units, Duration per, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.capacity = units;
        this.perNano = (double) units / per.toNanos();
        this.units = units;
        this.asOf = nanoTime.getAsLong();
    }

    /** From now on so many units in so much time. */
    void allow(int newUnits, Duration per) {
        lock.lock();
        try {
            refill();
            units = Math.max(0, units + newUnits - capacity);
            capacity = newUnits;
            perNano = (double) newUnits / per.toNanos();
            grant();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for its turn.
     *
     * @param who whose turn it is
     * @return empty: it may go; else how long it would have had to wait, at least
     */
    Optional<Duration> await(String who, int cost, Lane lane, Duration patience)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            refill();
            var mine = new Waiting(Math.min(cost, most(lane)));
            if (waiting >= MOST_WAITING) {
                return Optional.of(patience);
            }
            enqueue(who, mine, lane);
            grant();
            long end = nanoTime.getAsLong() + patience.toNanos();
            try {
                while (!mine.granted && end - nanoTime.getAsLong() > 0) {
                    long left = end - nanoTime.getAsLong();
                    long _ = granted.awaitNanos(Math.min(left, shortfall(mine, lane).toNanos()));
                    refill();
                    grant();
                }
            } finally {
                if (!mine.granted) {
                    dequeue(who, mine, lane);
                }
            }
            return mine.granted ? Optional.empty() : Optional.of(shortfall(mine, lane));
        } finally {
            lock.unlock();
        }
    }

    private double most(Lane lane) {
        return lane == Lane.READ ? capacity - reserve() : capacity;
    }

    private double reserve() {
        return capacity / RESERVED;
    }

    private void enqueue(String who, Waiting mine, Lane lane) {
        waiting++;
        if (lane == Lane.READ) {
            readers.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(mine);
        } else {
            first.add(mine);
        }
    }

    private void dequeue(String who, Waiting mine, Lane lane) {
        waiting--;
        if (lane == Lane.READ) {
            Deque<Waiting> own = readers.get(who);
            own.remove(mine);
            if (own.isEmpty()) {
                readers.remove(who);
            }
        } else {
            first.remove(mine);
        }
    }

    /** How long until its units are there, if nobody else takes them. */
    private Duration shortfall(Waiting mine, Lane lane) {
        double floor = lane == Lane.READ ? reserve() : 0;
        double missing = mine.cost + floor - units;
        return Duration.ofNanos(Math.max(LEAST_WAIT.toNanos(), (long) (missing / perNano)));
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        units = Math.min(capacity, units + (now - asOf) * perNano);
        asOf = now;
    }

    private void grant() {
        boolean any = false;
        while (!first.isEmpty() && units >= first.peek().cost) {
            any |= grant(first.poll());
        }
        while (first.isEmpty() && !readers.isEmpty()) {
            var next = readers.entrySet().iterator().next();
            Waiting reader = next.getValue().peek();
            if (units - reader.cost < reserve()) {
                break;
            }
            next.getValue().poll();
            // To the end of the line, for those who want more.
            readers.remove(next.getKey());
            if (!next.getValue().isEmpty()) {
                readers.put(next.getKey(), next.getValue());
            }
            any |= grant(reader);
        }
        if (any) {
            granted.signalAll();
        }
    }

    private boolean grant(Waiting one) {
        units -= one.cost;
        waiting--;
        one.granted = true;
        return true;
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
