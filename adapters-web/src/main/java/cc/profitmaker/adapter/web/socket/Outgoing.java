package cc.profitmaker.adapter.web.socket;

import static java.util.Objects.requireNonNull;

/**
 * One event on its way to one client: its name, and its data as JSON in UTF-8 in two parts, of
 * which the second one is shared by everybody who gets the same update. The parts are never
 * changed; each door puts its own protocol around them.
 */
final class Outgoing {
    private static final byte[] NOTHING = {};

    private final String event;
    private final byte[] head;
    private final byte[] body;

    Outgoing(String event, byte[] head, byte[] body) {
        this.event = requireNonNull(event);
        this.head = head;
        this.body = body;
    }

    static Outgoing of(String event, byte[] data) {
        return new Outgoing(event, NOTHING, data);
    }

    String event() {
        return event;
    }

    byte[] head() {
        return head;
    }

    byte[] body() {
        return body;
    }

    /** The bytes of the data altogether. */
    int length() {
        return head.length + body.length;
    }
}
