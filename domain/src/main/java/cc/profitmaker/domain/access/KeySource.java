package cc.profitmaker.domain.access;

/** Whose keys a private call asks to use. */
public enum KeySource {
    /** The caller brought them in the request: they may do with them what the keys can do. */
    INLINE,
    /** The caller names an account kept in a vault. */
    ACCOUNT
}
