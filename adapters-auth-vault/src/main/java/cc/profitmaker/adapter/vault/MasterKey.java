package cc.profitmaker.adapter.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.vault.MasterKeyId;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** 32 random bytes that seal data keys, and the name that may be told of them. */
final class MasterKey {
    private static final int BYTES = 32;
    private static final byte[] ID_PREFIX = "profitmaker master key id 1\n".getBytes(US_ASCII);
    private static final int ID_BYTES = 8;

    private final MasterKeyId id;
    private final byte[] bytes;
    private final SecretKey key;

    private MasterKey(byte[] bytes) {
        this.id = idOf(bytes);
        this.bytes = bytes;
        this.key = new SecretKeySpec(bytes, AesGcm.KEY_ALGORITHM);
    }

    static MasterKey random(SecureRandom chance) {
        byte[] bytes = new byte[BYTES];
        chance.nextBytes(bytes);
        return new MasterKey(bytes);
    }

    /** Empty when it is not exactly 32 bytes in Base64. */
    static Optional<MasterKey> parse(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length == BYTES ? Optional.of(new MasterKey(bytes)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Of such texts between commas or space; an empty list when one of them is no key. */
    static List<MasterKey> parseAll(Secret list) {
        List<MasterKey> keys = new ArrayList<>();
        for (String part : list.reveal().strip().split("[,\\s]+", -1)) {
            Optional<MasterKey> key = parse(part);
            if (key.isEmpty()) {
                return List.of();
            }
            keys.add(key.get());
        }
        return List.copyOf(keys);
    }

    /** As {@link #parse} reads it: the key itself. */
    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    MasterKeyId id() {
        return id;
    }

    SecretKey key() {
        return key;
    }

    private static MasterKeyId idOf(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ID_PREFIX);
            return new MasterKeyId(HexFormat.of().formatHex(digest.digest(bytes), 0, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
