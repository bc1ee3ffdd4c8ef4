package cc.profitmaker.adapter.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM: a version byte, a random 96-bit nonce, the ciphertext and its 128-bit tag. What was
 * changed in any bit, or is opened with another key or associated data, does not open.
 */
final class AesGcm {
    static final String KEY_ALGORITHM = "AES";

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int LEAST = 1 + NONCE_BYTES + TAG_BYTES;

    private final SecureRandom chance;

    AesGcm(SecureRandom chance) {
        this.chance = chance;
    }

    byte[] seal(SecretKey key, byte[] plain, List<String> associated) {
        byte[] nonce = new byte[NONCE_BYTES];
        chance.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
            cipher.updateAAD(bytes(associated));
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    Optional<byte[]> open(SecretKey key, byte[] sealed, List<String> associated) {
        if (sealed.length < LEAST || sealed[0] != VERSION) {
            return Optional.empty();
        }
        return decrypt(key, sealed, 1, bytes(associated));
    }

    /** A nonce, the ciphertext and its tag, from {@code offset} on; empty when it does not open. */
    static Optional<byte[]> decrypt(SecretKey key, byte[] sealed, int offset, byte[] associated) {
        if (sealed.length < offset + NONCE_BYTES + TAG_BYTES) {
            return Optional.empty();
        }
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    key,
                    new GCMParameterSpec(TAG_BYTES * 8, sealed, offset, NONCE_BYTES));
            cipher.updateAAD(associated);
            int start = offset + NONCE_BYTES;
            return Optional.of(cipher.doFinal(sealed, start, sealed.length - start));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** Each text after its length, so that no two different lists are the same bytes. */
    private static byte[] bytes(List<String> texts) {
        List<byte[]> parts = texts.stream().map(text -> text.getBytes(UTF_8)).toList();
        var all =
                ByteBuffer.allocate(
                        parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
        parts.forEach(part -> all.putInt(part.length).put(part));
        return all.array();
    }
}
