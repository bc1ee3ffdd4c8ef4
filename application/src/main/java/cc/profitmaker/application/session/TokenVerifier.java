package cc.profitmaker.application.session;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.SsoIdentity;

/**
 * Verifies single sign-on tokens. Never throws for a bad token, whatever its form or size; fails
 * with {@link cc.profitmaker.application.Unavailable} only when there is no key set to verify with:
 * none could ever be had, or the last one is older than an outage may last.
 */
public interface TokenVerifier {

    sealed interface Verification {
        record Verified(SsoIdentity identity) implements Verification {}

        record Rejected() implements Verification {}
    }

    Verification verify(Secret token);

    /** For a server with single sign-on switched off: every token is rejected. */
    static TokenVerifier off() {
        return _ -> new Verification.Rejected();
    }
}
