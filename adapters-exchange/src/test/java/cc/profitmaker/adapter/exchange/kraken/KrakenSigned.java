package cc.profitmaker.adapter.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.Recording;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Recomputes what Kraken checks of a request. */
final class KrakenSigned {
    static final ApiCredential KEYS =
            new ApiCredential(
                    Secret.of("krakens-key"), Secret.of("c2VjcmV0c2VjcmV0"), Secret.of(""));

    private KrakenSigned() {}

    /** A private request is signed; a public one carries nothing of a key. */
    static void ifPrivate(FakeExchange.Received request) {
        if (request.path().startsWith("/0/public/")) {
            assertThat(request.headers().keySet()).noneMatch(name -> name.startsWith("api-"));
            return;
        }
        assertThat(request.headers())
                .containsEntry("api-key", "krakens-key")
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsEntry(
                        "api-sign",
                        signature(
                                request.path(),
                                Recording.form(request.body()).get("nonce"),
                                request.body(),
                                KEYS.secret().reveal()));
    }

    static String signature(String path, String nonce, String body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512"));
            mac.update(path.getBytes(UTF_8));
            mac.update(MessageDigest.getInstance("SHA-256").digest((nonce + body).getBytes(UTF_8)));
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
