package cc.profitmaker.adapter.web.front;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Writes {@link Problem}s where there is no Jersey: at the front door and in Jetty itself. */
final class Problems {
    private static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField BEARER =
            new PreEncodedHttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer");

    private static final int MOST_DISCARDED = 8 << 20;

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    void write(Request request, Response response, Callback callback, Problem problem, String id) {
        discardBody(request);
        response.setStatus(problem.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(JSON);
        if (problem.status() == 401) {
            headers.put(BEARER);
        }
        problem.retryAfter()
                .ifPresent(
                        wait ->
                                headers.put(
                                        HttpHeader.RETRY_AFTER,
                                        Long.toString(Problem.seconds(wait))));
        byte[] body = bytes(problem.view(id));
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(
                true, request.getMethod().equals("HEAD") ? null : ByteBuffer.wrap(body), callback);
    }

    /**
     * A client that is still sending when the connection is closed loses the answer. So what it
     * sends is read to its end, within reason.
     */
    private static void discardBody(Request request) {
        HttpFields headers = request.getHeaders();
        boolean sends =
                headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0
                        || headers.contains(HttpHeader.TRANSFER_ENCODING);
        // One that waits for our leave to send needs none now.
        if (!sends || headers.contains(HttpHeader.EXPECT)) {
            return;
        }
        try (InputStream body = Content.Source.asInputStream(request)) {
            var buffer = new byte[8192];
            int left = MOST_DISCARDED;
            int read = body.read(buffer);
            while (read >= 0 && left > 0) {
                left -= read;
                read = body.read(buffer);
            }
        } catch (IOException _) {
            // It went away: then nobody waits for the answer either.
        }
    }

    private byte[] bytes(Problem.View view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an error body is always JSON", e);
        }
    }
}
