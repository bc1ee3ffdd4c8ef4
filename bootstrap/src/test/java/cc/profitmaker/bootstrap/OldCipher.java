package cc.profitmaker.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts rows as earlier browsers did. */
final class OldCipher {
    private final byte[] salt = new byte[16];
    private final SecretKeySpec key;
    private String lastSealed = "";

    OldCipher(String masterPassword) throws GeneralSecurityException {
        new SecureRandom().nextBytes(salt);
        var spec = new PBEKeySpec(masterPassword.toCharArray(), salt, 100_000, 256);
        key =
                new SecretKeySpec(
                        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                                .generateSecret(spec)
                                .getEncoded(),
                        "AES");
    }

    String salt() {
        return Base64.getEncoder().encodeToString(salt);
    }

    String lastSealed() {
        return lastSealed;
    }

    ObjectNode row(String exchange, String name) throws GeneralSecurityException {
        return JsonNodeFactory.instance
                .objectNode()
                .put("exchange", exchange)
                .put("key", sealed("key-" + name))
                .put("privateKey", sealed("secret-" + name))
                .put("isEncrypted", true);
    }

    private String sealed(String text) throws GeneralSecurityException {
        var iv = new byte[12];
        new SecureRandom().nextBytes(iv);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
        byte[] sealed = cipher.doFinal(text.getBytes(UTF_8));
        lastSealed =
                Base64.getEncoder()
                        .encodeToString(
                                ByteBuffer.allocate(iv.length + sealed.length)
                                        .put(iv)
                                        .put(sealed)
                                        .array());
        return lastSealed;
    }
}
