package cc.profitmaker.adapter.web.socket;

import static java.util.Objects.requireNonNull;

/**
 * One event on its way to one client: its name, and its data as JSON in UTF-8 in three parts, of
 * which the middle one is shared by everybody who gets the same update. The parts are never
 * changed; each door puts its own protocol around them.
 */
final class Outgoing {
    private static final byte[] NOTHING = {};

    private final String event;
    private final byte[] head;
    private final byte[] body;
    private final byte[] tail;

    Outgoing(String event, byte[] head, byte[] body, byte[] tail) {
        this.event = requireNonNull(event);
        this.head = head;
        this.body = body;
        this.tail = tail;
    }

    static Outgoing of(String event, byte[] data) {
        return new Outgoing(event, NOTHING, data, NOTHING);
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

    byte[] tail() {
        return tail;
    }

    /** The bytes of the data altogether. */
    int length() {
        return head.length + body.length + tail.length;
    }
}
