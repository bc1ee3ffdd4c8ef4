package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.domain.market.Trade;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Which trades one listener knows of, by their ids; it outlives losses. As many are remembered as
 * any read tells. Its cable's turn guards it.
 */
public final class Told {
    private static final int MOST = 4_000;

    private final SequencedSet<String> ids = new LinkedHashSet<>();
    private boolean begun;

    /** Whether there was a beginning before which nothing is news. */
    boolean hasBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    /** False: it was known. A trade without an id never is. */
    boolean add(Trade trade) {
        boolean fresh = trade.id().map(ids::add).orElse(true);
        while (ids.size() > MOST) {
            ids.removeFirst();
        }
        return fresh;
    }
}
