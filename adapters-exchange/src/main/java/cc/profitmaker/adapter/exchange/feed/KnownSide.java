package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.stream.Tick;

import java.util.List;
import java.util.Optional;

/**
 * One side of a book, down to the worst price of the snapshot: what lies beyond was never told, so
 * what changes there says nothing of the whole. Not safe for threads.
 */
final class KnownSide {
    private static final int MOST_KEPT = 5_000;

    private final Ladder ladder;
    private Optional<OrderBook.Level> horizon = Optional.empty();

    KnownSide(Ladder ladder) {
        this.ladder = ladder;
    }

    /**
     * Begins with a snapshot.
     *
     * @param asked how many levels it was to have; with fewer, it has all there are
     */
    void begin(List<OrderBook.Level> snapshot, int asked) {
        snapshot.forEach(ladder::put);
        horizon = snapshot.size() < asked ? Optional.empty() : Optional.of(snapshot.getLast());
    }

    void put(OrderBook.Level level) {
        boolean beyond =
                horizon.filter(worst -> ladder.isBetter(worst.price(), level.price())).isPresent();
        if (!beyond) {
            ladder.put(level);
        }
    }

    List<OrderBook.Level> best() {
        ladder.keep(MOST_KEPT);
        List<OrderBook.Level> best = ladder.best(Tick.Book.DEPTH);
        if (horizon.isPresent() && best.size() < Tick.Book.DEPTH) {
            throw new Nonsense("the market has left the snapshot");
        }
        return best;
    }
}
