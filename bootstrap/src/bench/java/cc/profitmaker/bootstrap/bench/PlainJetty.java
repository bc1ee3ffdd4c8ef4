package cc.profitmaker.bootstrap.bench;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Jetty as our server sets it up (same version, threads, acceptors, selectors) and one handler that
 * writes bytes. Prints its port; ends with its standard input.
 */
final class PlainJetty {
    private PlainJetty() {}

    /**
     * Serves.
     *
     * @param args pairs of a path and the file with its answer
     */
    public static void main(String[] args) throws Exception {
        Map<String, byte[]> answers = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            answers.put(args[i], Files.readAllBytes(Path.of(args[i + 1])));
        }
        var server = new Server(new VirtualThreadPool());
        var connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Answers(answers));
        server.start();
        PrintStream out = System.out;
        out.println(connector.getLocalPort());
        out.flush();
        while (System.in.read() >= 0) {
            // Whoever started us is still there.
        }
        System.exit(0);
    }

    private static final class Answers extends Handler.Abstract {
        private final Map<String, byte[]> answers;

        Answers(Map<String, byte[]> answers) {
            this.answers = answers;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            byte[] body = answers.get(request.getHttpURI().getPath());
            if (body == null) {
                return false;
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
        }
    }
}
