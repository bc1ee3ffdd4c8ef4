package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.adapter.web.front.Bodies;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.nio.ByteBuffer;

/** A request that is to be answered, once. */
record EngineIoReply(Request request, Response response, Callback callback) {
    private static final HttpField TEXT =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8");
    private static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    /**
     * Answers.
     *
     * @param lost run when the answer does not reach the client
     */
    void ok(byte[] text, Runnable lost) {
        write(
                200,
                TEXT,
                text,
                Callback.from(
                        callback::succeeded,
                        failure -> {
                            callback.failed(failure);
                            lost.run();
                        }));
    }

    void refuse(EngineIoRefusal why) {
        Bodies.discard(request);
        write(why.status(), JSON, why.body(), callback);
    }

    private void write(int status, HttpField type, byte[] body, Callback done) {
        response.setStatus(status);
        response.getHeaders().put(type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(
                true, request.getMethod().equals("HEAD") ? null : ByteBuffer.wrap(body), done);
    }
}
