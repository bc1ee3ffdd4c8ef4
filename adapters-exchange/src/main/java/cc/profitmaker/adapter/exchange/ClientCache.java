package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.credential.Sha256;
import cc.profitmaker.domain.market.Venue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The clients that hold somebody's key, at most {@value #MOST}; the least recently used goes first.
 * One is found again only by the same user, at the same venue, with the same key, secret and
 * passphrase. It ends {@link #IDLE} after its last use, by a timer and not on the next look-up:
 * then nothing here refers to the key any more. A call in flight finishes before its client is
 * closed.
 */
public final class ClientCache implements AutoCloseable {
    static final int MOST = 500;
    static final Duration IDLE = Duration.ofSeconds(60);

    private final Cache<String, Held> clients;

    public ClientCache() {
        this(MOST, IDLE);
    }

    ClientCache(int most, Duration idle) {
        clients =
                Caffeine.newBuilder()
                        .maximumSize(most)
                        .expireAfterAccess(idle)
                        .scheduler(Scheduler.systemScheduler())
                        .executor(Runnable::run)
                        .<String, Held>removalListener((_, held, _) -> held.end())
                        .build();
    }

    /**
     * Calls with the client of these keys.
     *
     * @param open makes the client if there is none; it must not call this cache
     */
    public <C extends AutoCloseable, R> R with(
            KeyHolder keys, Venue venue, Class<C> type, Supplier<C> open, Function<C, R> call) {
        String name = name(keys, venue);
        while (true) {
            Held held = clients.get(name, _ -> new Held(open.get()));
            if (held.enter()) {
                try {
                    return call.apply(type.cast(held.client));
                } finally {
                    // The end of a call is a use too.
                    var _ = clients.getIfPresent(name);
                    held.leave();
                }
            }
        }
    }

    private static String name(KeyHolder keys, Venue venue) {
        return Sha256.hexOfTuple(
                List.of(
                        keys.credential().fingerprint().value(),
                        keys.holder().value().toString(),
                        venue.exchange().value(),
                        venue.market().name(),
                        venue.environment().name()));
    }

    @Override
    public void close() {
        clients.invalidateAll();
    }

    /** A client and the calls that are using it. */
    private static final class Held {
        private final AutoCloseable client;
        private int calls;
        private boolean ended;

        Held(AutoCloseable client) {
            this.client = client;
        }

        synchronized boolean enter() {
            if (ended) {
                return false;
            }
            calls++;
            return true;
        }

        synchronized void leave() {
            calls--;
            closeWhenUnused();
        }

        synchronized void end() {
            ended = true;
            closeWhenUnused();
        }

        private void closeWhenUnused() {
            if (!ended || calls > 0) {
                return;
            }
            try {
                client.close();
            } catch (Exception e) {
                throw new IllegalStateException("a client does not close", e);
            }
        }
    }
}
