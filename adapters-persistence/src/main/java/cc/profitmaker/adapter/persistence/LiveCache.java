package cc.profitmaker.adapter.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rows kept in memory as long as {@link Freshness} proves that their changes are heard of. Bounded.
 * A hit takes no lock. Absence is never remembered.
 *
 * <p>A row read before a change and published after its eviction would stay for good; so every
 * eviction counts up, and a row is only published if none happened since before it was read.
 */
final class LiveCache<K, V> {
    private final Freshness freshness;
    private final Cache<K, Optional<V>> rows;
    private volatile long evictions;

    LiveCache(Freshness freshness, int limit) {
        this.freshness = freshness;
        this.rows = Caffeine.newBuilder().maximumSize(limit).build();
    }

    Optional<V> find(K key, Function<K, Optional<V>> load) {
        if (freshness.isProven()) {
            Optional<V> row = rows.getIfPresent(key);
            if (row != null) {
                return row;
            }
        }
        long before = evictions;
        Optional<V> row = load.apply(key);
        if (row.isPresent()) {
            publish(key, row, before);
        }
        return row;
    }

    private synchronized void publish(K key, Optional<V> row, long before) {
        if (evictions == before) {
            rows.put(key, row);
        }
    }

    synchronized void evict(K key) {
        countUp();
        rows.invalidate(key);
    }

    synchronized void evictIf(Predicate<V> stale) {
        countUp();
        rows.asMap().values().removeIf(row -> row.filter(stale).isPresent());
    }

    synchronized void clear() {
        countUp();
        rows.invalidateAll();
    }

    /** Only ever called under the lock, so that no count is lost. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void countUp() {
        evictions++;
    }
}
