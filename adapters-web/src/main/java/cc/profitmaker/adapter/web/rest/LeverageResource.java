package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.rest.Requests.NewLeverages;
import cc.profitmaker.adapter.web.rest.Requests.Query;
import cc.profitmaker.application.trading.Leverages;
import cc.profitmaker.application.trading.Leverages.Mode;
import cc.profitmaker.application.trading.Leverages.Result;
import cc.profitmaker.application.trading.Leverages.Wanted;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** Reading and setting leverage. */
@Path("/api/exchange")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class LeverageResource {
    private final Leverages leverages;
    private final Routing routing;

    LeverageResource(Leverages leverages, Routing routing) {
        this.leverages = leverages;
        this.routing = routing;
    }

    /** One market's fate; {@code code} is the one an error of its own would have. */
    @Schema(name = "LeverageResult")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResultView(
            String symbol,
            @Schema(allowableValues = {"set", "would_set", "out_of_bounds", "failed"})
                    String status,
            BigDecimal leverage,
            MarketViews.Range allowed,
            String code,
            String error) {
        static ResultView of(Result result) {
            String symbol = result.symbol().value();
            return switch (result) {
                case Result.Set(_, var leverage) ->
                        new ResultView(symbol, "set", leverage, null, null, null);
                case Result.WouldSet(_, var leverage) ->
                        new ResultView(symbol, "would_set", leverage, null, null, null);
                case Result.OutOfBounds(_, var allowed) ->
                        new ResultView(
                                symbol,
                                "out_of_bounds",
                                null,
                                MarketViews.Range.of(allowed),
                                "out_of_bounds",
                                null);
                case Result.Failed(_, var fault) -> {
                    var problem = Faults.problem(fault);
                    yield new ResultView(
                            symbol, "failed", null, null, problem.code(), problem.sentence());
                }
            };
        }
    }

    @POST
    @Path("/fetchLeverages")
    @Operation(operationId = "fetchLeverages")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.LeverageView.class)))
    public Response fetchLeverages(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        var symbols = Set.copyOf(Fields.symbols(body.symbols(), Leverages.MAX_SYMBOLS));
        var asked = leverages.fetch(call.caller(), routing.keys(body), venue, symbols);
        return Replies.respond(call, venue, asked, Replies.each(Views.LeverageView::of));
    }

    @POST
    @Path("/leverageMarkets")
    @Operation(operationId = "leverageMarkets")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MarketViews.MarketView.class)))
    public Response leverageMarkets(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = withMarketType(body, routing.venue(body, call));
        var asked = leverages.markets(call.caller(), routing.possibleKeys(body), venue);
        return Replies.respond(call, venue, asked, Replies.each(MarketViews.MarketView::of));
    }

    @POST
    @Path("/setLeverages")
    @Operation(operationId = "setLeverages")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ResultView.class)))
    public Response setLeverages(NewLeverages body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        List<Symbol> symbols = Fields.symbols(body.symbols(), Leverages.MAX_SYMBOLS);
        if (symbols.isEmpty()) {
            throw Malformed.field("symbols", "is missing");
        }
        Mode mode = Boolean.TRUE.equals(body.dryRun()) ? Mode.DRY_RUN : Mode.SET;
        var asked =
                leverages.set(
                        call.caller(), routing.keys(body), venue, symbols, wanted(body), mode);
        return Replies.respond(call, venue, asked, Replies.each(ResultView::of));
    }

    private static Wanted wanted(NewLeverages body) {
        if (body.leverage() == null) {
            throw Malformed.field("leverage", "is missing");
        }
        if (body.leverage().exactly().isEmpty()) {
            return new Wanted.Greatest();
        }
        BigDecimal exactly = body.leverage().exactly().get();
        if (exactly.compareTo(BigDecimal.ONE) < 0) {
            throw Malformed.field("leverage", "must be 1 or more, or \"max\"");
        }
        return new Wanted.Exactly(exactly);
    }

    /** This one call takes the market type beside the exchange too. */
    private static Venue withMarketType(Query body, Venue venue) {
        boolean named =
                body.market() != null
                        || (body.config() != null && body.config().marketType() != null);
        if (named || body.marketType() == null) {
            return venue;
        }
        return new Venue(
                venue.exchange(),
                Fields.parsed(
                        "marketType",
                        "must be spot, margin, swap, future or option",
                        MarketType::parse,
                        body.marketType()),
                venue.environment());
    }
}
