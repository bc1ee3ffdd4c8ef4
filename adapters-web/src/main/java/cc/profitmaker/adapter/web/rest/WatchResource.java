package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.rest.Requests.Query;
import cc.profitmaker.application.stream.Watching;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

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

import java.util.List;
import java.util.Optional;

/** The next update of a stream, once, as CCXT Pro's calls have it. */
@Path("/api/exchange")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class WatchResource {
    private final Watching watching;
    private final Routing routing;

    WatchResource(Watching watching, Routing routing) {
        this.watching = watching;
        this.routing = routing;
    }

    @POST
    @Path("/watchTicker")
    @Operation(operationId = "watchTicker")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.TickerView.class)))
    public Response watchTicker(Query body, @Context ContainerRequestContext request) {
        return watch(body, request, Topic::ticker);
    }

    @POST
    @Path("/watchOrderBook")
    @Operation(operationId = "watchOrderBook")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.OrderBookView.class)))
    public Response watchOrderBook(Query body, @Context ContainerRequestContext request) {
        return watch(body, request, Topic::orderBook);
    }

    @POST
    @Path("/watchTrades")
    @Operation(operationId = "watchTrades")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.TradeView.class)))
    public Response watchTrades(Query body, @Context ContainerRequestContext request) {
        return watch(body, request, Topic::trades);
    }

    @POST
    @Path("/watchOHLCV")
    @Operation(operationId = "watchOHLCV")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "array")))
    public Response watchCandles(Query body, @Context ContainerRequestContext request) {
        var timeframe = Fields.timeframe(body.timeframe());
        return watch(body, request, (venue, symbol) -> Topic.candles(venue, symbol, timeframe));
    }

    @POST
    @Path("/watchBalance")
    @Operation(operationId = "watchBalance")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    public Response watchBalance(Query body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.streaming(body, call);
        var asked = watching.nextBalance(call.caller(), routing.keys(body), venue);
        return Replies.respond(call, venue, asked, Views::balance);
    }

    private interface Wanted {
        Topic of(Venue venue, Symbol symbol);
    }

    private Response watch(Query body, ContainerRequestContext request, Wanted wanted) {
        Call call = Call.of(request);
        Venue venue = routing.streaming(body, call);
        Topic topic = wanted.of(venue, Fields.symbol(body.symbol()));
        Optional<Integer> limit = Fields.limit(body.limit());
        return Replies.respond(
                call,
                venue,
                watching.next(call.caller(), topic),
                update -> Told.view(cut(update.tick(), limit)));
    }

    /** The newest {@code limit} of what comes in numbers, and as many levels of a book. */
    private static Tick cut(Tick tick, Optional<Integer> limit) {
        if (limit.isEmpty()) {
            return tick;
        }
        int most = limit.get();
        return switch (tick) {
            case Tick.Quoted quoted -> quoted;
            case Tick.Traded(var trades) -> new Tick.Traded(newest(trades, most));
            case Tick.Candles(var candles) -> new Tick.Candles(newest(candles, most));
            case Tick.Book(var book) ->
                    new Tick.Book(
                            new OrderBook(
                                    book.symbol(),
                                    book.timestamp(),
                                    book.nonce(),
                                    best(book.bids(), most),
                                    best(book.asks(), most)));
        };
    }

    private static <T> List<T> newest(List<T> rows, int most) {
        return rows.subList(Math.max(0, rows.size() - most), rows.size());
    }

    private static <T> List<T> best(List<T> levels, int most) {
        return levels.subList(0, Math.min(most, levels.size()));
    }
}
