package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.Label;

import java.util.List;
import java.util.Optional;

/** The accounts that an earlier browser client kept in the browser, as they were exported. */
public interface BrowserStore {

    /**
     * Which one, for telling its owner.
     *
     * @param number in the order of the store, from 1
     * @param exchange empty when the store names none that could be one
     */
    record RowName(int number, Optional<ExchangeId> exchange) {
        public RowName {
            requireNonNull(exchange);
        }
    }

    sealed interface Row {
        RowName name();

        record Open(RowName name, ApiCredential credential, Label label) implements Row {
            public Open {
                requireNonNull(name);
                requireNonNull(credential);
                requireNonNull(label);
            }
        }

        /** Encrypted, and not opened by the master password, if one was given. */
        record Locked(RowName name) implements Row {
            public Locked {
                requireNonNull(name);
            }
        }

        /** Without a key or a secret. */
        record Incomplete(RowName name) implements Row {
            public Incomplete {
                requireNonNull(name);
            }
        }

        /** Encrypted, and the salt it takes is missing from the export. */
        record Saltless(RowName name) implements Row {
            public Saltless {
                requireNonNull(name);
            }
        }
    }

    /** All accounts of all its users; nothing is decrypted. */
    List<Row> rows();

    /** The same rows, of which those that this master password opens are readable. */
    List<Row> rows(Secret masterPassword);
}
