package cc.profitmaker.domain.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;

/**
 * What a sealed credential is bound to, as associated data of its encryption: one that was swapped
 * with another's, copied to another row or kept from before a change does not open.
 *
 * @param version counts up with every change of the account's keys, from 1
 */
public record SealedFor(
        UserId owner, AccountId account, ExchangeId exchange, long version, KeySlot slot) {
    public SealedFor {
        requireNonNull(owner);
        requireNonNull(account);
        requireNonNull(exchange);
        requireNonNull(slot);
        if (version < 1) {
            throw new IllegalArgumentException("versions start at 1");
        }
    }

    /** What the data key of such a credential is for. */
    public DataKeyUse dataKeyUse() {
        return new DataKeyUse.OfAccount(account, slot, version);
    }
}
