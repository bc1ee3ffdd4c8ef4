package cc.profitmaker.domain.access;

/** What stopping somebody's trading takes. */
public enum Stopping {
    LIST,
    CANCEL
}
