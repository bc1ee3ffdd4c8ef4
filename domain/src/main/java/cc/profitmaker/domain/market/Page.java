package cc.profitmaker.domain.market;

import java.time.Instant;
import java.util.Optional;

/**
 * Which part of a list is wanted: from {@code since} on, at most {@code limit} (1 to 1000) rows.
 */
public record Page(Optional<Instant> since, Optional<Integer> limit) {
    public static final int MAX = 1000;
    public static final Page DEFAULT = new Page(Optional.empty(), Optional.empty());

    public Page {
        if (limit.isPresent() && (limit.get() < 1 || limit.get() > MAX)) {
            throw new IllegalArgumentException("a limit is 1 to " + MAX);
        }
    }
}
