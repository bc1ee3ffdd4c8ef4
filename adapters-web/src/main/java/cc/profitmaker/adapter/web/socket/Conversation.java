package cc.profitmaker.adapter.web.socket;

import com.fasterxml.jackson.databind.JsonNode;

/** What a door tells of its client. Called by one thread at a time, in order. */
interface Conversation {
    /**
     * The client sent an event. Answers come over the line.
     *
     * @param data as sent; a missing one is a {@code MissingNode}
     */
    void heard(String event, JsonNode data);

    /** The connection is gone; nothing is sent any more. Later calls do nothing. */
    void gone();
}
