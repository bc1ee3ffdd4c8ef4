package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Jetty as our server sets it up (same version, threads, acceptors, selectors) and one WebSocket
 * handler that sends everybody the same bytes. Prints its port, then one line for each line that it
 * reads; ends with its standard input.
 */
final class JettyBroadcast {
    private JettyBroadcast() {}

    /**
     * Serves.
     *
     * @param args a file with the message, of which the mark is set anew each time
     */
    public static void main(String[] args) throws Exception {
        byte[] message = Files.readAllBytes(Path.of(args[0]));
        int mark = Mark.find(message, 0, message.length, 0);
        Set<CoreSession> sessions = ConcurrentHashMap.newKeySet();
        var server = new Server(new VirtualThreadPool());
        var connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Upgrades(sessions));
        server.start();
        PrintStream out = System.out;
        out.println(connector.getLocalPort());
        out.flush();
        long[] sequence = {0};
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Pace pace = Pace.read(line);
            pace.run(
                    () -> {
                        byte[] marked = message.clone();
                        byte[] digits = Mark.of(sequence[0]++).getBytes(UTF_8);
                        System.arraycopy(digits, 0, marked, mark, digits.length);
                        for (CoreSession session : sessions) {
                            session.sendFrame(
                                    new Frame(OpCode.TEXT, ByteBuffer.wrap(marked)),
                                    Callback.NOOP,
                                    false);
                        }
                    });
            out.println(pace.count());
            out.flush();
        }
        System.exit(0);
    }

    private static final class Upgrades extends Handler.Abstract {
        private final Set<CoreSession> sessions;
        private final WebSocketMappings upgrades = new WebSocketMappings();
        private final Configuration.ConfigurationCustomizer limits =
                new Configuration.ConfigurationCustomizer();

        Upgrades(Set<CoreSession> sessions) {
            this.sessions = sessions;
            limits.setIdleTimeout(Duration.ofMinutes(30));
            limits.setAutoFragment(false);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            return upgrades.upgrade(
                    (_, answer, _) -> {
                        answer.setExtensions(List.of());
                        return new Everybody(sessions);
                    },
                    request,
                    response,
                    callback,
                    limits);
        }
    }

    private static final class Everybody implements FrameHandler {
        private final Set<CoreSession> sessions;
        private CoreSession session;

        Everybody(Set<CoreSession> sessions) {
            this.sessions = sessions;
        }

        @Override
        public void onOpen(CoreSession opened, Callback callback) {
            session = opened;
            sessions.add(opened);
            callback.succeeded();
            opened.demand();
        }

        @Override
        public void onFrame(Frame frame, Callback callback) {
            callback.succeeded();
            session.demand();
        }

        @Override
        public void onError(Throwable cause, Callback callback) {
            callback.succeeded();
        }

        @Override
        public void onClosed(CloseStatus status, Callback callback) {
            sessions.remove(session);
            callback.succeeded();
        }
    }
}
