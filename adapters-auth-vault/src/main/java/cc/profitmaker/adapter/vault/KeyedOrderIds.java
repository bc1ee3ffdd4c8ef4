package cc.profitmaker.adapter.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import cc.profitmaker.application.trading.ClientOrderIds;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.IdempotencyKey;

import java.math.BigInteger;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 over user and name, cut to the 28 characters of a random id: 134 of its bits. */
public final class KeyedOrderIds implements ClientOrderIds {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGITS = 26;
    private static final BigInteger IDS = BigInteger.valueOf(Character.MAX_RADIX).pow(DIGITS);

    private final Secret installation;

    /**
     * For one installation.
     *
     * @param installation a secret that all its replicas share, for good
     */
    public KeyedOrderIds(Secret installation) {
        this.installation = requireNonNull(installation);
    }

    @Override
    public ClientOrderId derive(UserId user, IdempotencyKey key) {
        String digits =
                new BigInteger(1, mac(user + " " + key.value()))
                        .mod(IDS)
                        .toString(Character.MAX_RADIX);
        return new ClientOrderId("pm" + "0".repeat(DIGITS - digits.length()) + digits);
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(installation.reveal().getBytes(UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
