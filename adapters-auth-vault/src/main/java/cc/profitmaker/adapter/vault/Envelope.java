package cc.profitmaker.adapter.vault;

import cc.profitmaker.application.vault.MasterKeyRing.Resealed;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.crypto.spec.SecretKeySpec;

/**
 * Seals under a fresh data key, and that under a master key. Both are bound to what they are for:
 * see {@link DataKeyUse} for the data key; what the payload is bound to, the caller says.
 */
final class Envelope {
    private static final int DATA_KEY_BYTES = 32;

    private final MasterKeys masters;
    private final SecureRandom chance;
    private final AesGcm aes;

    Envelope(MasterKeys masters, SecureRandom chance) {
        this.masters = masters;
        this.chance = chance;
        this.aes = new AesGcm(chance);
    }

    record Sealed(SealedDataKey dataKey, Ciphertext payload) {}

    sealed interface Opened {
        /** To be read once; the bytes are overwritten then. */
        final class Plain implements Opened {
            private final byte[] bytes;

            private Plain(byte[] bytes) {
                this.bytes = bytes;
            }

            <T> T read(Function<byte[], T> reading) {
                try {
                    return reading.apply(bytes);
                } finally {
                    Arrays.fill(bytes, (byte) 0);
                }
            }
        }

        record MasterKeyMissing(MasterKeyId needed) implements Opened {}

        record Tampered() implements Opened {}
    }

    Sealed seal(byte[] plain, DataKeyUse use, List<String> boundTo) {
        byte[] dataKey = new byte[DATA_KEY_BYTES];
        chance.nextBytes(dataKey);
        try {
            return new Sealed(
                    sealKey(dataKey, use, masters.sealing()),
                    Ciphertext.of(aes.seal(key(dataKey), plain, boundTo)));
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    Opened open(SealedDataKey sealed, DataKeyUse use, Ciphertext payload, List<String> boundTo) {
        return switch (openKey(sealed, use)) {
            case Opened.Plain dataKey ->
                    dataKey.read(key -> aes.open(key(key), payload.bytes(), boundTo))
                            .<Opened>map(Opened.Plain::new)
                            .orElseGet(Opened.Tampered::new);
            case Opened.MasterKeyMissing missing -> missing;
            case Opened.Tampered tampered -> tampered;
        };
    }

    Resealed reseal(DataKeyUse use, SealedDataKey sealed, MasterKey under) {
        return switch (openKey(sealed, use)) {
            case Opened.Plain dataKey ->
                    new Resealed.Done(dataKey.read(key -> sealKey(key, use, under)));
            case Opened.MasterKeyMissing(var needed) -> new Resealed.MasterKeyMissing(needed);
            case Opened.Tampered _ -> new Resealed.Tampered();
        };
    }

    private SealedDataKey sealKey(byte[] dataKey, DataKeyUse use, MasterKey under) {
        return new SealedDataKey(
                under.id(), Ciphertext.of(aes.seal(under.key(), dataKey, names(use))));
    }

    private Opened openKey(SealedDataKey sealed, DataKeyUse use) {
        Optional<MasterKey> master = masters.find(sealed.under());
        if (master.isEmpty()) {
            return new Opened.MasterKeyMissing(sealed.under());
        }
        return aes.open(master.get().key(), sealed.key().bytes(), names(use))
                .filter(key -> key.length == DATA_KEY_BYTES)
                .<Opened>map(Opened.Plain::new)
                .orElseGet(Opened.Tampered::new);
    }

    private static List<String> names(DataKeyUse use) {
        return switch (use) {
            case DataKeyUse.OfAccount(var account, var slot, var version) ->
                    List.of(
                            "profitmaker data key of account 1",
                            account.value(),
                            slot.name(),
                            Long.toString(version));
            case DataKeyUse.OfSecret(var name) ->
                    List.of("profitmaker data key of secret 1", name.value());
        };
    }

    private static SecretKeySpec key(byte[] dataKey) {
        return new SecretKeySpec(dataKey, AesGcm.KEY_ALGORITHM);
    }
}
