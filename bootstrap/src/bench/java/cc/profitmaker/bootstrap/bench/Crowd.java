package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** All who listen at one door of one server. One thread's. */
final class Crowd {
    private final Selector selector;
    private final Door door;
    private final InetSocketAddress server;
    private final List<String> tokens;
    private final List<Ear> ears = new ArrayList<>();
    private final Tally tally = new Tally();
    private int next;
    private int left;

    Crowd(Selector selector, Door door, int port, List<String> tokens) {
        this.selector = selector;
        this.door = door;
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.tokens = tokens;
    }

    Tally tally() {
        return tally;
    }

    /**
     * One more.
     *
     * @param counting where it counts
     * @param buffer how many bytes the system may take in for it before it has read them; 0 for as
     *     many as it likes
     */
    Ear join(List<String> symbols, Tally counting, int buffer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (buffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(server);
        ByteBuffer upgrade =
                ByteBuffer.wrap(door.upgrade(tokens.isEmpty() ? "" : tokens.get(next)));
        next = tokens.isEmpty() ? 0 : (next + 1) % tokens.size();
        while (upgrade.hasRemaining()) {
            channel.write(upgrade);
        }
        channel.configureBlocking(false);
        var ear = new Ear(channel, door, door == Door.HUB ? symbols : List.of(), counting);
        channel.register(selector, SelectionKey.OP_READ, new Seat(this, ear));
        ears.add(ear);
        return ear;
    }

    /** Whose socket it is. */
    record Seat(Crowd crowd, Ear ear) {}

    void read(SelectionKey key, Ear ear) throws IOException {
        if (!isOpen(ear)) {
            key.cancel();
            ear.channel().close();
            ears.remove(ear);
            left++;
        }
    }

    private static boolean isOpen(Ear ear) throws IOException {
        try {
            return ear.read();
        } catch (SocketException _) {
            return false;
        }
    }

    boolean isListening() {
        return ears.stream().allMatch(Ear::isListening);
    }

    /** Who has gone because the server closed the connection. */
    int left() {
        return left;
    }

    Ear first() {
        return ears.getFirst();
    }

    /** Without a farewell; every second one resets the connection. */
    void drop(Ear ear) throws IOException {
        if (ears.indexOf(ear) % 2 == 0) {
            ear.channel().setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        ears.remove(ear);
        ear.channel().close();
    }

    void leave() throws IOException {
        for (Ear ear : List.copyOf(ears)) {
            drop(ear);
        }
    }

    void listen(Ear ear, boolean listening) {
        ear.channel().keyFor(selector).interestOps(listening ? SelectionKey.OP_READ : 0);
    }
}
