package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.domain.access.AccountId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** All who want to hear of changes, each told whatever the others do. */
final class AccessListeners implements AccessChanges {
    private static final Logger LOG = LoggerFactory.getLogger(AccessListeners.class);

    private final List<AccessChanges> listeners = new CopyOnWriteArrayList<>();

    void add(AccessChanges listener) {
        listeners.add(listener);
    }

    @Override
    public void changed(AccountId account) {
        tell(listener -> listener.changed(account));
    }

    @Override
    public void anyMayHaveChanged() {
        tell(AccessChanges::anyMayHaveChanged);
    }

    private void tell(Consumer<AccessChanges> what) {
        for (AccessChanges listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                // A broken promise of one listener is no reason for another to miss a revocation.
                LOG.error("A listener failed to hear of a change of access", e);
            }
        }
    }
}
