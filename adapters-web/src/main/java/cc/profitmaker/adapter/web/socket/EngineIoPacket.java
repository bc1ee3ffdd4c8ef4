package cc.profitmaker.adapter.web.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One packet of Engine.IO on its way out: its type and what it carries, as UTF-8. */
final class EngineIoPacket {
    static final EngineIoPacket CLOSE = of("1");
    static final EngineIoPacket PING = of("2");
    static final EngineIoPacket PROBED = of("3probe");
    static final EngineIoPacket NOOP = of("6");

    private final byte[] text;
    private final Runnable sent;

    /**
     * A packet.
     *
     * @param text never changed from now on
     * @param sent run once when it is off our hands; never when the client is lost
     */
    EngineIoPacket(byte[] text, Runnable sent) {
        this.text = text;
        this.sent = sent;
    }

    static EngineIoPacket of(String text) {
        return of(text, () -> {});
    }

    static EngineIoPacket of(String text, Runnable sent) {
        return new EngineIoPacket(text.getBytes(UTF_8), sent);
    }

    byte[] text() {
        return text;
    }

    Runnable sent() {
        return sent;
    }
}
