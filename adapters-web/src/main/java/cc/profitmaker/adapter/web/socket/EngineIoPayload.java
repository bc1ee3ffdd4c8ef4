package cc.profitmaker.adapter.web.socket;

import java.io.ByteArrayOutputStream;

/** Packets one behind the other, as polling has them. */
final class EngineIoPayload {
    static final char SEPARATOR = '\u001e';

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    void add(EngineIoPacket packet) {
        if (text.size() > 0) {
            text.write(SEPARATOR);
        }
        text.writeBytes(packet.text());
    }

    int size() {
        return text.size();
    }

    byte[] bytes() {
        return text.toByteArray();
    }
}
