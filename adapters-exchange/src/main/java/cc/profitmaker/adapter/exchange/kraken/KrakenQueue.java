package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * The requests of one key, one after another in the order they were asked for: Kraken refuses a
 * nonce that is not greater than all it has seen of that key, so that two requests under way may
 * overtake one another and the first is lost. Nonces are milliseconds, as CCXT's are; other
 * programs that use the same key must count in no smaller unit. Safe for any number of threads.
 */
final class KrakenQueue {
    /** How long a request waits for those before it; it is then refused, unsent. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock(true);
    private long last;

    /** Calls with the next nonce, when all before have been answered or given up. */
    HttpOutcome send(InstantSource clock, LongFunction<HttpOutcome> call) {
        try {
            if (!lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                return new HttpOutcome.NeverSent(Kind.TIMED_OUT, Optional.empty());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new HttpOutcome.NeverSent(Kind.TIMED_OUT, Optional.empty());
        }
        try {
            last = Math.max(last + 1, clock.millis());
            return call.apply(last);
        } finally {
            lock.unlock();
        }
    }
}
