package cc.profitmaker.application.session;

import cc.profitmaker.domain.session.ClientAddress;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keeps one address from filling the queue for the password hash: at most {@link #AT_ONCE} of its
 * calls wait there together, also of an address that no limit of attempts binds. Remembers an
 * address only while it has such calls. Thread-safe.
 */
final class FairShare {
    static final int AT_ONCE = 5;

    private final Map<ClientAddress, Integer> running = new ConcurrentHashMap<>();

    /** What the work gives, or empty, with nothing done, when the address has its share already. */
    <T> Optional<T> of(ClientAddress address, Supplier<T> work) {
        if (running.merge(address, 1, Integer::sum) > AT_ONCE) {
            leave(address);
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            leave(address);
        }
    }

    private void leave(ClientAddress address) {
        running.computeIfPresent(address, (_, calls) -> calls == 1 ? null : calls - 1);
    }
}
