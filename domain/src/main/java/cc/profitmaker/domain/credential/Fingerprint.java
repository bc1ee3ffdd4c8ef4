package cc.profitmaker.domain.credential;

/**
 * SHA-256 (64 lower-case hexadecimal digits) over the length-prefixed parts of a credential. Equal
 * fingerprints mean equal key, secret and passphrase; it may be stored and compared, and is not
 * itself a secret, but a short key could be guessed from it, so it is not shown to users.
 */
public record Fingerprint(String value) {
    public Fingerprint {
        if (!value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a fingerprint is 64 hexadecimal digits");
        }
    }
}
