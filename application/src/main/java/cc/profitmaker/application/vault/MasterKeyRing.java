package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;

import java.util.List;
import java.util.Set;

/**
 * The master keys of this process, which may change while it runs. Safe for any number of threads.
 */
public interface MasterKeyRing {
    /** What came of sealing a data key anew. */
    sealed interface Resealed {
        record Done(SealedDataKey key) implements Resealed {
            public Done {
                requireNonNull(key);
            }
        }

        record MasterKeyMissing(MasterKeyId needed) implements Resealed {}

        /** It does not open for what it is claimed to be for. */
        record Tampered() implements Resealed {}
    }

    /** Current first, as the operator listed them; never empty. */
    List<MasterKeyId> held();

    /**
     * What new things are sealed under: the first of {@link #held} that all replicas are known to
     * hold.
     */
    MasterKeyId seals();

    /** Tells which master keys every live replica holds; before that, all of ours are. */
    void heldByAll(Set<MasterKeyId> keys);

    /** The same data key, under {@code master}, which must be held. */
    Resealed reseal(DataKeyUse use, SealedDataKey key, MasterKeyId master);
}
