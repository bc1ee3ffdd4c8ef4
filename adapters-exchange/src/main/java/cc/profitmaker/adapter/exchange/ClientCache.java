package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.credential.Sha256;
import cc.profitmaker.domain.market.Venue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The clients that hold somebody's key, at most {@value #MOST}; the least recently used goes first.
 * One is found again only by the same user, at the same venue, with the same key, secret and
 * passphrase. It ends by a timer and not on the next look-up: {@link #IDLE} after its last use, or,
 * when its key is a vault's, at the instant the vault said, however often it is used; and at once
 * when that account is told to have changed. From then on nothing here refers to the key. A call in
 * flight finishes before its client is closed.
 */
public final class ClientCache implements AutoCloseable {
    static final int MOST = 500;
    static final Duration IDLE = Duration.ofSeconds(60);

    private final Cache<String, Held> clients;
    private final InstantSource clock;

    public ClientCache(InstantSource clock) {
        this(MOST, IDLE, clock);
    }

    ClientCache(int most, Duration idle, InstantSource clock) {
        this.clock = clock;
        clients =
                Caffeine.newBuilder()
                        .maximumSize(most)
                        .expireAfter(
                                Expiry.<String, Held>accessing(
                                        (_, held) -> held.lifetime().orElse(idle)))
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
            Held held = clients.get(name, _ -> new Held(open.get(), keys.source(), clock));
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
                        keys.source().map(source -> source.account().value()).orElse(""),
                        venue.exchange().value(),
                        venue.market().name(),
                        venue.environment().name()));
    }

    /** Ends the clients that hold keys of that account. */
    void forget(AccountId account) {
        clients.asMap().values().removeIf(held -> held.isOf(account));
    }

    /** Ends the clients that hold keys of any vault. */
    void forgetAllOfVaults() {
        clients.asMap().values().removeIf(Held::isOfVault);
    }

    @Override
    public void close() {
        clients.invalidateAll();
    }

    /** A client and the calls that are using it. */
    private static final class Held {
        private static final Duration LEAST = Duration.ofMillis(1);

        private final AutoCloseable client;
        private final Optional<KeyHolder.FromVault> source;
        private final InstantSource clock;
        private int calls;
        private boolean ended;

        Held(AutoCloseable client, Optional<KeyHolder.FromVault> source, InstantSource clock) {
            this.client = client;
            this.source = source;
            this.clock = clock;
        }

        /** From now on; empty for keys that no vault gave. */
        Optional<Duration> lifetime() {
            return source.map(
                    vault -> {
                        Duration left = Duration.between(clock.instant(), vault.until());
                        return left.compareTo(LEAST) < 0 ? LEAST : left;
                    });
        }

        boolean isOf(AccountId account) {
            return source.filter(vault -> vault.account().equals(account)).isPresent();
        }

        boolean isOfVault() {
            return source.isPresent();
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
