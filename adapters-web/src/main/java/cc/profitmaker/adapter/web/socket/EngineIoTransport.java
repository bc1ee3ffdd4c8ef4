package cc.profitmaker.adapter.web.socket;

/** What carries packets to one client. Its methods do not wait, and may be called on any thread. */
interface EngineIoTransport {
    /** Sends after what was sent before; nothing happens once it has finished. */
    void send(EngineIoPacket packet);

    /**
     * Ends it after what was sent before.
     *
     * @param code as RFC 6455, section 7.4
     */
    void finish(int code, String reason);

    /** Ends it at once, whatever has been sent. */
    void abandon();
}
