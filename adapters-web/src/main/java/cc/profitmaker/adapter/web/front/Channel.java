package cc.profitmaker.adapter.web.front;

/** How the client's own side of the conversation was carried. */
public enum Channel {
    /** Over TLS, to us or to a trusted proxy that says so. */
    TLS,
    PLAIN
}
