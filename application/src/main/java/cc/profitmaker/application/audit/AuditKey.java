package cc.profitmaker.application.audit;

/**
 * What seals the audit trail, and what it takes to tell whether a seal is genuine. Never in the
 * database in clear: whoever can change rows there must not be able to seal them. One for the life
 * of the trail, whatever becomes of the key that protects it. Thread-safe.
 */
public interface AuditKey {
    AuditKeyId id();

    /** HMAC-SHA-256 of the message: 32 bytes, the same for the same message for ever. */
    byte[] hmac(byte[] message);
}
