package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of one answer as they come in. It understands what our servers send, a status and a
 * Content-Length, and little else, so that the load costs less than what it is to measure.
 */
final class Received {
    private static final byte[] LENGTH = "content-length:".getBytes(UTF_8);

    private byte[] bytes = new byte[8192];
    private int filled;
    private int bodyStart;

    byte[] room() {
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        return bytes;
    }

    int filled() {
        return filled;
    }

    /** Whether the answer is complete with these. */
    boolean add(int more) throws IOException {
        if (more < 0) {
            throw new IOException("the server closed the connection");
        }
        int seen = Math.max(0, filled - 3);
        filled += more;
        if (bodyStart == 0) {
            bodyStart = endOfHead(seen);
        }
        return bodyStart > 0 && filled >= bodyStart + contentLength();
    }

    private int endOfHead(int from) {
        for (int i = from; i + 3 < filled; i++) {
            if (bytes[i] == '\r'
                    && bytes[i + 1] == '\n'
                    && bytes[i + 2] == '\r'
                    && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        return 0;
    }

    private int contentLength() throws IOException {
        for (int i = 0; i + LENGTH.length < bodyStart; i++) {
            if (bytes[i] == '\n' && isLength(i + 1)) {
                int length = 0;
                for (int at = i + 1 + LENGTH.length; bytes[at] != '\r'; at++) {
                    if (bytes[at] != ' ') {
                        length = 10 * length + bytes[at] - '0';
                    }
                }
                return length;
            }
        }
        throw new IOException("an answer without a length");
    }

    private boolean isLength(int from) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((bytes[from + i] | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    int status() {
        return 100 * (bytes[9] - '0') + 10 * (bytes[10] - '0') + bytes[11] - '0';
    }

    String body() {
        return new String(bytes, bodyStart, filled - bodyStart, UTF_8);
    }

    void clear() {
        filled = 0;
        bodyStart = 0;
    }
}
