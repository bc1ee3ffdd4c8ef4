package cc.profitmaker.adapter.auth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The stand-in's RSA keys: the newest signs, all are published. Made with the JDK alone, so that
 * what verifies tokens is not tested with the library it uses.
 */
public final class SigningKeys {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, KeyPair> keys = new LinkedHashMap<>();
    private final List<JsonNode> oddities = new ArrayList<>();

    SigningKeys() {}

    /** A new key of 2048 bits that signs from now on, published beside the others; its id. */
    public synchronized String rotate() {
        String kid = "key-" + UUID.randomUUID();
        keys.put(kid, newKey(2048));
        return kid;
    }

    /** Like {@link #rotate()}, under an id that may be in use already. */
    public synchronized void replace(String kid) {
        keys.remove(kid);
        keys.put(kid, newKey(2048));
    }

    /** From now on nobody is told of it; when it was the newest, the one before signs again. */
    public synchronized void retire(String kid) {
        keys.remove(kid);
    }

    /** The id of the key that signs. */
    public synchronized String kid() {
        return List.copyOf(keys.keySet()).getLast();
    }

    public synchronized KeyPair pair(String kid) {
        return keys.get(kid);
    }

    /** Anything at all, published in front of the proper keys. */
    public synchronized void publishToo(JsonNode jwk) {
        oddities.add(jwk);
    }

    /** What {@code /.well-known/jwks.json} says. */
    public synchronized ObjectNode published() {
        ObjectNode document = JSON.createObjectNode();
        ArrayNode array = document.putArray("keys");
        oddities.forEach(array::add);
        keys.forEach((kid, pair) -> array.add(jwk(kid, (RSAPublicKey) pair.getPublic())));
        return document;
    }

    public static ObjectNode jwk(String kid, RSAPublicKey key) {
        return JSON.createObjectNode()
                .put("kty", "RSA")
                .put("kid", kid)
                .put("alg", "RS256")
                .put("use", "sig")
                .put("n", base64(unsigned(key.getModulus())))
                .put("e", base64(unsigned(key.getPublicExponent())));
    }

    /** A token of these claims, whatever they are, by the newest key. */
    public String sign(JsonNode claims) {
        String kid;
        KeyPair pair;
        synchronized (this) {
            kid = kid();
            pair = pair(kid);
        }
        ObjectNode header = JSON.createObjectNode().put("alg", "RS256").put("kid", kid);
        return sign(header.toString(), claims.toString(), pair);
    }

    /** A compact JWS over these exact texts, RSASSA-PKCS1-v1_5 with SHA-256. */
    public static String sign(String header, String claims, KeyPair pair) {
        return sign(header.getBytes(UTF_8), claims.getBytes(UTF_8), pair);
    }

    /** A compact JWS over these exact bytes. */
    public static String sign(byte[] header, byte[] claims, KeyPair pair) {
        String input = base64(header) + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(UTF_8));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a token one of these keys signed; a missing node for any other text. */
    synchronized JsonNode verified(String token) {
        String[] parts = token.split("\\.", -1);
        JsonNode nothing = JSON.missingNode();
        if (parts.length != 3) {
            return nothing;
        }
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            KeyPair pair = keys.get(header.path("kid").asText());
            if (pair == null || !header.path("alg").asText().equals("RS256")) {
                return nothing;
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(pair.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    ? JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
                    : nothing;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException _) {
            return nothing;
        }
    }

    public static KeyPair newKey(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /** The private keys in their order, to be read by {@link #restore}. */
    synchronized JsonNode saved() {
        ArrayNode array = JSON.createArrayNode();
        keys.forEach(
                (kid, pair) ->
                        array.addObject()
                                .put("kid", kid)
                                .put("key", base64(pair.getPrivate().getEncoded())));
        return array;
    }

    synchronized void restore(JsonNode saved) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            for (JsonNode one : saved) {
                byte[] encoded = Base64.getUrlDecoder().decode(one.path("key").asText());
                var key =
                        (RSAPrivateCrtKey)
                                factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
                var open = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
                keys.put(one.path("kid").asText(), new KeyPair(factory.generatePublic(open), key));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
