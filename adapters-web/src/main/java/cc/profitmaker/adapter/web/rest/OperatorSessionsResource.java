package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.application.operator.LiveSessions;
import cc.profitmaker.domain.session.SessionId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Everybody's sessions, for operators. Answers are bare. */
@Path("/api/operator/sessions")
@Produces(MediaType.APPLICATION_JSON)
public final class OperatorSessionsResource {
    private final LiveSessions sessions;

    OperatorSessionsResource(LiveSessions sessions) {
        this.sessions = sessions;
    }

    @GET
    @Operation(operationId = "listAllSessions")
    @ApiResponse(
            responseCode = "200",
            description = "Newest first; the first thousand",
            headers =
                    @Header(
                            name = OperatorViews.TRUNCATED,
                            description = "true: there are more",
                            schema = @Schema(type = "boolean")),
            content =
                    @Content(
                            array =
                                    @ArraySchema(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    OperatorViews.SessionView
                                                                            .class))))
    public Response list(@Context ContainerRequestContext request) {
        return Operators.only(
                request,
                operator ->
                        OperatorViews.list(
                                sessions.list(operator),
                                live -> OperatorViews.SessionView.of(live, operator.session())));
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "endAnySession")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = AuthResource.DoneView.class)))
    public Response end(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        return Operators.only(
                request,
                operator ->
                        SessionId.parse(id)
                                .filter(session -> sessions.end(operator, session))
                                .map(_ -> Response.ok(AuthResource.DoneView.DONE).build())
                                .orElseGet(
                                        () ->
                                                Problem.of(
                                                                404,
                                                                "unknown_session",
                                                                "There is no such session.")
                                                        .response(call)));
    }
}
