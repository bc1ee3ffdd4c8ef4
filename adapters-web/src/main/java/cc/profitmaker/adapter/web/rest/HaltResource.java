package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.application.trading.HaltStore.Halts;
import cc.profitmaker.application.trading.Halting;
import cc.profitmaker.application.trading.OpenOrders;
import cc.profitmaker.domain.order.HaltScope;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The kill switch. */
@Path("/api/trading/halt")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class HaltResource {
    private final Halting halting;

    HaltResource(Halting halting) {
        this.halting = halting;
    }

    @Schema(name = "HaltRequest")
    record HaltBody(
            Boolean active,
            @Schema(allowableValues = {"all", "own"}) String scope,
            Boolean cancelOpenOrders) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ScopeView(boolean active, @Schema(description = "ISO-8601") String since) {
        static ScopeView of(Optional<Instant> since) {
            return new ScopeView(since.isPresent(), since.map(Instant::toString).orElse(null));
        }
    }

    /** Where some orders may still be open, and why; {@code code} is an error's. */
    record FailureView(
            String accountId, String exchange, String marketType, String code, String error) {
        static FailureView of(OpenOrders.Failure failure) {
            Problem why =
                    switch (failure.why()) {
                        case OpenOrders.Failure.Why.NoKeys _ ->
                                Problem.of(503, "no_keys", "Its keys are not to be had just now.");
                        case OpenOrders.Failure.Why.Failed(var fault) -> Faults.problem(fault);
                    };
            return new FailureView(
                    failure.account().value(),
                    failure.venue().exchange().value(),
                    failure.venue().market().ccxt(),
                    why.code(),
                    why.sentence());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CancelledView(int orders, List<FailureView> failures) {}

    /** {@code active}: the caller's orders are refused just now, for one reason or the other. */
    @Schema(name = "Halt")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HaltView(boolean active, ScopeView all, ScopeView own, CancelledView cancelled) {
        static HaltView of(Halts halts, Optional<OpenOrders.Cancelled> cancelled) {
            return new HaltView(
                    halts.all().isPresent() || halts.own().isPresent(),
                    ScopeView.of(halts.all()),
                    ScopeView.of(halts.own()),
                    cancelled
                            .map(
                                    done ->
                                            new CancelledView(
                                                    done.orders(),
                                                    done.failures().stream()
                                                            .map(FailureView::of)
                                                            .toList()))
                            .orElse(null));
        }
    }

    @GET
    @Operation(operationId = "tradingHalt")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = HaltView.class)))
    public Response show(@Context ContainerRequestContext request) {
        return answer(halting.of(Call.of(request).caller()), Optional.empty());
    }

    @PUT
    @Operation(operationId = "haltTrading")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = HaltView.class)))
    public Response change(HaltBody body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        if (body.active() == null) {
            throw Malformed.field("active", "must be true or false");
        }
        HaltScope scope = scope(body.scope());
        boolean cancel = Boolean.TRUE.equals(body.cancelOpenOrders());
        if (cancel && !body.active()) {
            throw Malformed.field("cancelOpenOrders", "goes with active: true only");
        }
        Halting.Outcome outcome =
                body.active()
                        ? halting.halt(
                                call.caller(),
                                scope,
                                cancel ? Halting.Leftovers.CANCEL : Halting.Leftovers.LEAVE)
                        : halting.resume(call.caller(), scope);
        return switch (outcome) {
            case Halting.Outcome.Done(var halts, var cancelled) -> answer(halts, cancelled);
            case Halting.Outcome.Refused(var reason) -> Faults.refused(reason).response(call);
        };
    }

    private static HaltScope scope(String text) {
        return switch (text) {
            case "all" -> HaltScope.ALL;
            case "own" -> HaltScope.OWN;
            case null, default -> throw Malformed.field("scope", "must be all or own");
        };
    }

    private static Response answer(Halts halts, Optional<OpenOrders.Cancelled> cancelled) {
        return Response.ok(new Data(true, HaltView.of(halts, cancelled))).build();
    }

    /** As most routes answer; no exchange provided it. */
    record Data(boolean success, HaltView data) {}
}
