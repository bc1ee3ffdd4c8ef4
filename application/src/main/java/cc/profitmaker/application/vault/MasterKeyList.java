package cc.profitmaker.application.vault;

import cc.profitmaker.domain.vault.MasterKeyId;

/**
 * The list of master keys where this program itself may change it: a file. What is changed here is
 * on disk before the method returns, whole or not at all, and is in the {@link MasterKeyRing} of
 * this process then. Two processes that change it at once do it one after the other.
 */
public interface MasterKeyList {
    /** Puts a fresh random key first and keeps all others. */
    MasterKeyId addCurrent();

    /** Takes one that is not the first off the list; does nothing when it is not there. */
    void drop(MasterKeyId key);
}
