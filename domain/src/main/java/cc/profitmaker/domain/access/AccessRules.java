package cc.profitmaker.domain.access;

import cc.profitmaker.domain.session.Caller;

/** Who may do what with which keys: the only maker of {@link Permit}s. */
public final class AccessRules {
    private AccessRules() {}

    public static Decision decide(Caller caller, Operation operation, KeySource keys) {
        return switch (keys) {
            case INLINE -> new Decision.Allowed(new Permit(caller.id(), operation));
            case ACCOUNT -> new Decision.Denied(Decision.Reason.SSO_IDENTITY_NEEDED);
        };
    }
}
