package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.market.Reply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Answers that any number of callers may share. However many want the same one, one of them asks
 * the exchange and the others wait for what it gets; it is then given to whoever asks within a
 * while. A failure is shared by those who waited and then forgotten.
 */
final class SharedReplies<K, V> {
    private final Cache<K, CompletableFuture<Reply<V>>> replies;

    /**
     * Keeps so many at most.
     *
     * @param kept how old an answer may be that is given out
     */
    SharedReplies(int most, Duration kept, Ticker time) {
        replies =
                Caffeine.newBuilder()
                        .maximumSize(most)
                        .expireAfterWrite(kept)
                        .ticker(time)
                        .executor(Runnable::run)
                        .build();
    }

    Reply<V> of(K key, Supplier<Reply<V>> ask) {
        var mine = new CompletableFuture<Reply<V>>();
        CompletableFuture<Reply<V>> first = replies.asMap().putIfAbsent(key, mine);
        if (first != null) {
            return first.join();
        }
        try {
            Reply<V> reply = ask.get();
            if (reply instanceof Reply.Failed<V>) {
                replies.asMap().remove(key, mine);
            } else {
                // Its age counts from when it came, not from when it was asked for.
                replies.asMap().replace(key, mine, mine);
            }
            mine.complete(reply);
            return reply;
        } catch (RuntimeException | Error e) {
            // Also of an error: who waits for it must not wait for ever.
            replies.asMap().remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }
}
