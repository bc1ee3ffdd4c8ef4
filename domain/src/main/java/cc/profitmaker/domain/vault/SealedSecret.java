package cc.profitmaker.domain.vault;

import static java.util.Objects.requireNonNull;

/** A secret of the server's own as it is stored: sealed like a {@link SealedCredential}. */
public record SealedSecret(SealedDataKey dataKey, Ciphertext payload) {
    public SealedSecret {
        requireNonNull(dataKey);
        requireNonNull(payload);
    }
}
