package cc.profitmaker.adapter.auth;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The auth service's usable public keys as they were at an instant; never empty. */
record KeySet(Map<String, RSAPublicKey> keys, Instant fetchedAt) {
    static final int LEAST_BITS = 2048;

    // Beyond these a key is somebody's way to make us compute.
    private static final int MOST_BITS = 8192;
    private static final int MOST_EXPONENT_BITS = 64;
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);

    KeySet {
        keys = Map.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a key set holds a key");
        }
    }

    Optional<RSAPublicKey> find(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    boolean holds(String kid, PublicKey key) {
        return key.equals(keys.get(kid));
    }

    /**
     * What can be used of a JWKS document; keys that are not RSA, not for RS256 signatures, too
     * weak or without an id are passed over, and of two with one id the first counts.
     *
     * @throws IOException without the document's text when nothing in it can be used
     */
    static KeySet read(byte[] document, Instant fetchedAt) throws IOException {
        JsonNode proper =
                StrictJson.object(document)
                        .orElseThrow(() -> new IOException("the answer is not proper JSON"));
        Map<String, RSAPublicKey> usable = new HashMap<>();
        for (JsonNode jwk : proper.path("keys")) {
            String kid = jwk.path("kid").asText("");
            if (jwk.path("kid").isTextual() && !kid.isEmpty()) {
                key(jwk).ifPresent(key -> usable.putIfAbsent(kid, key));
            }
        }
        if (usable.isEmpty()) {
            throw new IOException("no usable key in the answer");
        }
        return new KeySet(usable, fetchedAt);
    }

    private static Optional<RSAPublicKey> key(JsonNode jwk) {
        boolean signs =
                jwk.path("kty").asText().equals("RSA")
                        && jwk.path("use").asText().equals("sig")
                        && jwk.path("alg").asText().equals("RS256")
                        // Whoever publishes the private half has no key any more.
                        && !jwk.has("d");
        if (!signs) {
            return Optional.empty();
        }
        try {
            BigInteger modulus = number(jwk.path("n"));
            BigInteger exponent = number(jwk.path("e"));
            boolean strong =
                    modulus.bitLength() >= LEAST_BITS
                            && modulus.bitLength() <= MOST_BITS
                            && exponent.compareTo(LEAST_EXPONENT) >= 0
                            && exponent.bitLength() <= MOST_EXPONENT_BITS
                            && exponent.testBit(0);
            return strong ? Optional.of(key(modulus, exponent)) : Optional.empty();
        } catch (IllegalArgumentException | GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static BigInteger number(JsonNode text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text.asText("")));
    }

    private static RSAPublicKey key(BigInteger modulus, BigInteger exponent)
            throws GeneralSecurityException {
        return (RSAPublicKey)
                KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }
}
