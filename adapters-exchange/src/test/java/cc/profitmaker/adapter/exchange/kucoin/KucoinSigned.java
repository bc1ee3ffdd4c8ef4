package cc.profitmaker.adapter.exchange.kucoin;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.testing.ConnectorDifferential;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;

import java.util.Base64;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Recomputes what KuCoin checks of a request. */
final class KucoinSigned {
    static final ApiCredential KEYS =
            new ApiCredential(
                    Secret.of("key"), Secret.of("c2VjcmV0c2VjcmV0"), Secret.of("password"));

    private KucoinSigned() {}

    /** A private request is signed; a public one carries nothing of a key or a broker. */
    static void ifPrivate(FakeExchange.Received request) {
        if (isPublic(request.path())) {
            assertThat(request.headers().keySet()).noneMatch(name -> name.startsWith("kc-"));
            return;
        }
        String time = Long.toString(ConnectorDifferential.NOW.toEpochMilli());
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        assertThat(request.headers())
                .containsAllEntriesOf(
                        Map.of(
                                "kc-api-key",
                                "key",
                                "kc-api-timestamp",
                                time,
                                "kc-api-key-version",
                                "2",
                                "kc-api-passphrase",
                                hmac(KEYS.secret().reveal(), KEYS.passphrase().reveal()),
                                "kc-api-sign",
                                hmac(
                                        KEYS.secret().reveal(),
                                        time
                                                + request.method()
                                                + request.path()
                                                + query
                                                + request.body())));
        if (!request.body().isEmpty()) {
            assertThat(request.headers()).containsEntry("content-type", "application/json");
        }
    }

    static boolean isPublic(String path) {
        return path.matches(
                "/api/v\\d/(market/.*|symbols|contracts/active|ticker|level2/.*|trade/history"
                        + "|kline/query)");
    }

    static String hmac(String key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
