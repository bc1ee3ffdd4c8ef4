package cc.profitmaker.adapter.web.front;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What can be said of a request's body before a byte of it is read, and what is done unread. */
public final class Bodies {
    static final long MAX_BYTES = 1 << 20;

    private static final int MOST_DISCARDED = 8 << 20;

    private Bodies() {}

    static Optional<Problem> refuse(Request request) {
        HttpFields headers = request.getHeaders();
        long length = headers.getLongField(HttpHeader.CONTENT_LENGTH);
        if (length > MAX_BYTES) {
            return Optional.of(Problem.ofStatus(413));
        }
        if (!isSent(request)) {
            return Optional.empty();
        }
        return switch (request.getMethod()) {
            // RFC 9110, 9.3.1: such content has no meaning, and is a way to smuggle requests.
            case "GET", "HEAD", "DELETE", "OPTIONS", "TRACE" ->
                    Optional.of(Problem.of(400, "unexpected_body", "That method takes no body."));
            default ->
                    isPlain(typeAt(request.getHttpURI().getPath()), headers)
                            ? Optional.empty()
                            : Optional.of(Problem.ofStatus(415));
        };
    }

    /**
     * A page elsewhere cannot send JSON without asking first, so that also stops forgeries. What
     * polling clients send is plain text in the protocol: there, foreign pages are refused by their
     * name, and what is sent counts only with a session's id.
     */
    private static String typeAt(String path) {
        return path.equals(OpenRoutes.SOCKET_IO) ? "text/plain" : "application/json";
    }

    private static boolean isPlain(String wanted, HttpFields headers) {
        if (headers.contains(HttpHeader.CONTENT_ENCODING)) {
            return false;
        }
        String type = null;
        for (HttpField field : headers) {
            if (field.getHeader() == HttpHeader.CONTENT_TYPE) {
                if (type != null) {
                    return false;
                }
                type = field.getValue();
            }
        }
        return type != null && isPlain(wanted, type);
    }

    private static boolean isPlain(String wanted, String type) {
        if (type.equals(wanted)) {
            return true;
        }
        int semicolon = type.indexOf(';');
        String essence = semicolon < 0 ? type : type.substring(0, semicolon);
        if (!essence.strip().equalsIgnoreCase(wanted)) {
            return false;
        }
        String parameter = semicolon < 0 ? "" : type.substring(semicolon + 1).strip();
        return parameter.isEmpty()
                || parameter.equalsIgnoreCase("charset=utf-8")
                || parameter.equalsIgnoreCase("charset=\"utf-8\"");
    }

    /** Whether a body comes with it, empty perhaps. */
    public static boolean isSent(Request request) {
        HttpFields headers = request.getHeaders();
        return headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0
                || headers.contains(HttpHeader.TRANSFER_ENCODING);
    }

    /**
     * Reads what is left of the body of a call that is refused, within reason: a client that is
     * still sending when the connection is closed loses the answer, and one that sends its next
     * call over that connection, an order perhaps, does not learn what became of it.
     */
    public static void discard(Request request) {
        // One that waits for our leave to send needs none now.
        if (!isSent(request) || request.getHeaders().contains(HttpHeader.EXPECT)) {
            return;
        }
        try (InputStream body = Content.Source.asInputStream(request)) {
            discard(body);
        } catch (IOException _) {
            // It went away: then nobody waits for the answer either.
        }
    }

    private static void discard(InputStream body) throws IOException {
        var buffer = new byte[8192];
        int left = MOST_DISCARDED;
        int read = body.read(buffer);
        while (read >= 0 && left > 0) {
            left -= read;
            read = body.read(buffer);
        }
    }
}
