package cc.profitmaker.adapter.web.front;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.nio.ByteBuffer;

/** Writes {@link Problem}s where there is no Jersey: at the front door and in Jetty itself. */
public final class Problems {
    private static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField BEARER =
            new PreEncodedHttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer");

    private final ObjectMapper json;

    public Problems(ObjectMapper json) {
        this.json = json;
    }

    /** Answers a request that came through the front door. */
    public void write(Request request, Response response, Callback callback, Problem problem) {
        write(request, response, callback, problem, Call.of(request).id());
    }

    void write(Request request, Response response, Callback callback, Problem problem, String id) {
        Bodies.discard(request);
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

    private byte[] bytes(Problem.View view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an error body is always JSON", e);
        }
    }
}
