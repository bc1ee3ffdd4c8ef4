package cc.profitmaker.adapter.exchange.wire;

import cc.profitmaker.application.operator.Upstreams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Shares out what one exchange lets one address send. Units come back evenly over the time they are
 * counted in. Cancels go first, then orders, and both may use all; reads leave a fifth. Within each
 * users take turns: whoever asks for much waits behind those who ask for little. Safe for any
 * number of threads.
 */
final class Turns {
    /** What reads leave to orders and cancels: one in so many. */
    private static final int RESERVED = 5;

    private static final int MOST_WAITING = 4096;
    private static final int MOST_OF_ONE = 256;

    /** Who goes first. */
    private static final List<Lane> LANES = List.of(Lane.CANCEL, Lane.ORDER, Lane.READ);

    private static final Duration LEAST_WAIT = Duration.ofMillis(1);

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition granted = lock.newCondition();
    private final Map<Lane, Waiters> waiters = new EnumMap<>(Lane.class);
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

    /** Of one lane, by user; whose turn it is next stands first. */
    private static final class Waiters {
        private final Map<String, Deque<Waiting>> byUser = new LinkedHashMap<>();

        boolean isEmpty() {
            return byUser.isEmpty();
        }

        int of(String who) {
            return byUser.containsKey(who) ? byUser.get(who).size() : 0;
        }

        void add(String who, Waiting one) {
            byUser.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(one);
        }

        void remove(String who, Waiting one) {
            Deque<Waiting> own = byUser.get(who);
            own.remove(one);
            if (own.isEmpty()) {
                byUser.remove(who);
            }
        }

        Waiting next() {
            return byUser.values().iterator().next().peek();
        }

        /** The next has had its turn, and its user goes to the end of the line. */
        void pass() {
            var next = byUser.entrySet().iterator().next();
            String who = next.getKey();
            Deque<Waiting> own = next.getValue();
            byUser.remove(who);
            own.poll();
            if (!own.isEmpty()) {
                byUser.put(who, own);
            }
        }
    }

    Turns(int units, Duration per, LongSupplier nanoTime) {
        LANES.forEach(lane -> waiters.put(lane, new Waiters()));
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
            if (waiting >= MOST_WAITING || waiters.get(lane).of(who) >= MOST_OF_ONE) {
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
        waiters.get(lane).add(who, mine);
    }

    private void dequeue(String who, Waiting mine, Lane lane) {
        waiting--;
        waiters.get(lane).remove(who, mine);
    }

    /** How long until its units are there, if nobody else takes them. */
    private Duration shortfall(Waiting mine, Lane lane) {
        double floor = floor(lane);
        double missing = mine.cost + floor - units;
        return Duration.ofNanos(Math.max(LEAST_WAIT.toNanos(), (long) (missing / perNano)));
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        units = Math.min(capacity, units + (now - asOf) * perNano);
        asOf = now;
    }

    /** What this lane leaves to the others. */
    private double floor(Lane lane) {
        return lane == Lane.READ ? reserve() : 0;
    }

    /** A lane gets nothing while somebody waits in one before it. */
    private void grant() {
        boolean any = false;
        for (Lane lane : LANES) {
            Waiters line = waiters.get(lane);
            while (!line.isEmpty() && units - line.next().cost >= floor(lane)) {
                Waiting next = line.next();
                line.pass();
                units -= next.cost;
                waiting--;
                next.granted = true;
                any = true;
            }
            if (!line.isEmpty()) {
                break;
            }
        }
        if (any) {
            granted.signalAll();
        }
    }

    /** What of the allowance is used just now. */
    Upstreams.Usage usage() {
        lock.lock();
        try {
            refill();
            return new Upstreams.Usage((long) Math.ceil(capacity - units), (long) capacity);
        } finally {
            lock.unlock();
        }
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
