package cc.profitmaker.adapter.exchange.kucoin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 in Base64 under one key. Safe for any number of threads; prints nothing of it. */
final class KucoinMac {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    KucoinMac(String key) {
        this.key = new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM);
    }

    String of(String text) {
        try {
            // A new one each time: a Mac is not safe for two threads, and a lock would queue
            // orders.
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
