package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The market lists of the venues, each kept for {@link #KEPT}. However many callers want the same
 * list, one asks the exchange and the others wait for what it gets; a failure is shared by those
 * who waited and then forgotten.
 */
final class MarketLists {
    static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST = 256;

    private final Cache<Venue, CompletableFuture<Reply<MarketList>>> lists;

    MarketLists(Ticker time) {
        lists =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(KEPT)
                        .ticker(time)
                        .executor(Runnable::run)
                        .build();
    }

    Reply<MarketList> of(Venue venue, Supplier<Reply<List<Market>>> load) {
        var mine = new CompletableFuture<Reply<MarketList>>();
        CompletableFuture<Reply<MarketList>> first = lists.asMap().putIfAbsent(venue, mine);
        if (first != null) {
            return first.join();
        }
        try {
            Reply<MarketList> reply = load.get().map(MarketList::new);
            if (reply instanceof Reply.Failed<MarketList>) {
                lists.asMap().remove(venue, mine);
            }
            mine.complete(reply);
            return reply;
        } catch (RuntimeException e) {
            lists.asMap().remove(venue, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }
}
