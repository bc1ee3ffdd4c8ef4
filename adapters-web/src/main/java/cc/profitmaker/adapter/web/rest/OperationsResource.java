package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.application.Unavailable;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** For whoever runs the server: is it alive, is it ready, how is it doing. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class OperationsResource {
    private final Supplier<Set<Unavailable.Dependency>> missing;
    private final EgressIp egressIp;
    private final PrometheusMeterRegistry meters;
    private final InstantSource clock;

    OperationsResource(
            Supplier<Set<Unavailable.Dependency>> missing,
            EgressIp egressIp,
            PrometheusMeterRegistry meters,
            InstantSource clock) {
        this.missing = missing;
        this.egressIp = egressIp;
        this.meters = meters;
        this.clock = clock;
    }

    @Schema(name = "Health")
    record HealthView(String status, String timestamp) {}

    @Schema(name = "EgressIp")
    record EgressIpView(@Schema(nullable = true) String ip) {}

    @GET
    @Path("/health")
    @Operation(operationId = "health")
    public HealthView health() {
        return new HealthView("ok", Times.iso(clock.instant()));
    }

    @GET
    @Path("/health/ready")
    @Operation(operationId = "ready")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = HealthView.class)))
    public Response ready(@Context ContainerRequestContext request) {
        Set<Unavailable.Dependency> without = missing.get();
        return without.isEmpty()
                ? Response.ok(new HealthView("ready", Times.iso(clock.instant()))).build()
                : Problem.of(503, "not_ready", "Something this server needs does not answer.")
                        .with(Map.of("missing", without.stream().sorted().toList()))
                        .after(Duration.ofSeconds(2))
                        .response(Call.of(request));
    }

    @GET
    @Path("/health/egress-ip")
    @Operation(operationId = "egressIp")
    public EgressIpView egressIp() {
        return new EgressIpView(egressIp.current().orElse(null));
    }

    @GET
    @Path("/metrics")
    @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    @Operation(operationId = "metrics", hidden = true)
    public Response metrics(@Context ContainerRequestContext request) {
        Call call = Call.of(request);
        boolean allowed =
                call.isOnThisMachine()
                        || call.possibleCaller().filter(caller -> caller.isOperator()).isPresent();
        return allowed
                ? Response.ok(meters.scrape(), "text/plain; version=0.0.4; charset=utf-8").build()
                : Problem.of(403, "operator_only", "Only an operator may see that.").response(call);
    }
}
