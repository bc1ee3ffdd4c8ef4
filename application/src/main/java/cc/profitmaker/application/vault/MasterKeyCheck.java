package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.vault.MasterKeyId;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the master keys at hand are those of this database: asked before anything is sealed or
 * opened, so that a lost or wrong key is found at the start and not by a user.
 */
public final class MasterKeyCheck {
    private final SealedDataKeys rows;

    public MasterKeyCheck(SealedDataKeys rows) {
        this.rows = rows;
    }

    public sealed interface Checked {
        /** They open all there is, and are noted. */
        record Fits() implements Checked {}

        /** So many data keys are sealed under keys that are not at hand. */
        record Missing(Map<MasterKeyId, Long> counts) implements Checked {
            public Missing {
                counts = Map.copyOf(counts);
            }
        }

        /** The current one was retired here: nothing can be sealed under it. */
        record CurrentIsRetired(MasterKeyId key) implements Checked {
            public CurrentIsRetired {
                requireNonNull(key);
            }
        }
    }

    /** With the keys at hand, current first. */
    public Checked check(List<MasterKeyId> held) {
        Map<MasterKeyId, Long> missing = new HashMap<>(rows.counts());
        missing.keySet().removeAll(Set.copyOf(held));
        if (!missing.isEmpty()) {
            return new Checked.Missing(missing);
        }
        if (rows.retired().contains(held.getFirst())) {
            return new Checked.CurrentIsRetired(held.getFirst());
        }
        rows.remember(Set.copyOf(held));
        return new Checked.Fits();
    }

    /**
     * The master keys that this database has seen: when there are any, one that is not at hand is
     * lost, and a new one must not be made in its place.
     */
    public Set<MasterKeyId> expected() {
        return rows.known();
    }
}
