package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.application.operator.ExchangeHealth;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Reply;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How the exchanges are doing, for operators. Answers are bare. */
@Path("/api/operator/exchanges")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OperatorExchangesResource {
    private final ExchangeHealth exchanges;

    OperatorExchangesResource(ExchangeHealth exchanges) {
        this.exchanges = exchanges;
    }

    @GET
    @Operation(operationId = "exchangesHealth")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            array =
                                    @ArraySchema(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    ExchangeHealthViews.HealthView
                                                                            .class))))
    public Response list(@Context ContainerRequestContext request) {
        return Operators.only(
                request,
                operator ->
                        Response.ok(
                                        exchanges.list(operator).stream()
                                                .map(ExchangeHealthViews.HealthView::of)
                                                .toList())
                                .build());
    }

    @POST
    @Path("/{id}/check")
    @Operation(operationId = "checkExchange")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = ExchangeHealthViews.CheckView.class)))
    public Response check(
            @PathParam("id") String id,
            StrictBodies.Nothing body,
            @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        return Operators.only(
                request,
                operator ->
                        ExchangeId.parse(id)
                                .map(exchange -> exchanges.check(operator, exchange))
                                .filter(OperatorExchangesResource::isKnown)
                                .map(
                                        reply ->
                                                Response.ok(ExchangeHealthViews.CheckView.of(reply))
                                                        .build())
                                .orElseGet(() -> Faults.UNKNOWN_EXCHANGE.response(call)));
    }

    private static boolean isKnown(Reply<Integer> reply) {
        return !(reply instanceof Reply.Failed<Integer>(var fault)
                && fault.kind() == ExchangeFault.Kind.UNKNOWN_EXCHANGE);
    }
}
