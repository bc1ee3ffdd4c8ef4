package cc.profitmaker.application.vault;

import cc.profitmaker.domain.access.AccountId;

/**
 * Is told when an account's keys or the access to it changed: whatever is kept in memory of it must
 * be gone, and whatever runs on it must ask again, before the call returns. Never throws and never
 * waits for anything; may be told of accounts it has never heard of, and of one change more than
 * once, on any thread.
 */
public interface AccessChanges {
    void changed(AccountId account);

    /** The same for every account: changes made elsewhere may have gone unheard. */
    void anyMayHaveChanged();
}
