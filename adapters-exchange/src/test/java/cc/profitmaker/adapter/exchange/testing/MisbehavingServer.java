package cc.profitmaker.adapter.exchange.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on a bare socket that reads a whole request, counts it, and then does what it was told:
 * any bytes, or none.
 */
public final class MisbehavingServer implements AutoCloseable {
    /** What to do once a request is there; the connection is closed afterwards. */
    public interface Conduct {
        void answer(String request, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final Conduct conduct;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread accepting;

    public MisbehavingServer(Conduct conduct) {
        this.conduct = conduct;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepting = Thread.ofVirtual().start(this::accept);
    }

    /** Answers with a status line, headers and a body as they are, and closes. */
    public static Conduct says(String answer) {
        return (_, out) -> out.write(answer.getBytes(ISO_8859_1));
    }

    /** A proper answer with a length. */
    public static String answer(String status, String headers, String body) {
        return "HTTP/1.1 "
                + status
                + "\r\n"
                + headers
                + "Connection: close\r\nContent-Length: "
                + body.getBytes(ISO_8859_1).length
                + "\r\n\r\n"
                + body;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            var request = new StringBuilder();
            int length = 0;
            for (String line = in.readLine();
                    line != null && !line.isEmpty();
                    line = in.readLine()) {
                request.append(line).append('\n');
                if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            if (request.isEmpty()) {
                return;
            }
            for (int i = 0; i < length; i++) {
                request.append((char) in.read());
            }
            requests.add(request.toString());
            conduct.answer(request.toString(), socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (IOException _) {
            // The client gave up first; that is what some tests are about.
        } finally {
            open.remove(socket);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The requests that arrived complete. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Nobody can connect any more once this returns. */
    @Override
    public void close() {
        try {
            server.close();
            // The kernel goes on accepting until the thread that waits in accept has left it.
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
