package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Sha256;
import cc.profitmaker.domain.market.ExchangeFault.Kind;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.spec.SecretKeySpec;

/** One user's key at Kraken, ready to sign. Forgets the key when closed. */
final class KrakenClient implements AutoCloseable {
    /** A private call, with its nonce as a parameter and the signature of the whole. */
    interface Signed {
        HttpOutcome send(long nonce, KrakenSignature signature);
    }

    /**
     * The queue of each key, by the key's hash: whoever uses a key at the same time stands in the
     * same one, also two users. A queue nobody holds is forgotten; the clock has gone on by then.
     */
    static final class Queues {
        private final LoadingCache<String, KrakenQueue> queues =
                Caffeine.newBuilder().weakValues().build(_ -> new KrakenQueue());

        private KrakenQueue of(String key) {
            return queues.get(Sha256.hex(key));
        }
    }

    private final KrakenQueue queue;
    private volatile Keys keys;

    KrakenClient(ApiCredential credential, Queues queues) {
        String key = credential.key().reveal();
        queue = queues.of(key);
        keys = new Keys(key, secret(credential.secret().reveal()));
    }

    /** What a request is signed with. A class, not a record: a record would print the key. */
    private static final class Keys {
        private final String key;
        private final Optional<SecretKeySpec> secret;

        private Keys(String key, Optional<SecretKeySpec> secret) {
            this.key = key;
            this.secret = secret;
        }
    }

    /** Kraken's secrets are Base64; empty for what is none. */
    private static Optional<SecretKeySpec> secret(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text))
                    .filter(bytes -> bytes.length > 0)
                    .map(bytes -> new SecretKeySpec(bytes, KrakenSignature.ALGORITHM));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** A secret that cannot be Kraken's is a bad key, and nothing is sent. */
    HttpOutcome send(InstantSource clock, Signed call) {
        Keys current = keys;
        if (current == null) {
            throw new IllegalStateException("this client is closed");
        }
        return current.secret
                .map(
                        secret ->
                                queue.send(
                                        clock,
                                        nonce ->
                                                call.send(
                                                        nonce,
                                                        new KrakenSignature(
                                                                current.key, secret, nonce))))
                .orElseGet(() -> new HttpOutcome.NeverSent(Kind.BAD_KEY, Optional.empty()));
    }

    @Override
    public void close() {
        keys = null;
    }
}
