package cc.profitmaker.application.vault;

import cc.profitmaker.domain.vault.SealedSecret;
import cc.profitmaker.domain.vault.SecretName;

import java.util.Optional;

/**
 * Secrets of the server's own, made once for an installation and the same for all its replicas.
 * Fails with {@link cc.profitmaker.application.Unavailable}.
 */
public interface SealedSecrets {
    Optional<SealedSecret> find(SecretName name);

    /** Does nothing when there is one of that name: the first one stays for good. */
    void offer(SecretName name, SealedSecret secret);
}
