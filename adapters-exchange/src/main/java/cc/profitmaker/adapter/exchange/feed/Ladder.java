package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** One side of an order book that changes, best price first. Not safe for threads. */
public final class Ladder {
    private final TreeMap<Price, Quantity> levels;

    private Ladder(Comparator<Price> bestFirst) {
        levels = new TreeMap<>(bestFirst);
    }

    public static Ladder ofBids() {
        return new Ladder(Comparator.reverseOrder());
    }

    public static Ladder ofAsks() {
        return new Ladder(Comparator.naturalOrder());
    }

    /** So much is there at that price now; of nothing, the level is gone. */
    public void put(OrderBook.Level level) {
        if (level.amount().isZero()) {
            levels.remove(level.price());
        } else {
            levels.put(level.price(), level.amount());
        }
    }

    /** Forgets what is worse than the best so many. */
    public void keep(int best) {
        while (levels.size() > best) {
            levels.pollLastEntry();
        }
    }

    public boolean isBetter(Price one, Price other) {
        return levels.comparator().compare(one, other) < 0;
    }

    public List<OrderBook.Level> best(int most) {
        return levels.entrySet().stream()
                .limit(most)
                .map(level -> new OrderBook.Level(level.getKey(), level.getValue()))
                .toList();
    }
}
