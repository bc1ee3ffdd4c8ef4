package cc.profitmaker.application.stream;

import cc.profitmaker.domain.identity.UserId;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many of something each user has at a time, up to a bound. Safe for any number of threads. */
final class Counts {
    private final int most;
    private final Map<UserId, Integer> counts = new ConcurrentHashMap<>();

    Counts(int most) {
        this.most = most;
    }

    /** One more; false when that user has as many as anybody may have. */
    boolean enter(UserId user) {
        var entered = new AtomicBoolean();
        var _ =
                counts.compute(
                        user,
                        (_, count) -> {
                            int now = count == null ? 0 : count;
                            entered.set(now < most);
                            return now < most ? Integer.valueOf(now + 1) : count;
                        });
        return entered.get();
    }

    void leave(UserId user) {
        var _ = counts.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }
}
