package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.application.stream.Outbox;

/**
 * One client's connection, whichever door it came through. A door makes one, asks {@link
 * Conversations} to open a conversation on it, hands on what the client says, and tells when the
 * connection is gone. Its methods may be called on any thread.
 */
interface Line extends Outbox.Line<Outgoing> {
    /** What the client's subscriptions are named after: unguessable, letters, digits, - and _. */
    String id();

    /**
     * Ends it from our side after what has been sent; later calls do nothing.
     *
     * @param code as RFC 6455, section 7.4: 1000 normal, 1008 policy, 1013 try again later; a door
     *     that has no codes just closes
     */
    void end(int code, String reason);
}
