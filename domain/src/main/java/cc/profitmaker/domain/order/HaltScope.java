package cc.profitmaker.domain.order;

/** Whose new orders are refused. */
public enum HaltScope {
    /** Everybody's; an operator's to say. */
    ALL,
    /** A user's own: those they send, and those anybody sends with their accounts. */
    OWN
}
