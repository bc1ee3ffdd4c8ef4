package cc.profitmaker.domain.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.access.AccountId;

/**
 * What a data key is for, and all that its sealing is bound to: no more than names its row, so that
 * a new master key needs to know nothing else of the row. Owner and exchange are bound to the
 * payload, by {@link SealedFor}.
 */
public sealed interface DataKeyUse {
    record OfAccount(AccountId account, KeySlot slot, long version) implements DataKeyUse {
        public OfAccount {
            requireNonNull(account);
            requireNonNull(slot);
        }

        @Override
        public String toString() {
            return "account " + account + " " + slot + " " + version;
        }
    }

    record OfSecret(SecretName name) implements DataKeyUse {
        public OfSecret {
            requireNonNull(name);
        }

        @Override
        public String toString() {
            return "secret " + name;
        }
    }
}
