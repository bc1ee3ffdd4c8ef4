package cc.profitmaker.adapter.web.socket;

/** Who speaks over an Engine.IO session on our side. */
interface EngineIoPeer {
    /** What to make of a message. */
    enum Sense {
        MADE,
        /** Whoever speaks like that is no client of ours: the session ends. */
        NONE
    }

    /**
     * The client said something.
     *
     * @param next run once when it may say more: so one that asks and does not read the answers
     *     cannot pile them up here
     */
    Sense heard(String message, Runnable next);

    /** Whether it has been spoken to as it should; otherwise its time is short. */
    boolean isIntroduced();

    /** Nothing is heard or sent any more. Called once, or more often. */
    void closed();
}
