package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One kept-alive connection, one call after the other. */
final class Wire implements AutoCloseable {
    private final Socket socket;

    private Wire(Socket socket) {
        this.socket = socket;
    }

    static Wire to(InetSocketAddress server) throws IOException {
        return from(InetAddress.getLoopbackAddress(), server);
    }

    /** From that address of this machine: on Linux all of 127.0.0.0/8 are ours. */
    static Wire from(InetAddress source, InetSocketAddress server) throws IOException {
        var socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(source, 0));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            socket.connect(server, 5_000);
            return new Wire(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    record Answer(int status, String body) {
        /** A text field, wherever it stands. */
        String text(String field) {
            Matcher found = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(body);
            if (!found.find()) {
                throw new IllegalStateException(status + " without " + field);
            }
            return found.group(1);
        }
    }

    Answer ask(Request request) throws IOException {
        socket.getOutputStream().write(request.bytes());
        var received = new Received();
        int read;
        do {
            byte[] room = received.room();
            int at = received.filled();
            read = socket.getInputStream().read(room, at, room.length - at);
        } while (!received.add(read));
        return new Answer(received.status(), received.body());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
