package cc.profitmaker.application.stream;

import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.stream.AccountBells.Ear;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bells that are heard: one for each user, account and venue, however many of the user's
 * runtimes hear it. Safe for any number of threads.
 */
final class Belfry {
    /** How long a shutdown waits for exchanges that are being told of the end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final AccountBells bells;
    private final Gatekeeper gatekeeper;
    private final Map<Rope.Place, Rope> hung = new ConcurrentHashMap<>();
    private final Set<Thread> leaving = ConcurrentHashMap.newKeySet();

    Belfry(AccountBells bells, Gatekeeper gatekeeper) {
        this.bells = bells;
        this.gatekeeper = gatekeeper;
    }

    /** Empty: nothing rings there. */
    Optional<Rope> join(Rope.Place place, Ear ear) {
        return Optional.ofNullable(
                hung.compute(
                        place,
                        (_, there) -> {
                            Rope rope =
                                    there == null
                                            ? Rope.at(place, bells, gatekeeper).orElse(null)
                                            : there;
                            if (rope != null) {
                                rope.join(ear);
                            }
                            return rope;
                        }));
    }

    /** With the last one the bell ends, at once; its exchange is told of it later. */
    void leave(Rope.Place place, Ear ear) {
        var _ =
                hung.computeIfPresent(
                        place,
                        (_, rope) -> {
                            if (!rope.leave(ear)) {
                                return rope;
                            }
                            end(rope);
                            return null;
                        });
    }

    private void end(Rope rope) {
        rope.close();
        if (rope.owesFarewell()) {
            Thread farewell = Thread.ofVirtual().name("account bell").unstarted(rope::bidFarewell);
            leaving.removeIf(thread -> !thread.isAlive());
            farewell.start();
            leaving.add(farewell);
        }
    }

    /** How many bells there are. */
    int hung() {
        return hung.size();
    }

    /** Waits a little for the last words. After all have left. */
    void close(InstantSource clock) {
        Instant end = clock.instant().plus(LAST_WORDS);
        for (Thread farewell : leaving) {
            try {
                Duration left = Duration.between(clock.instant(), end);
                if (!left.isPositive() || !farewell.join(left)) {
                    return;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
