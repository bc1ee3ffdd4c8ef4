package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.SerialDigest;
import cc.profitmaker.domain.credential.ApiCredential;

import org.knowm.xchange.binance.service.BinanceHmacDigest;

import si.mazi.rescu.ParamsDigest;

/** One user's key at Binance, ready to sign. Forgets the key when closed. */
final class BinanceClient implements AutoCloseable {
    private volatile Keys keys;

    BinanceClient(ApiCredential credential) {
        keys =
                new Keys(
                        credential.key().reveal(),
                        new SerialDigest(
                                BinanceHmacDigest.createInstance(credential.secret().reveal())));
    }

    /** A class, not a record: a record would print the key. */
    static final class Keys {
        private final String key;
        private final ParamsDigest signature;

        Keys(String key, ParamsDigest signature) {
            this.key = key;
            this.signature = signature;
        }

        String key() {
            return key;
        }

        ParamsDigest signature() {
            return signature;
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
