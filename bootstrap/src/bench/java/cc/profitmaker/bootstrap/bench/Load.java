package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * As many calls as the server answers, one at a time on each of several kept-alive connections, all
 * from one thread. Any answer but a 200 ends the measurement: an error is quickly made.
 */
final class Load implements AutoCloseable {
    private final Selector selector;
    private final byte[] request;
    private long calls;

    private Load(Selector selector, byte[] request) {
        this.selector = selector;
        this.request = request;
    }

    record Served(long calls, long nanos) {
        double perSecond() {
            return calls * 1e9 / nanos;
        }
    }

    static Served on(InetSocketAddress server, Request request, int connections, Duration time)
            throws IOException {
        try (var load = new Load(Selector.open(), request.bytes())) {
            for (int i = 0; i < connections; i++) {
                load.connect(server);
            }
            return load.run(time);
        }
    }

    private record Connection(SocketChannel channel, ByteBuffer toSend, Received received) {}

    private void connect(InetSocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(
                selector,
                SelectionKey.OP_READ,
                new Connection(channel, ByteBuffer.wrap(request), new Received()));
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
        return new Served(calls, System.nanoTime() - start);
    }

    private void readable(SelectionKey key) {
        try {
            read((Connection) key.attachment());
        } catch (IOException e) {
            throw new IllegalStateException("the load broke off", e);
        }
    }

    private void read(Connection connection) throws IOException {
        Received received = connection.received();
        byte[] room = received.room();
        int at = received.filled();
        int read = connection.channel().read(ByteBuffer.wrap(room, at, room.length - at));
        if (!received.add(read)) {
            return;
        }
        if (received.status() != 200) {
            throw new IOException("answered " + received.status() + " " + received.body());
        }
        received.clear();
        calls++;
        send(connection);
    }

    private static void send(Connection connection) throws IOException {
        connection.toSend().rewind();
        while (connection.toSend().hasRemaining()) {
            connection.channel().write(connection.toSend());
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
