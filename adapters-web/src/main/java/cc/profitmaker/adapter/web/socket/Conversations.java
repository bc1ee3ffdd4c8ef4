package cc.profitmaker.adapter.web.socket;

/** Where both doors bring their clients. */
interface Conversations {
    /**
     * A client came in that has not yet said who it is: it may only authenticate, and has 10 s to
     * do it.
     */
    Conversation open(Line line);
}
