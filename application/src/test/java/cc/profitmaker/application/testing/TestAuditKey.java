package cc.profitmaker.application.testing;

import cc.profitmaker.application.audit.AuditKey;
import cc.profitmaker.application.audit.AuditKeyId;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A real HMAC under a key that everybody knows. */
public record TestAuditKey(AuditKeyId id) implements AuditKey {
    public static final TestAuditKey ONE = new TestAuditKey(new AuditKeyId("audit-1"));
    public static final TestAuditKey OTHER = new TestAuditKey(new AuditKeyId("audit-2"));

    @Override
    public byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            ("a test's key " + id).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
