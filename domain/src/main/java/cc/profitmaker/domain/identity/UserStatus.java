package cc.profitmaker.domain.identity;

/** A disabled user is refused on the next call, whatever the kind of token. */
public enum UserStatus {
    ENABLED,
    DISABLED
}
