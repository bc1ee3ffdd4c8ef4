package cc.profitmaker.adapter.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One bucket of a rate for each key; a full bucket is forgotten, and so is the least used one. */
final class Buckets<K> {
    private final Rate rate;
    private final LongSupplier nanoTime;
    private final Cache<K, Bucket> buckets;

    Buckets(Rate rate, LongSupplier nanoTime, int entries) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(entries)
                        .expireAfterAccess(rate.untilFull())
                        .ticker(nanoTime::getAsLong)
                        .build();
    }

    /** Takes one; or, when there is none, how long until there is. */
    Optional<Duration> take(K key) {
        ConsumptionProbe probe = buckets.get(key, _ -> newBucket()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Never beyond the burst. */
    void giveBack(K key) {
        Bucket bucket = buckets.getIfPresent(key);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    long remembered() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(1, rate.refill()))
                .withCustomTimePrecision(new Meter(nanoTime))
                .build();
    }

    private record Meter(LongSupplier nanoTime) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
