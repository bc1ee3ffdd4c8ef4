package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * One WebSocket of the load: gets in through its door, then counts. It understands what the servers
 * measured send, unmasked frames in one piece, and costs as little as it can.
 */
final class Ear {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final SocketChannel channel;
    private final Door door;
    private final Queue<String> symbols;
    private final Tally tally;
    private byte[] bytes = new byte[4096];
    private int filled;
    private boolean upgraded;
    private boolean listening;
    private int likely;
    private long last = -1;
    private byte[] newest = {};
    private boolean keepsNewest;

    Ear(SocketChannel channel, Door door, List<String> symbols, Tally tally) {
        this.channel = channel;
        this.door = door;
        this.symbols = new ArrayDeque<>(symbols);
        this.tally = tally;
    }

    boolean isListening() {
        return listening;
    }

    /** Whether the newest message is kept: it costs a copy of each. */
    void keepNewest(boolean keep) {
        keepsNewest = keep;
    }

    byte[] newest() {
        return newest;
    }

    SocketChannel channel() {
        return channel;
    }

    /** False when the server has closed the connection. */
    boolean read() throws IOException {
        int read = channel.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled));
        if (read < 0) {
            return false;
        }
        filled += read;
        int done = upgraded ? 0 : head();
        boolean open = true;
        for (int next = done; upgraded && open && next >= 0; ) {
            done = next;
            next = frame(done);
            open = next != Integer.MIN_VALUE;
        }
        filled -= done;
        System.arraycopy(bytes, done, bytes, 0, filled);
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        return open;
    }

    /** Where what follows the answer to the upgrade begins; 0 when that is not there yet. */
    private int head() throws IOException {
        String text = new String(bytes, 0, filled, UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        if (!text.startsWith("HTTP/1.1 101")) {
            throw new IOException("not upgraded: " + text);
        }
        upgraded = true;
        listening = door == Door.BARE;
        return end + 4;
    }

    /** Where the frame after this one begins; negative when it is not complete, or the last. */
    private int frame(int at) throws IOException {
        if (filled - at < 2) {
            return -1;
        }
        int length = bytes[at + 1] & 0x7f;
        int from = at + 2;
        if (length == 126) {
            from += 2;
            if (filled < from) {
                return -1;
            }
            length = (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
        } else if (length == 127) {
            throw new IOException("a frame longer than any that is sent");
        }
        int to = from + length;
        if (filled < to) {
            return -1;
        }
        switch (bytes[at] & 0x0f) {
            case TEXT -> text(from, to, to - at);
            case PING -> send(PONG, Arrays.copyOfRange(bytes, from, to));
            case CLOSE -> {
                return Integer.MIN_VALUE;
            }
            default -> throw new IOException("a frame that nobody sends");
        }
        return to;
    }

    private void text(int from, int to, int frame) throws IOException {
        int mark = Mark.find(bytes, from, to, from + likely);
        if (mark < 0) {
            String text = new String(bytes, from, to - from, UTF_8);
            switch (door.heard(text)) {
                case Door.Said.Answer(var answer) -> send(TEXT, answer.getBytes(UTF_8));
                case Door.Said.Welcome() -> subscribe();
                case Door.Said.In() -> subscribe();
                case Door.Said.Unexpected() -> throw new IOException("unexpected: " + text);
            }
            return;
        }
        likely = mark - from;
        long number = Mark.number(bytes, mark);
        if (last >= 0 && number != last + 1) {
            tally.addGap();
        }
        last = number;
        tally.add(Mark.nowMicros() - Mark.micros(bytes, mark), frame);
        if (keepsNewest) {
            newest = Arrays.copyOfRange(bytes, from, to);
        }
    }

    /** To one after the other. */
    private void subscribe() throws IOException {
        String symbol = symbols.poll();
        if (symbol == null) {
            listening = true;
        } else {
            send(TEXT, Door.subscribe(symbol).getBytes(UTF_8));
        }
    }

    /** Masked with zeros, which is a mask as any other. */
    private void send(int opcode, byte[] payload) throws IOException {
        if (payload.length > 65_535) {
            throw new IOException("too long to be said here");
        }
        var frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }
}
