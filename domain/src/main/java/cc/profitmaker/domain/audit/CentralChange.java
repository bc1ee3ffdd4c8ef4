package cc.profitmaker.domain.audit;

/** What can be changed of an account that the auth service keeps. */
public enum CentralChange {
    ADD_ACCOUNT,
    CHANGE_ACCOUNT,
    REMOVE_ACCOUNT,
    GIVE_GRANT,
    REVOKE_GRANT
}
