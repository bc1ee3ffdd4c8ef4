package cc.profitmaker.adapter.web.socket;

import static java.util.Objects.requireNonNull;

/**
 * One event on its way to one client: its name, and its data as JSON in UTF-8 in three parts, of
 * which the middle one is shared by everybody who gets the same update. The parts are never
 * changed; each door puts its own protocol around them.
 */
record Outgoing(String event, byte[] head, byte[] body, byte[] tail) {
    private static final byte[] NOTHING = {};

    Outgoing {
        requireNonNull(event);
    }

    static Outgoing of(String event, byte[] data) {
        return new Outgoing(event, NOTHING, data, NOTHING);
    }

    /** The bytes of the data altogether. */
    int length() {
        return head.length + body.length + tail.length;
    }
}
