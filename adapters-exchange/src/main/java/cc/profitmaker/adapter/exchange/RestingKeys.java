package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keys that their exchange called bad, for {@link #RESTS} each: exchanges ban the address that goes
 * on trying, and it is everybody's address. By hash of the whole key, so that one put right is
 * tried at once, and by venue: a key for the one market is a bad key at the other.
 */
final class RestingKeys {
    static final Duration RESTS = Duration.ofSeconds(30);
    private static final int MOST = 10_000;

    private final Cache<Resting, ExchangeFault> resting;

    private record Resting(Venue venue, Fingerprint key) {}

    RestingKeys(Ticker time) {
        resting =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(RESTS)
                        .ticker(time)
                        .executor(Runnable::run)
                        .build();
    }

    /** What the exchange said of it, while it rests; with a time to wait: nobody asked it again. */
    Optional<ExchangeFault> rests(Venue venue, KeyHolder keys) {
        return Optional.ofNullable(
                resting.getIfPresent(new Resting(venue, keys.credential().fingerprint())));
    }

    /** Calls, unless the key rests. */
    <T> Reply<T> guarded(Venue venue, KeyHolder keys, Supplier<Reply<T>> call) {
        Optional<ExchangeFault> called = rests(venue, keys);
        return called.isPresent() ? Reply.failed(called.get()) : told(venue, keys, call.get());
    }

    /** The same reply; a key it calls bad rests from now on. */
    <T> Reply<T> told(Venue venue, KeyHolder keys, Reply<T> reply) {
        if (reply instanceof Reply.Failed<T>(var fault)) {
            told(venue, keys, fault);
        }
        return reply;
    }

    /** What the exchange said to a call with that key. */
    void told(Venue venue, KeyHolder keys, ExchangeFault fault) {
        if (fault.kind() == Kind.BAD_KEY) {
            resting.put(
                    new Resting(venue, keys.credential().fingerprint()),
                    new ExchangeFault(fault.kind(), fault.said(), Optional.of(RESTS)));
        }
    }
}
