package cc.profitmaker.bootstrap.bench;

import java.io.IOException;

/**
 * What it took one server to tell so many so much. That everybody heard everything, in order, was
 * checked.
 *
 * @param delivered messages, counted at the listeners
 * @param cpuNanos of the server's process
 */
record Telling(long delivered, long cpuNanos, long nanos, Tally.Counted counted) {
    static Telling of(Broadcast broadcast, Listeners listeners, int count, Pace pace)
            throws IOException {
        listeners.clear(broadcast);
        long cpu = broadcast.process().cpuNanos();
        long start = System.nanoTime();
        long wanted = (long) broadcast.tell(pace) * count;
        Tally.Counted counted = listeners.count(broadcast, wanted);
        var telling =
                new Telling(
                        counted.heard(),
                        broadcast.process().cpuNanos() - cpu,
                        System.nanoTime() - start,
                        counted);
        if (counted.heard() != wanted || counted.disorder() != 0) {
            throw new IllegalStateException(
                    Numbers.format(
                            "%s: of %d messages %d were heard, with %d gaps",
                            broadcast.name(), wanted, counted.heard(), counted.disorder()));
        }
        return telling;
    }

    /** Microseconds of processor time a delivered message. */
    double cpuMicros() {
        return Numbers.micros(cpuNanos) / delivered;
    }

    /** Of one core, in percent. */
    double share() {
        return 100.0 * cpuNanos / nanos;
    }
}
