package cc.profitmaker.adapter.web.front;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

import java.util.Optional;

/**
 * Answers for whatever Jetty itself refuses or breaks on, requests it could not even parse
 * included: those never passed the front door, so its headers are added here.
 */
final class JettyErrors extends ErrorHandler {
    private final Problems problems;
    private final StandardHeaders headers;
    private final RequestIds ids;
    private final Incidents incidents;

    JettyErrors(Problems problems, StandardHeaders headers, RequestIds ids, Incidents incidents) {
        this.problems = problems;
        this.headers = headers;
        this.ids = ids;
        this.incidents = incidents;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Throwable cause = (Throwable) request.getAttribute(ERROR_EXCEPTION);
        int status = cause instanceof HttpException known ? known.getCode() : response.getStatus();
        Optional<Call> call = Call.possibly(request);
        String id = call.map(Call::id).orElseGet(ids::next);
        headers.put(request, response, id);
        Problem problem = Problem.ofStatus(status);
        if (problem.status() == 500 && cause != null) {
            incidents.record(id, cause);
        }
        problems.write(request, response, callback, problem, id);
        return true;
    }
}
