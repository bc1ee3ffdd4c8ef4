package cc.profitmaker.adapter.web.front;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/** Counts the calls in flight, waits for them at the end, and turns later ones away. */
final class Drain extends GracefulHandler {
    private final Problems problems;

    Drain(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void handleShutdownRejection(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        String id = Call.possibly(request).map(Call::id).orElse("");
        problems.write(request, response, callback, Problem.ofStatus(503), id);
    }
}
