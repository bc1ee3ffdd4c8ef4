package cc.profitmaker.adapter.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cc.profitmaker.application.audit.AuditKey;
import cc.profitmaker.application.audit.AuditKeyId;
import cc.profitmaker.application.vault.SealedSecrets;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.SealedSecret;
import cc.profitmaker.domain.vault.SecretName;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The audit key: random, made once for an installation, and kept in the database sealed like an
 * exchange key. So it stays the same under every master key, and old seals can be verified for
 * ever. In memory for as long as the process runs.
 */
public final class SealedAuditKey implements AuditKey {
    private static final SecretName NAME = new SecretName("audit-key");
    private static final DataKeyUse USE = new DataKeyUse.OfSecret(NAME);
    private static final List<String> BOUND_TO = List.of("profitmaker secret 1", NAME.value());
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final byte[] ID_MESSAGE = "profitmaker audit key id 1".getBytes(US_ASCII);
    private static final int ID_BYTES = 8;

    private final SecretKey key;
    private final AuditKeyId id;

    private SealedAuditKey(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
        id = new AuditKeyId(HexFormat.of().formatHex(hmac(ID_MESSAGE), 0, ID_BYTES));
    }

    /**
     * The key of this installation, made now if there is none yet. Fails with {@link VaultRefused}
     * when the one there is cannot be opened: another would disown all seals there are.
     */
    public static SealedAuditKey open(MasterKeys masters, SealedSecrets secrets) {
        var chance = new SecureRandom();
        var envelope = new Envelope(masters, chance);
        if (secrets.find(NAME).isEmpty()) {
            secrets.offer(NAME, fresh(envelope, chance));
        }
        SealedSecret sealed = secrets.find(NAME).orElseThrow();
        return switch (envelope.open(sealed.dataKey(), USE, sealed.payload(), BOUND_TO)) {
            case Envelope.Opened.Plain plain -> plain.read(SealedAuditKey::new);
            case Envelope.Opened.MasterKeyMissing(var needed) ->
                    throw new VaultRefused(
                            "the audit key is sealed under the master key "
                                    + needed
                                    + ", which is not here; put that key back");
            case Envelope.Opened.Tampered _ ->
                    throw new VaultRefused(
                            "the audit key in the database (sealed_secrets) has been changed;"
                                    + " restore that row from a backup");
        };
    }

    private static SealedSecret fresh(Envelope envelope, SecureRandom chance) {
        byte[] bytes = new byte[BYTES];
        chance.nextBytes(bytes);
        try {
            Envelope.Sealed sealed = envelope.seal(bytes, USE, BOUND_TO);
            return new SealedSecret(sealed.dataKey(), sealed.payload());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public AuditKeyId id() {
        return id;
    }

    @Override
    public byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "SealedAuditKey[" + id + "]";
    }
}
