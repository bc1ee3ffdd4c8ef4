package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.application.audit.AuditPages;
import cc.profitmaker.application.operator.Trail;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.identity.UserId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.util.Optional;
import java.util.regex.Pattern;

/** The audit trail, for operators: to read and to verify, never to change. Answers are bare. */
@Path("/api/operator/audit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OperatorAuditResource {
    private static final int USUAL = 100;
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z_]{0,63}");

    private final Trail trail;

    OperatorAuditResource(Trail trail) {
        this.trail = trail;
    }

    /** As they were sent; Jersey's own reading would answer 404 to what is no number. */
    record Asked(String limit, String before, String user, String event) {
        int most() {
            return limit == null
                    ? USUAL
                    : number(limit)
                            .filter(most -> most <= Trail.MOST)
                            .orElseThrow(
                                    () -> Malformed.field("limit", "must be 1 to " + Trail.MOST))
                            .intValue();
        }

        Optional<AuditId> from() {
            return Optional.ofNullable(before)
                    .map(
                            text ->
                                    new AuditId(
                                            number(text)
                                                    .orElseThrow(
                                                            () ->
                                                                    Malformed.field(
                                                                            "before",
                                                                            "must be a seq"))));
        }

        AuditPages.Filter filter() {
            return new AuditPages.Filter(
                    Optional.ofNullable(user)
                            .map(id -> Fields.parsed("user", "must be an id", UserId::parse, id)),
                    Optional.ofNullable(event)
                            .map(
                                    kind ->
                                            Fields.parsed(
                                                    "event",
                                                    "must be the name of an event",
                                                    Asked::kind,
                                                    kind)));
        }

        private static Optional<String> kind(String text) {
            return Optional.of(text).filter(KIND.asMatchPredicate());
        }

        private static Optional<Long> number(String text) {
            return Optional.of(text).filter(COUNT.asMatchPredicate()).map(Long::valueOf);
        }
    }

    @GET
    @Operation(operationId = "auditTrail")
    @ApiResponse(
            responseCode = "200",
            description = "Newest first; a page may be short, or empty, and have a next one",
            content = @Content(schema = @Schema(implementation = AuditViews.PageView.class)))
    public Response page(
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500"))
                    @QueryParam("limit")
                    String limit,
            @Parameter(schema = @Schema(type = "integer")) @QueryParam("before") String before,
            @QueryParam("user") String user,
            @QueryParam("event") String event,
            @Context ContainerRequestContext request) {
        return Operators.only(
                request,
                operator -> {
                    var asked = new Asked(limit, before, user, event);
                    AuditPages.Page page =
                            trail.page(operator, asked.filter(), asked.from(), asked.most());
                    return Response.ok(AuditViews.PageView.of(page)).build();
                });
    }

    @POST
    @Path("/verify")
    @Operation(operationId = "verifyAuditTrail")
    @ApiResponse(
            responseCode = "200",
            description = "Whole or not",
            content = @Content(schema = @Schema(implementation = AuditViews.ReportView.class)))
    public Response verify(StrictBodies.Nothing body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        return Operators.only(
                request,
                operator ->
                        switch (trail.verify(operator)) {
                            case Trail.Verified.Done(var report) ->
                                    Response.ok(AuditViews.ReportView.of(report)).build();
                            case Trail.Verified.NoKey _ ->
                                    Problem.of(
                                                    503,
                                                    "no_audit_key",
                                                    "The vault is off, so there is no key to verify"
                                                            + " the trail with.")
                                            .response(call);
                            case Trail.Verified.Running _ ->
                                    Problem.of(
                                                    409,
                                                    "verification_running",
                                                    "A verification is running already.")
                                            .after(Trail.PATIENCE)
                                            .response(call);
                            case Trail.Verified.TooLong _ ->
                                    Problem.of(
                                                    503,
                                                    "trail_too_long",
                                                    "The trail is too long to be verified here: use"
                                                            + " the command audit verify.")
                                            .response(call);
                        });
    }
}
