package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * As many calls as the server answers, one at a time on each of several kept-alive connections, all
 * from one thread. Any answer but a 200 ends the measurement: an error is quickly made.
 */
final class Load implements AutoCloseable {
    private final Selector selector;
    private final List<Long> times = new ArrayList<>();
    private long calls;

    private Load(Selector selector) {
        this.selector = selector;
    }

    /**
     * What came of it.
     *
     * @param medianNanos of what each call took
     */
    record Served(long calls, long nanos, long medianNanos) {
        double perSecond() {
            return calls * 1e9 / nanos;
        }

        double medianMillis() {
            return medianNanos / 1e6;
        }
    }

    static Served on(InetSocketAddress server, Request request, int connections, Duration time)
            throws IOException {
        byte[] bytes = request.bytes();
        try (var load = new Load(Selector.open())) {
            for (int i = 0; i < connections; i++) {
                load.connect(server, () -> bytes);
            }
            return load.run(time);
        }
    }

    /** A connection for each, which asks for the next request each time. */
    static Served on(InetSocketAddress server, List<Supplier<Request>> requests, Duration time)
            throws IOException {
        try (var load = new Load(Selector.open())) {
            for (Supplier<Request> request : requests) {
                load.connect(server, () -> request.get().bytes());
            }
            return load.run(time);
        }
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final Supplier<byte[]> requests;
        private final Received received = new Received();
        private long sentAt;

        Connection(SocketChannel channel, Supplier<byte[]> requests) {
            this.channel = channel;
            this.requests = requests;
        }
    }

    private void connect(InetSocketAddress server, Supplier<byte[]> requests) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Connection(channel, requests));
    }

    private Served run(Duration time) throws IOException {
        for (SelectionKey key : selector.keys()) {
            send((Connection) key.attachment());
        }
        long start = System.nanoTime();
        long end = start + time.toNanos();
        while (System.nanoTime() < end) {
            selector.select(this::readable, 1_000);
        }
        long took = System.nanoTime() - start;
        Collections.sort(times);
        return new Served(calls, took, times.isEmpty() ? 0 : times.get(times.size() / 2));
    }

    private void readable(SelectionKey key) {
        try {
            read((Connection) key.attachment());
        } catch (IOException e) {
            throw new IllegalStateException("the load broke off", e);
        }
    }

    private void read(Connection connection) throws IOException {
        Received received = connection.received;
        byte[] room = received.room();
        int at = received.filled();
        int read = connection.channel.read(ByteBuffer.wrap(room, at, room.length - at));
        if (!received.add(read)) {
            return;
        }
        if (received.status() != 200) {
            throw new IOException("answered " + received.status() + " " + received.body());
        }
        received.clear();
        calls++;
        times.add(System.nanoTime() - connection.sentAt);
        send(connection);
    }

    private static void send(Connection connection) throws IOException {
        ByteBuffer request = ByteBuffer.wrap(connection.requests.get());
        connection.sentAt = System.nanoTime();
        while (request.hasRemaining()) {
            connection.channel.write(request);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
