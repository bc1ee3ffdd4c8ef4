package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.adapter.web.rest.Requests.Cancel;
import cc.profitmaker.adapter.web.rest.Requests.NewOrder;
import cc.profitmaker.application.trading.Placement;
import cc.profitmaker.application.trading.Trading;
import cc.profitmaker.application.trading.Wish;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Placing and cancelling orders. */
@Path("/api/exchange")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OrderResource {
    private final Trading trading;
    private final Routing routing;

    OrderResource(Trading trading, Routing routing) {
        this.trading = trading;
        this.routing = routing;
    }

    @POST
    @Path("/createOrder")
    @Operation(operationId = "createOrder")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.OrderView.class)))
    public Response createOrder(NewOrder body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        Optional<IdempotencyKey> name = name(body, request);
        Wish wish = wish(body);
        return switch (trading.place(call.caller(), routing.keys(body), venue, wish, name)) {
            case Placement.Sent(var placed) -> respond(call, venue, placed);
            case Placement.Refused(var reason) -> Faults.refused(reason).response(call);
            case Placement.Breaks(var rule, var nearest) ->
                    Problem.of(400, "order_rule", "The order does not fit the market's rules.")
                            .with(
                                    Map.of(
                                            "rule",
                                            rule.name().toLowerCase(Locale.ROOT),
                                            "nearest",
                                            nearest))
                            .response(call);
            case Placement.ParamNotAllowed(var param) ->
                    OrderOptions.notAllowed(param.ccxt()).response(call);
            case Placement.Failed(var fault) -> Faults.problem(fault).response(call);
            case Placement.Conflict _ -> Faults.IDEMPOTENCY_CONFLICT.response(call);
            case Placement.InProgress _ -> Faults.IN_PROGRESS.response(call);
            case Placement.Halted _ -> Faults.TRADING_HALTED.response(call);
        };
    }

    @POST
    @Path("/cancelOrder")
    @Operation(operationId = "cancelOrder")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Views.OrderView.class)))
    public Response cancelOrder(Cancel body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Venue venue = routing.venue(body, call);
        OrderId order =
                Fields.parsed("orderId", "must be an order's id", OrderId::parse, body.orderId());
        Symbol symbol = Fields.symbol(body.symbol());
        var asked = trading.cancel(call.caller(), routing.keys(body), venue, order, symbol);
        return Replies.respond(call, venue, asked, Views.OrderView::of);
    }

    private static Response respond(Call call, Venue venue, Placed placed) {
        return switch (placed) {
            case Placed.Accepted(var order) ->
                    Response.ok(Envelope.of(venue.exchange(), Views.OrderView.of(order))).build();
            case Placed.Rejected(var fault) -> Faults.problem(fault).response(call);
            case Placed.Unconfirmed(var id, var fault) ->
                    Faults.unconfirmed(id, fault).response(call);
        };
    }

    /** What the user calls the order: in the header or in {@code params}, not in both. */
    private static Optional<IdempotencyKey> name(NewOrder body, ContainerRequestContext request) {
        List<String> headers = request.getHeaders().getOrDefault("Idempotency-Key", List.of());
        Optional<String> param = options(body).clientOrderId();
        if (headers.size() > 1 || (!headers.isEmpty() && param.isPresent())) {
            throw Malformed.field("Idempotency-Key", "is said twice, or as clientOrderId too");
        }
        return headers.stream()
                .findFirst()
                .or(() -> param)
                .map(
                        text ->
                                Fields.parsed(
                                        headers.isEmpty()
                                                ? "params.clientOrderId"
                                                : "Idempotency-Key",
                                        "must be 1 to 128 visible ASCII characters",
                                        IdempotencyKey::parse,
                                        text));
    }

    private static OrderOptions options(NewOrder body) {
        return body.params() == null ? OrderOptions.NONE : body.params();
    }

    private static Wish wish(NewOrder body) {
        OrderOptions options = options(body);
        Side side = Fields.parsed("side", "must be buy or sell", Side::parse, body.side());
        BigDecimal amount = OrderOptions.positive("amount", body.amount());
        return new Wish(
                Fields.symbol(body.symbol()),
                side,
                pricing(body, options),
                new Quantity(amount),
                options.terms(),
                options.used());
    }

    private static Pricing pricing(NewOrder body, OrderOptions options) {
        return switch (body.type()) {
            case null -> throw Malformed.field("type", "is missing");
            case "market" -> atMarket(body);
            case "limit" -> atLimit(body);
            case "stop", "stop_market" -> {
                demandTrigger(options);
                yield atMarket(body);
            }
            case "stop_limit" -> {
                demandTrigger(options);
                yield atLimit(body);
            }
            default ->
                    throw Malformed.field(
                            "type", "must be market, limit, stop, stop_market or stop_limit");
        };
    }

    /** CCXT's clients send a price with market orders too, for the cost; it does not bind. */
    private static Pricing atMarket(NewOrder body) {
        if (body.price() != null) {
            OrderOptions.positive("price", body.price());
        }
        return new Pricing.AtMarket();
    }

    private static Pricing atLimit(NewOrder body) {
        return new Pricing.AtLimit(new Price(OrderOptions.positive("price", body.price())));
    }

    private static void demandTrigger(OrderOptions options) {
        if (!options.has(OrderParam.TRIGGER_PRICE)) {
            throw Malformed.field("params.triggerPrice", "is missing");
        }
    }
}
