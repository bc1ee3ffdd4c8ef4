package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.HeaderSignature;

import si.mazi.rescu.RestInvocation;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * KuCoin's signature: over the time, the method, the path with its query as sent, and the body. It
 * goes with the key, the time and the authenticated passphrase, and with whose broker we are where
 * that is configured.
 */
final class KucoinSignature implements HeaderSignature {
    static final String HEADER = "KC-API-SIGN";

    /** Since version 2 the passphrase is authenticated; keys made as version 3 take this too. */
    private static final String KEY_VERSION = "2";

    private final KucoinClient.Keys keys;
    private final String timestamp;

    KucoinSignature(KucoinClient.Keys keys, long timestamp) {
        this.keys = keys;
        this.timestamp = Long.toString(timestamp);
    }

    @Override
    public String digestParams(RestInvocation invocation) {
        URI url = URI.create(invocation.getInvocationUrl());
        String query = Optional.ofNullable(url.getRawQuery()).map(q -> "?" + q).orElse("");
        String body = Optional.ofNullable(invocation.getRequestBody()).orElse("");
        return keys.secret()
                .of(timestamp + invocation.getHttpMethod() + url.getRawPath() + query + body);
    }

    @Override
    public Map<String, String> headers() {
        var headers = new HashMap<String, String>();
        headers.put("KC-API-KEY", keys.key());
        headers.put("KC-API-TIMESTAMP", timestamp);
        headers.put("KC-API-PASSPHRASE", keys.passphrase());
        headers.put("KC-API-KEY-VERSION", KEY_VERSION);
        keys.partner()
                .ifPresent(
                        partner -> {
                            headers.put("KC-API-PARTNER", partner.id());
                            headers.put(
                                    "KC-API-PARTNER-SIGN",
                                    partner.key().of(timestamp + partner.id() + keys.key()));
                            headers.put("KC-API-PARTNER-VERIFY", "true");
                            headers.put("KC-BROKER-NAME", partner.name());
                        });
        return headers;
    }
}
