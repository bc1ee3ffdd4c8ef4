package cc.profitmaker.application.vault;

import cc.profitmaker.domain.access.AccountId;

/**
 * Is told when an account's keys or the access to it changed: whatever is kept in memory of it must
 * be gone, and whatever runs on it must ask again, before {@link #changed} returns. Never throws;
 * may be told of accounts it has never heard of, and of one change more than once.
 */
public interface AccessChanges {
    void changed(AccountId account);
}
