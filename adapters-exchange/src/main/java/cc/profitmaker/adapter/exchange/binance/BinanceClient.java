package cc.profitmaker.adapter.exchange.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.wire.SerialDigest;
import cc.profitmaker.domain.credential.ApiCredential;

import org.knowm.xchange.binance.service.BinanceHmacDigest;

import si.mazi.rescu.ParamsDigest;

import java.security.GeneralSecurityException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One user's key at Binance, ready to sign. Forgets the key when closed. */
final class BinanceClient implements AutoCloseable {
    private static final String ALGORITHM = "HmacSHA256";

    private volatile Keys keys;

    BinanceClient(ApiCredential credential) {
        keys =
                new Keys(
                        credential.key().reveal(),
                        new SerialDigest(
                                BinanceHmacDigest.createInstance(credential.secret().reveal())),
                        new SecretKeySpec(credential.secret().reveal().getBytes(UTF_8), ALGORITHM));
    }

    /** A class, not a record: a record would print the key. */
    static final class Keys {
        private final String key;
        private final ParamsDigest signature;
        private final SecretKeySpec secret;

        Keys(String key, ParamsDigest signature, SecretKeySpec secret) {
            this.key = key;
            this.signature = signature;
            this.secret = secret;
        }

        String key() {
            return key;
        }

        ParamsDigest signature() {
            return signature;
        }

        /** Of what is no HTTP request. */
        String sign(String text) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(secret);
                return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
            }
        }
    }

    Keys keys() {
        Keys current = keys;
        if (current == null) {
            throw new IllegalStateException("this client is closed");
        }
        return current;
    }

    @Override
    public void close() {
        keys = null;
    }
}
