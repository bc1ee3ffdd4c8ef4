package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The data keys of everything that is sealed, whatever it is: what a new master key seals anew.
 * Payloads are out of reach here. Also what the database remembers of the master keys themselves:
 * their names, never more. Reads what is committed; fails with {@link
 * cc.profitmaker.application.Unavailable}.
 */
public interface SealedDataKeys {
    /** One data key, and what it is for. */
    record Row(DataKeyUse use, SealedDataKey key) {
        public Row {
            requireNonNull(use);
            requireNonNull(key);
        }
    }

    /** How many are sealed under which master key; without those that seal nothing. */
    Map<MasterKeyId, Long> counts();

    /**
     * Some that are not under {@code current}, at most {@code most}, in an order of their own; with
     * {@code after}, those that follow it. An empty page is the end.
     */
    List<Row> page(MasterKeyId current, Optional<DataKeyUse> after, int most);

    /**
     * Puts {@code after} in the place of {@code before}. False, and nothing is changed, when it is
     * not as {@code before} any more.
     */
    boolean replace(DataKeyUse use, SealedDataKey before, SealedDataKey after);

    /** Notes that these master keys are in use here; again and again does no harm. */
    void remember(Set<MasterKeyId> keys);

    /** Every master key ever noted that was not retired, and every one that something is under. */
    Set<MasterKeyId> known();

    /** Those that were retired. */
    Set<MasterKeyId> retired();

    /**
     * From now on nothing can be sealed under this master key, on any replica, not even by a call
     * that is in flight. False, and nothing is changed, while anything is. Again does no harm.
     */
    boolean retire(MasterKeyId key);
}
