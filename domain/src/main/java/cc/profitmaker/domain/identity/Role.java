package cc.profitmaker.domain.identity;

/** What a user may do with the server itself; what they may do with an account is a grant's. */
public enum Role {
    /** Runs the server: users, sessions, audit, metrics. */
    OPERATOR,
    USER
}
