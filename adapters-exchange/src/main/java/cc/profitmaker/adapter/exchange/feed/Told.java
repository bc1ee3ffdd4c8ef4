package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.domain.market.Trade;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Which trades one listener was told of, and which were before it listened, by their ids; it
 * outlives losses. As many are remembered as any read tells. Its cable's turn guards it.
 */
public final class Told {
    private static final int MOST = 4_000;

    private final SequencedSet<String> told = new LinkedHashSet<>();
    private final SequencedSet<String> past = new LinkedHashSet<>();
    private boolean begun;
    private boolean interrupted;

    /** Whether it is known what was before. */
    boolean hasBegun() {
        return begun;
    }

    /** Its listener was told that nothing comes. */
    void interrupt() {
        interrupted = true;
    }

    /** True once after each interruption, however many losses it was made of. */
    boolean resume() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    /** These are no news, unless the feed itself tells of one of them. */
    void begin(List<Trade> before) {
        begun = true;
        before.forEach(trade -> add(past, trade));
    }

    /** False: it was told already. A trade without an id never was. */
    boolean add(Trade trade) {
        return add(told, trade);
    }

    private static boolean add(SequencedSet<String> ids, Trade trade) {
        boolean fresh = trade.id().map(ids::add).orElse(true);
        while (ids.size() > MOST) {
            ids.removeFirst();
        }
        return fresh;
    }

    /** One without an id cannot be told from those that were told. */
    boolean lacks(Trade trade) {
        return trade.id().filter(id -> !told.contains(id) && !past.contains(id)).isPresent();
    }
}
