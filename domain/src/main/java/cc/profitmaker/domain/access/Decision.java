package cc.profitmaker.domain.access;

/** Whether a caller may do an operation. No grant found means denied. */
public sealed interface Decision {
    record Allowed(Permit permit) implements Decision {}

    record Denied(Reason reason) implements Decision {}

    enum Reason {
        /** The account is named by id, and only a single sign-on identity could have one here. */
        SSO_IDENTITY_NEEDED
    }
}
