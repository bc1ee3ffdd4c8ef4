package cc.profitmaker.adapter.web.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

import java.io.IOException;
import java.util.Optional;

/** What polling clients send: packets one behind the other, in one text. */
final class EngineIoPosts {
    private static final byte[] OK = "ok".getBytes(UTF_8);

    private final int longest;

    EngineIoPosts(int longest) {
        this.longest = longest;
    }

    void take(EngineIoSession session, EngineIoReply reply) {
        if (session.polling().isEmpty()) {
            reply.refuse(EngineIoRefusal.BAD_REQUEST);
            return;
        }
        if (!session.beginPost()) {
            session.drop();
            reply.refuse(EngineIoRefusal.BAD_REQUEST);
            return;
        }
        boolean done = false;
        try {
            Optional<EngineIoRefusal> refusal = read(session, reply.request());
            done = true;
            session.endPost();
            if (refusal.isPresent()) {
                session.drop();
                reply.refuse(refusal.get());
            } else {
                reply.ok(OK, session::drop);
            }
        } catch (IOException e) {
            // It went away in the middle of what it said.
            reply.callback().failed(e);
        } finally {
            if (!done) {
                session.drop();
            }
        }
    }

    private Optional<EngineIoRefusal> read(EngineIoSession session, Request request)
            throws IOException {
        if (!isText(request)) {
            return Optional.of(EngineIoRefusal.BAD_REQUEST);
        }
        byte[] body = bytes(request);
        if (body.length > longest) {
            return Optional.of(EngineIoRefusal.TOO_LARGE);
        }
        return EngineIoText.decode(body)
                .map(text -> hear(session, text))
                .orElse(Optional.of(EngineIoRefusal.BAD_REQUEST));
    }

    /** As it comes: no room is made for what is only announced. */
    private byte[] bytes(Request request) throws IOException {
        // Not closed: that would break off what is left of a body that is too large.
        return Content.Source.asInputStream(request).readNBytes(longest + 1);
    }

    private static boolean isText(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
            return false;
        }
        int semicolon = type.indexOf(';');
        String essence = semicolon < 0 ? type : type.substring(0, semicolon);
        return essence.strip().equalsIgnoreCase("text/plain");
    }

    private static Optional<EngineIoRefusal> hear(EngineIoSession session, String text) {
        int from = 0;
        while (from <= text.length()) {
            int separator = text.indexOf(EngineIoPayload.SEPARATOR, from);
            int end = separator < 0 ? text.length() : separator;
            switch (session.take(text.substring(from, end), () -> {})) {
                case MADE -> {}
                case NONE -> {
                    return Optional.of(EngineIoRefusal.BAD_REQUEST);
                }
            }
            from = end + 1;
        }
        return Optional.empty();
    }
}
