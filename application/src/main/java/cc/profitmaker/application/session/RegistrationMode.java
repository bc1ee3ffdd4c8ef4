package cc.profitmaker.application.session;

/** {@code ALLOW_REGISTRATION}. */
public enum RegistrationMode {
    /** Only while no user has a password; that one becomes the operator. */
    FIRST,
    OPEN,
    CLOSED
}
