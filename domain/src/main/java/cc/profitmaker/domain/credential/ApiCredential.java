package cc.profitmaker.domain.credential;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One exchange API key: what a private call signs with. {@code passphrase} is empty for exchanges
 * that have none. Holds secrets only; printing it shows none of them.
 */
public final class ApiCredential {
    private final Secret key;
    private final Secret secret;
    private final Secret passphrase;

    public ApiCredential(Secret key, Secret secret, Secret passphrase) {
        this.key = requireNonNull(key);
        this.secret = requireNonNull(secret);
        this.passphrase = requireNonNull(passphrase);
    }

    public Secret key() {
        return key;
    }

    public Secret secret() {
        return secret;
    }

    public Secret passphrase() {
        return passphrase;
    }

    /** Identifies the whole triple without telling any of it. */
    public Fingerprint fingerprint() {
        return new Fingerprint(
                Sha256.hexOfTuple(List.of(key.reveal(), secret.reveal(), passphrase.reveal())));
    }

    @Override
    public String toString() {
        return "ApiCredential[redacted]";
    }
}
