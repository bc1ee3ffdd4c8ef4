package cc.profitmaker.domain.vault;

import static java.util.Objects.requireNonNull;

/**
 * A credential as it is stored: the payload is sealed by a data key of its own, which a master key
 * seals. A new master key re-seals {@code dataKey} and leaves {@code payload} as it is.
 */
public record SealedCredential(SealedDataKey dataKey, Ciphertext payload) {
    public SealedCredential {
        requireNonNull(dataKey);
        requireNonNull(payload);
    }
}
