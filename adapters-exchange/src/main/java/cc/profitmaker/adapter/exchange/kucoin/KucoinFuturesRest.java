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
 * The calls of KuCoin's futures REST API that CCXT makes, for ResCU to encode and sign. A null
 * argument is not sent. What a user has an allowance of their own for costs the address nothing.
 * The weights are KuCoin's: of the public ones 2000 in 30 seconds for an address, of the others
 * 2000 in 30 seconds for a user of VIP level 0.
 */
@Path("")
@Allowance(units = 2000, seconds = 30)
interface KucoinFuturesRest {
    String SIGN = KucoinSignature.HEADER;
    String JSON = "application/json";

    /** Public, weight 2. */
    @GET
    @Path("api/v1/ticker")
    @Cost(2)
    HttpOutcome ticker(@QueryParam("symbol") String symbol);

    /** Public, weight 5. */
    @GET
    @Path("api/v1/level2/depth20")
    @Cost(5)
    HttpOutcome shallowBook(@QueryParam("symbol") String symbol);

    /** Public, weight 5. */
    @GET
    @Path("api/v1/level2/depth100")
    @Cost(5)
    HttpOutcome deepBook(@QueryParam("symbol") String symbol);

    /** Public, weight 3. */
    @GET
    @Path("api/v1/level2/snapshot")
    @Cost(3)
    HttpOutcome book(@QueryParam("symbol") String symbol);

    /** Public, weight 5. */
    @GET
    @Path("api/v1/trade/history")
    @Cost(5)
    HttpOutcome trades(@QueryParam("symbol") String symbol);

    /** Public, weight 3. Times are in milliseconds. */
    @GET
    @Path("api/v1/kline/query")
    @Cost(3)
    HttpOutcome candles(
            @QueryParam("symbol") String symbol,
            @QueryParam("granularity") String minutes,
            @QueryParam("from") Long from,
            @QueryParam("to") long to);

    /** Weight 5. */
    @GET
    @Path("api/v1/account-overview")
    @Cost(0)
    HttpOutcome account(
            @QueryParam("currency") String currency, @HeaderParam(SIGN) HeaderSignature signature);

    /** Weight 2. */
    @GET
    @Path("api/v1/transaction-history")
    @Cost(0)
    HttpOutcome ledger(
            @QueryParam("startAt") Long startAt,
            @QueryParam("currency") String currency,
            @QueryParam("maxCount") Integer maxCount,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Weight 2. */
    @GET
    @Path("api/v1/orders")
    @Cost(0)
    HttpOutcome orders(
            @QueryParam("status") String status,
            @QueryParam("symbol") String symbol,
            @QueryParam("startAt") Long startAt,
            @QueryParam("pageSize") int pageSize,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Weight 6. Those that wait for their trigger; 1000 at most. */
    @GET
    @Path("api/v1/stopOrders")
    @Cost(0)
    HttpOutcome waitingOrders(
            @QueryParam("symbol") String symbol,
            @QueryParam("startAt") Long startAt,
            @QueryParam("pageSize") int pageSize,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Weight 5. Of orders that wait for their trigger, too. */
    @GET
    @Path("api/v1/orders/byClientOid")
    @Cost(value = 0, lane = Lane.ORDER)
    HttpOutcome order(
            @QueryParam("clientOid") String clientOid,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Weight 5. */
    @GET
    @Path("api/v1/fills")
    @Cost(0)
    HttpOutcome fills(
            @QueryParam("symbol") String symbol,
            @QueryParam("startAt") Long startAt,
            @QueryParam("pageSize") Integer pageSize,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Weight 2. */
    @GET
    @Path("api/v1/positions")
    @Cost(0)
    HttpOutcome positions(@HeaderParam(SIGN) HeaderSignature signature);

    /** Weight 2. */
    @GET
    @Path("api/v2/getCrossUserLeverage")
    @Cost(0)
    HttpOutcome leverage(
            @QueryParam("symbol") String symbol, @HeaderParam(SIGN) HeaderSignature signature);

    /** Weight 2. */
    @POST
    @Path("api/v2/changeCrossUserLeverage")
    @Consumes(JSON)
    @Cost(0)
    HttpOutcome setLeverage(
            Map<String, Object> leverage, @HeaderParam(SIGN) HeaderSignature signature);

    /** Weight 2. */
    @POST
    @Path("api/v1/orders")
    @Consumes(JSON)
    @Cost(value = 0, lane = Lane.ORDER)
    HttpOutcome place(Map<String, Object> order, @HeaderParam(SIGN) HeaderSignature signature);

    /** Weight 1. Of orders that wait for their trigger, too. */
    @DELETE
    @Path("api/v1/orders/{orderId}")
    @Cost(value = 0, lane = Lane.CANCEL)
    HttpOutcome cancel(
            @PathParam("orderId") String orderId, @HeaderParam(SIGN) HeaderSignature signature);

    /** Apart from the rest because its answer may be longer. */
    @Path("")
    @Allowance(units = 2000, seconds = 30)
    interface Lists {
        /** Public, weight 3. */
        @GET
        @Path("api/v1/contracts/active")
        @Cost(3)
        HttpOutcome markets();
    }
}
