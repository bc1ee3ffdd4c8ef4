package cc.profitmaker.domain.session;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.SsoIdentity;

/** How a caller proved who they are. */
public sealed interface Proof {
    /** The operator's server-to-server secret. */
    record ApiToken() implements Proof {}

    record LocalSession(SessionId session) implements Proof {}

    /**
     * A verified single sign-on token, kept for the call it came with: the auth service's user
     * plane is asked in the caller's own name.
     */
    record Sso(SsoIdentity identity, Secret token) implements Proof {}
}
