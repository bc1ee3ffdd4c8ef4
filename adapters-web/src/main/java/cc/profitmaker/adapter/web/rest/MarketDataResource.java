package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.rest.Requests.Config;
import cc.profitmaker.adapter.web.rest.Requests.Query;
import cc.profitmaker.application.trading.MarketData;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.util.List;

/** What exchanges tell everybody. */
@Path("/api/exchange")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class MarketDataResource {
    private final MarketData data;
    private final Routing routing;

    MarketDataResource(MarketData data, Routing routing) {
        this.data = data;
        this.routing = routing;
    }

    @Schema(name = "Exchanges")
    record ExchangesView(boolean success, List<String> data) {}

    @GET
    @Path("/list")
    @Operation(operationId = "listExchanges")
    public ExchangesView list() {
        return new ExchangesView(true, data.exchanges().stream().map(ExchangeId::value).toList());
    }

    @POST
    @Path("/instance")
    @Operation(operationId = "instance")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MarketViews.InstanceView.class)))
    public Response instance(Config body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(call, body);
        return switch (data.open(venue)) {
            case Reply.Failed<Capabilities>(var fault) -> Faults.problem(fault).response(call);
            case Reply.Answered<Capabilities> _ ->
                    Response.ok(MarketViews.InstanceView.of(venue, body)).build();
        };
    }

    @POST
    @Path("/capabilities")
    @Operation(operationId = "capabilities")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(schema = @Schema(implementation = MarketViews.CapabilitiesView.class)))
    public Response capabilities(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        if (body.symbols() != null && body.symbols().contains(null)) {
            throw Malformed.field("symbols", "must be symbols");
        }
        return Replies.respond(
                call,
                venue,
                data.offer(venue),
                offer -> MarketViews.CapabilitiesView.of(offer, body.symbols()));
    }

    @POST
    @Path("/market")
    @Operation(operationId = "market")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MarketViews.MarketView.class)))
    public Response market(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        Symbol symbol = Fields.symbol(body.symbol());
        return Replies.respond(call, venue, data.market(venue, symbol), MarketViews.MarketView::of);
    }

    @POST
    @Path("/fetchTicker")
    @Operation(operationId = "fetchTicker")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.TickerView.class)))
    public Response fetchTicker(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        Symbol symbol = Fields.symbol(body.symbol());
        return Replies.respond(call, venue, data.ticker(venue, symbol), Views.TickerView::of);
    }

    @POST
    @Path("/fetchOrderBook")
    @Operation(operationId = "fetchOrderBook")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.OrderBookView.class)))
    public Response fetchOrderBook(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        Symbol symbol = Fields.symbol(body.symbol());
        return Replies.respond(
                call,
                venue,
                data.orderBook(venue, symbol, Fields.limit(body.limit())),
                Views.OrderBookView::of);
    }

    @POST
    @Path("/fetchTrades")
    @Operation(operationId = "fetchTrades")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.TradeView.class)))
    public Response fetchTrades(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        Symbol symbol = Fields.symbol(body.symbol());
        return Replies.respond(
                call,
                venue,
                data.trades(venue, symbol, Fields.page(body)),
                Replies.each(Views.TradeView::of));
    }

    @POST
    @Path("/fetchOHLCV")
    @Operation(operationId = "fetchOHLCV")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "array")))
    public Response fetchCandles(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        Symbol symbol = Fields.symbol(body.symbol());
        return Replies.respond(
                call,
                venue,
                data.candles(venue, symbol, Fields.timeframe(body.timeframe()), Fields.page(body)),
                Replies.each(Views::candle));
    }
}
