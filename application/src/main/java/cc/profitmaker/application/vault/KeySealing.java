package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedCredential;
import cc.profitmaker.domain.vault.SealedFor;

/**
 * Envelope encryption of exchange keys: a data key for each credential, sealed by a master key that
 * is never in the database. Needs no network; safe for any number of threads.
 */
public interface KeySealing {
    sealed interface Unsealed {
        record Opened(ApiCredential credential) implements Unsealed {
            public Opened {
                requireNonNull(credential);
            }
        }

        /** Sealed under a master key that this server does not hold. */
        record MasterKeyMissing(MasterKeyId needed) implements Unsealed {}

        /** Changed, swapped or copied: it does not open for what it is claimed to be for. */
        record Tampered() implements Unsealed {}
    }

    /** Under a fresh data key, and that under the current master key. */
    SealedCredential seal(ApiCredential credential, SealedFor use);

    Unsealed open(SealedCredential credential, SealedFor use);
}
