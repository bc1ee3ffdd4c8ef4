package cc.profitmaker.domain.session;

import cc.profitmaker.domain.identity.SsoIdentity;

/** How a caller proved who they are. */
public sealed interface Proof {
    /** The operator's server-to-server secret. */
    record ApiToken() implements Proof {}

    record LocalSession(SessionId session) implements Proof {}

    record Sso(SsoIdentity identity) implements Proof {}
}
