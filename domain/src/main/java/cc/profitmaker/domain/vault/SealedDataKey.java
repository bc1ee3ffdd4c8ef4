package cc.profitmaker.domain.vault;

import static java.util.Objects.requireNonNull;

/** A data key as it is stored: sealed by a master key, and by which. */
public record SealedDataKey(MasterKeyId under, Ciphertext key) {
    public SealedDataKey {
        requireNonNull(under);
        requireNonNull(key);
    }
}
