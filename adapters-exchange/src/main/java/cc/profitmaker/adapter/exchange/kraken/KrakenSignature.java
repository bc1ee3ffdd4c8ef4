package cc.profitmaker.adapter.exchange.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.wire.HeaderSignature;

import si.mazi.rescu.RestInvocation;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Kraken's signature: the HMAC-SHA-512, in Base64, of the path and of the SHA-256 of nonce and body
 * as sent. The key goes with it.
 */
final class KrakenSignature implements HeaderSignature {
    static final String HEADER = "API-Sign";
    static final String ALGORITHM = "HmacSHA512";

    private final String key;
    private final SecretKeySpec secret;
    private final long nonce;

    KrakenSignature(String key, SecretKeySpec secret, long nonce) {
        this.key = key;
        this.secret = secret;
        this.nonce = nonce;
    }

    @Override
    public String digestParams(RestInvocation invocation) {
        try {
            byte[] content =
                    MessageDigest.getInstance("SHA-256")
                            .digest((nonce + invocation.getRequestBody()).getBytes(UTF_8));
            var signed = new ByteArrayOutputStream();
            signed.writeBytes(
                    URI.create(invocation.getInvocationUrl()).getRawPath().getBytes(UTF_8));
            signed.writeBytes(content);
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-512", e);
        }
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("API-Key", key);
    }
}
