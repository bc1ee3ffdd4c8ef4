package cc.profitmaker.adapter.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.credential.Secret;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What earlier browser clients encrypted with: AES-256-GCM, a 12-byte IV in front, under a key made
 * of the master password by PBKDF2-HMAC-SHA-256. For reading only.
 */
final class BrowserCipher {
    static final int SALT_BYTES = 16;

    private static final int ROUNDS = 100_000;
    private static final int KEY_BITS = 256;
    private static final byte[] NO_ASSOCIATED_DATA = {};

    private final Optional<SecretKey> key;

    BrowserCipher(Secret masterPassword, byte[] salt) {
        // The JDK refuses an empty password, as the browser client did.
        key = masterPassword.isEmpty() ? Optional.empty() : Optional.of(key(masterPassword, salt));
    }

    private static SecretKey key(Secret masterPassword, byte[] salt) {
        var spec = new PBEKeySpec(masterPassword.reveal().toCharArray(), salt, ROUNDS, KEY_BITS);
        try {
            return new SecretKeySpec(
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded(),
                    AesGcm.KEY_ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    /** Empty when it was not encrypted under this password, or not at all. */
    Optional<String> open(String base64) {
        try {
            byte[] sealed = Base64.getDecoder().decode(base64);
            return key.flatMap(k -> AesGcm.decrypt(k, sealed, 0, NO_ASSOCIATED_DATA))
                    .map(plain -> new String(plain, UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
