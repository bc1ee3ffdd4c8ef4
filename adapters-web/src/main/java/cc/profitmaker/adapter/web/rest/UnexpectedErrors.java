package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Incidents;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.application.Unavailable;

import com.fasterxml.jackson.core.JacksonException;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

import org.glassfish.jersey.server.ContainerRequest;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Everything that is thrown on the way to, in and from a resource is answered here. */
final class UnexpectedErrors implements ExceptionMapper<Throwable> {
    private final Incidents incidents;

    @Inject private Provider<ContainerRequest> request;

    UnexpectedErrors(Incidents incidents) {
        this.incidents = incidents;
    }

    @Override
    public Response toResponse(Throwable error) {
        Call call = Call.of(request.get());
        return switch (error) {
            case Malformed m -> m.problem().response(call);
            case WebApplicationException w -> routing(call, w.getResponse());
            case Unavailable u -> {
                incidents.unavailable(call.id(), u);
                yield Problem.unavailable()
                        .with(Map.of("dependency", u.dependency().name()))
                        .after(Duration.ofSeconds(2))
                        .response(call);
            }
            // Bodies were read before this: what is left is an answer of ours that is no JSON.
            case JacksonException j -> incident(call, j);
            // The client went away or sent less than it promised; nobody reads this answer.
            case IOException _ -> Problem.ofStatus(400).response(call);
            default -> incident(call, error);
        };
    }

    private Response incident(Call call, Throwable bug) {
        incidents.record(call.id(), bug);
        return Problem.ofStatus(500).response(call);
    }

    /** Jersey's own 404, 405, 406 and 415. */
    private static Response routing(Call call, Response jersey) {
        Response ours = Problem.ofStatus(jersey.getStatus()).response(call);
        Object allow = jersey.getHeaders().getFirst(HttpHeaders.ALLOW);
        return allow == null
                ? ours
                : Response.fromResponse(ours).header(HttpHeaders.ALLOW, allow).build();
    }
}
