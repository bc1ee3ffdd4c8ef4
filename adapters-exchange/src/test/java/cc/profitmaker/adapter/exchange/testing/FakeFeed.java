package cc.profitmaker.adapter.exchange.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A WebSocket server on a bare socket that says only what it is told to: texts, bytes that are
 * none, or nothing at all. It remembers who connected and what they said.
 */
public final class FakeFeed implements AutoCloseable {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket server;
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Thread accepting;

    /** On a port that is free. */
    public FakeFeed() {
        this(0);
    }

    /** On that port, which another may have used before. */
    public FakeFeed(int port) {
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepting = Thread.ofVirtual().start(this::accept);
    }

    /** One connection, from here. */
    public static final class Peer {
        private final Socket socket;
        private final OutputStream out;
        private final String path;
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
        private volatile boolean deaf;

        private Peer(Socket socket, String path) throws IOException {
            this.socket = socket;
            this.path = path;
            this.out = socket.getOutputStream();
        }

        public String path() {
            return path;
        }

        /** What the other side said next. */
        public String next() throws InterruptedException {
            String next = said.poll(60, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was said within 60 s");
            }
            return next;
        }

        /** The same, waited for as long as it takes. */
        String take() throws InterruptedException {
            return said.take();
        }

        /** It answers no pings any more. */
        public void goDeaf() {
            deaf = true;
        }

        public void say(String text) {
            frame(TEXT, text.getBytes(UTF_8));
        }

        /** One frame of any kind; a peer that is gone already does not hear it. */
        public synchronized void frame(int opcode, byte[] payload) {
            var head = ByteBuffer.allocate(10).put((byte) (0x80 | opcode));
            if (payload.length < 126) {
                head.put((byte) payload.length);
            } else if (payload.length < 1 << 16) {
                head.put((byte) 126).putShort((short) payload.length);
            } else {
                head.put((byte) 127).putLong(payload.length);
            }
            raw(head.array(), head.position());
            raw(payload, payload.length);
        }

        /** Bytes that need not be a frame. */
        public synchronized void raw(byte[] bytes, int length) {
            try {
                out.write(bytes, 0, length);
                out.flush();
            } catch (IOException _) {
                // It was cut off in the middle, which is what some tests are about.
            }
        }

        public void drop() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            String request = line(in);
            String path = request.substring(request.indexOf(' ') + 1, request.lastIndexOf(' '));
            String key = "";
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                    key = line.substring(18).strip();
                }
            }
            socket.getOutputStream()
                    .write(
                            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                            + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                            + accepted(key)
                                            + "\r\n\r\n")
                                    .getBytes(ISO_8859_1));
            var peer = new Peer(socket, path);
            peers.add(peer);
            listen(peer, in);
        } catch (IOException _) {
            // The other side went first.
        } finally {
            open.remove(socket);
        }
    }

    private static void listen(Peer peer, DataInputStream in) throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            if (opcode == TEXT) {
                peer.said.add(new String(payload, UTF_8));
            }
            if (opcode == PING && !peer.deaf) {
                peer.frame(PONG, payload);
            }
            if (opcode == CLOSE) {
                return;
            }
        }
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static String accepted(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-1")
                                    .digest((key + MAGIC).getBytes(ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI url() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort());
    }

    /** Whoever connects next. */
    public Peer next() throws InterruptedException {
        Peer next = peers.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody connected within 60 s");
        }
        return next;
    }

    /** The same, waited for as long as it takes. */
    Peer take() throws InterruptedException {
        return peers.take();
    }

    /** How many connections there ever were. */
    public int accepted() {
        return accepted.get();
    }

    /** How many connections there are now. */
    public int open() {
        return open.size();
    }

    @Override
    public void close() {
        try {
            server.close();
            accepting.join();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while closing", e);
        }
    }
}
