package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.rest.Requests.Query;
import cc.profitmaker.application.trading.AccountData;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;

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

import java.util.LinkedHashSet;
import java.util.Set;

/** What an exchange tells the owner of a key. */
@Path("/api/exchange")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AccountResource {
    private static final int MAX_SYMBOLS = 100;

    private final AccountData data;
    private final Routing routing;

    AccountResource(AccountData data, Routing routing) {
        this.data = data;
        this.routing = routing;
    }

    @POST
    @Path("/fetchBalance")
    @Operation(operationId = "fetchBalance")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    public Response fetchBalance(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        var asked = data.balance(call.caller(), routing.keys(body), venue);
        return Replies.respond(call, venue, asked, Views::balance);
    }

    @POST
    @Path("/fetchOrders")
    @Operation(operationId = "fetchOrders")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.OrderView.class)))
    public Response fetchOrders(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        var asked =
                data.orders(
                        call.caller(),
                        routing.keys(body),
                        venue,
                        Fields.possibleSymbol(body.symbol()),
                        Fields.page(body));
        return Replies.respond(call, venue, asked, Replies.each(Views.OrderView::of));
    }

    @POST
    @Path("/fetchOpenOrders")
    @Operation(operationId = "fetchOpenOrders")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.OrderView.class)))
    public Response fetchOpenOrders(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        var asked =
                data.openOrders(
                        call.caller(),
                        routing.keys(body),
                        venue,
                        Fields.possibleSymbol(body.symbol()),
                        Fields.page(body));
        return Replies.respond(call, venue, asked, Replies.each(Views.OrderView::of));
    }

    @POST
    @Path("/fetchMyTrades")
    @Operation(operationId = "fetchMyTrades")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.TradeView.class)))
    public Response fetchMyTrades(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        var asked =
                data.myTrades(
                        call.caller(),
                        routing.keys(body),
                        venue,
                        Fields.possibleSymbol(body.symbol()),
                        Fields.page(body));
        return Replies.respond(call, venue, asked, Replies.each(Views.TradeView::of));
    }

    @POST
    @Path("/fetchPositions")
    @Operation(operationId = "fetchPositions")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.PositionView.class)))
    public Response fetchPositions(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        var asked = data.positions(call.caller(), routing.keys(body), venue, symbols(body));
        return Replies.respond(call, venue, asked, Replies.each(Views.PositionView::of));
    }

    @POST
    @Path("/fetchLedger")
    @Operation(operationId = "fetchLedger")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.LedgerView.class)))
    public Response fetchLedger(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        var asked =
                data.ledger(
                        call.caller(),
                        routing.keys(body),
                        venue,
                        Fields.currency(body.code()),
                        Fields.page(body));
        return Replies.respond(call, venue, asked, Replies.each(Views.LedgerView::of));
    }

    private static Set<Symbol> symbols(Query body) {
        Set<Symbol> symbols = new LinkedHashSet<>(Fields.symbols(body.symbols(), MAX_SYMBOLS));
        Fields.possibleSymbol(body.symbol()).ifPresent(symbols::add);
        return symbols;
    }
}
