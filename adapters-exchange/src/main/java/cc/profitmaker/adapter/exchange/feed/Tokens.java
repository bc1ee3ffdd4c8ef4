package cc.profitmaker.adapter.exchange.feed;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Connections that one host may still be asked for. Safe for any number of threads. */
final class Tokens {
    private final long capacity;
    private final long each;
    private final LongSupplier nanoTime;

    /** When all of them are back, if no more is taken. */
    private long full;

    Tokens(Tempo.Connects tempo, LongSupplier nanoTime) {
        this.each = tempo.each().toNanos();
        this.capacity = tempo.burst() * each;
        this.nanoTime = nanoTime;
        this.full = nanoTime.getAsLong();
    }

    /** Takes one if it may be used now; otherwise none, and it is so long until there is one. */
    synchronized Duration takeNow() {
        long now = nanoTime.getAsLong();
        long then = (full - now > 0 ? full : now) + each;
        long wait = then - now - capacity;
        if (wait <= 0) {
            full = then;
        }
        return Duration.ofNanos(Math.max(0, wait));
    }
}
