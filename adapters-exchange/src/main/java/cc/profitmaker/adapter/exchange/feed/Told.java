package cc.profitmaker.adapter.exchange.feed;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * Which trades one listener was told of, and which were before it listened, by their ids or
 * whatever else both reads and feed call them; it outlives losses. As many are remembered as any
 * read tells. Its cable's turn guards it.
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
    void begin(Stream<String> before) {
        begun = true;
        before.forEach(id -> add(past, id));
    }

    /** False: it was told already. A trade without an id never was. */
    boolean add(Optional<String> trade) {
        return trade.map(id -> add(told, id)).orElse(true);
    }

    private static boolean add(SequencedSet<String> ids, String id) {
        boolean fresh = ids.add(id);
        while (ids.size() > MOST) {
            ids.removeFirst();
        }
        return fresh;
    }

    /** One without an id cannot be told from those that were told. */
    boolean lacks(Optional<String> trade) {
        return trade.filter(id -> !told.contains(id) && !past.contains(id)).isPresent();
    }
}
