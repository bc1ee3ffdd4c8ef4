package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.Allowance;
import cc.profitmaker.adapter.exchange.wire.Cost;
import cc.profitmaker.adapter.exchange.wire.HeaderSignature;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.Lane;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import java.util.Map;

/**
 * The calls of KuCoin's spot REST API that CCXT makes, for ResCU to encode and sign. A null
 * argument is not sent. What a user has an allowance of their own for costs the address nothing.
 * The weights are KuCoin's: of the public ones 2000 in 30 seconds for an address, of the spot ones
 * 4000 and of the account ones ("management") 2000 in 30 seconds for a user of VIP level 0.
 */
@Path("")
@Allowance(units = 2000, seconds = 30)
interface KucoinRest {
    String SIGN = KucoinSignature.HEADER;
    String JSON = "application/json";

    /** Public, weight 15. */
    @GET
    @Path("api/v1/market/stats")
    @Cost(15)
    HttpOutcome ticker(@QueryParam("symbol") String symbol);

    /** Public, weight 15. */
    @GET
    @Path("api/v1/market/allTickers")
    @Cost(15)
    HttpOutcome tickers();

    /** Public, weight 2. */
    @GET
    @Path("api/v1/market/orderbook/level2_20")
    @Cost(2)
    HttpOutcome shallowBook(@QueryParam("symbol") String symbol);

    /** Public, weight 4. */
    @GET
    @Path("api/v1/market/orderbook/level2_100")
    @Cost(4)
    HttpOutcome book(@QueryParam("symbol") String symbol);

    /** Public, weight 3. */
    @GET
    @Path("api/v1/market/histories")
    @Cost(3)
    HttpOutcome trades(@QueryParam("symbol") String symbol);

    /** Public, weight 3. Times are in seconds. */
    @GET
    @Path("api/v1/market/candles")
    @Cost(3)
    HttpOutcome candles(
            @QueryParam("symbol") String symbol,
            @QueryParam("type") String type,
            @QueryParam("startAt") Long startAt,
            @QueryParam("endAt") long endAt);

    /** Account, weight 5. */
    @GET
    @Path("api/v1/accounts")
    @Cost(0)
    HttpOutcome accounts(
            @QueryParam("type") String type, @HeaderParam(SIGN) HeaderSignature signature);

    /** Account, weight 20. */
    @GET
    @Path("api/v1/user/api-key")
    @Cost(0)
    HttpOutcome key(@HeaderParam(SIGN) HeaderSignature signature);

    /** Account, weight 2. */
    @GET
    @Path("api/v1/hf/accounts/ledgers")
    @Cost(0)
    HttpOutcome ledger(
            @QueryParam("startAt") Long startAt,
            @QueryParam("currency") String currency,
            @QueryParam("limit") Integer limit,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 2. */
    @GET
    @Path("api/v1/hf/orders/active")
    @Cost(0)
    HttpOutcome activeOrders(
            @QueryParam("symbol") String symbol,
            @QueryParam("tradeType") String tradeType,
            @QueryParam("status") String status,
            @QueryParam("startAt") Long startAt,
            @QueryParam("pageSize") Integer pageSize,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 8. Those that wait for their trigger; 500 at most. */
    @GET
    @Path("api/v1/stop-order")
    @Cost(0)
    HttpOutcome waitingOrders(
            @QueryParam("symbol") String symbol,
            @QueryParam("tradeType") String tradeType,
            @QueryParam("status") String status,
            @QueryParam("startAt") Long startAt,
            @QueryParam("pageSize") int pageSize,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 2. */
    @GET
    @Path("api/v1/hf/orders/done")
    @Cost(0)
    HttpOutcome doneOrders(
            @QueryParam("symbol") String symbol,
            @QueryParam("tradeType") String tradeType,
            @QueryParam("status") String status,
            @QueryParam("startAt") Long startAt,
            @QueryParam("pageSize") Integer pageSize,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 2. */
    @GET
    @Path("api/v1/hf/fills")
    @Cost(0)
    HttpOutcome fills(
            @QueryParam("symbol") String symbol,
            @QueryParam("limit") Integer limit,
            @QueryParam("startAt") Long startAt,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 2. */
    @GET
    @Path("api/v1/hf/orders/client-order/{clientOid}")
    @Cost(value = 0, lane = Lane.ORDER)
    HttpOutcome order(
            @PathParam("clientOid") String clientOid,
            @QueryParam("symbol") String symbol,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 3. */
    @GET
    @Path("api/v1/stop-order/queryOrderByClientOid")
    @Cost(value = 0, lane = Lane.ORDER)
    HttpOutcome stopOrder(
            @QueryParam("clientOid") String clientOid,
            @QueryParam("symbol") String symbol,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 1. */
    @POST
    @Path("api/v1/hf/orders")
    @Consumes(JSON)
    @Cost(value = 0, lane = Lane.ORDER)
    HttpOutcome place(Map<String, Object> order, @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 1. */
    @POST
    @Path("api/v1/stop-order")
    @Consumes(JSON)
    @Cost(value = 0, lane = Lane.ORDER)
    HttpOutcome placeStop(Map<String, Object> order, @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 1. */
    @DELETE
    @Path("api/v1/hf/orders/{orderId}")
    @Cost(value = 0, lane = Lane.CANCEL)
    HttpOutcome cancel(
            @PathParam("orderId") String orderId,
            @QueryParam("symbol") String symbol,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 3. */
    @DELETE
    @Path("api/v1/stop-order/{orderId}")
    @Cost(value = 0, lane = Lane.CANCEL)
    HttpOutcome cancelStop(
            @PathParam("orderId") String orderId, @HeaderParam(SIGN) HeaderSignature signature);

    /** Apart from the rest because its answer may be longer. */
    @Path("")
    @Allowance(units = 2000, seconds = 30)
    interface Lists {
        /** Public, weight 4. */
        @GET
        @Path("api/v2/symbols")
        @Cost(4)
        HttpOutcome markets();
    }
}
