package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.ExchangesConfig.Broker;
import cc.profitmaker.adapter.exchange.wire.HeaderSignature;
import cc.profitmaker.domain.credential.ApiCredential;

import java.util.Optional;

/** One user's key at KuCoin, ready to sign. Forgets the key when closed. */
final class KucoinClient implements AutoCloseable {
    private volatile Keys keys;

    KucoinClient(ApiCredential credential, Optional<Broker> broker) {
        var secret = new KucoinMac(credential.secret().reveal());
        keys =
                new Keys(
                        credential.key().reveal(),
                        secret,
                        secret.of(credential.passphrase().reveal()),
                        broker.map(
                                b ->
                                        new Partner(
                                                b.partner(),
                                                new KucoinMac(b.key().reveal()),
                                                b.name())));
    }

    /**
     * What a request is signed with. A class, not a record: a record would print the key.
     *
     * <p>The passphrase is kept as it is sent, authenticated with the secret.
     */
    static final class Keys {
        private final String key;
        private final KucoinMac secret;
        private final String passphrase;
        private final Optional<Partner> partner;

        private Keys(String key, KucoinMac secret, String passphrase, Optional<Partner> partner) {
            this.key = key;
            this.secret = secret;
            this.passphrase = passphrase;
            this.partner = partner;
        }

        String key() {
            return key;
        }

        KucoinMac secret() {
            return secret;
        }

        String passphrase() {
            return passphrase;
        }

        Optional<Partner> partner() {
            return partner;
        }
    }

    /** The broker on whose account the request goes. */
    record Partner(String id, KucoinMac key, String name) {}

    /** The signature of one request. */
    HeaderSignature signature(long timestamp) {
        Keys current = keys;
        if (current == null) {
            throw new IllegalStateException("this client is closed");
        }
        return new KucoinSignature(current, timestamp);
    }

    @Override
    public void close() {
        keys = null;
    }
}
