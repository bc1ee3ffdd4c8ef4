package cc.profitmaker.domain.access;

import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Proof;

/**
 * Which of the two vaults: the kind of the presented token decides, not whether the user's row is
 * bound to a single sign-on identity.
 */
public enum VaultKind {
    /** This server's, for sessions and {@code API_TOKEN}. */
    OWN,
    /** The auth service's, for single sign-on identities. */
    CENTRAL;

    public static VaultKind of(Caller caller) {
        return switch (caller.proof()) {
            case Proof.Sso _ -> CENTRAL;
            case Proof.LocalSession _, Proof.ApiToken _ -> OWN;
        };
    }
}
