package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.HeaderSignature;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;

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
 * argument is not sent. The weights are KuCoin's: of the public ones 2000 in 30 seconds for an
 * address, of the spot ones 4000 and of the account ones ("management") 2000 in 30 seconds for a
 * user of VIP level 0.
 */
@Path("")
interface KucoinRest {
    String SIGN = KucoinSignature.HEADER;
    String JSON = "application/json";

    /** Public, weight 15. */
    @GET
    @Path("api/v1/market/stats")
    HttpOutcome ticker(@QueryParam("symbol") String symbol);

    /** Public, weight 15. */
    @GET
    @Path("api/v1/market/allTickers")
    HttpOutcome tickers();

    /** Public, weight 2. */
    @GET
    @Path("api/v1/market/orderbook/level2_20")
    HttpOutcome shallowBook(@QueryParam("symbol") String symbol);

    /** Public, weight 4. */
    @GET
    @Path("api/v1/market/orderbook/level2_100")
    HttpOutcome book(@QueryParam("symbol") String symbol);

    /** Public, weight 3. */
    @GET
    @Path("api/v1/market/histories")
    HttpOutcome trades(@QueryParam("symbol") String symbol);

    /** Public, weight 3. Times are in seconds. */
    @GET
    @Path("api/v1/market/candles")
    HttpOutcome candles(
            @QueryParam("symbol") String symbol,
            @QueryParam("type") String type,
            @QueryParam("startAt") Long startAt,
            @QueryParam("endAt") long endAt);

    /** Account, weight 5. */
    @GET
    @Path("api/v1/accounts")
    HttpOutcome accounts(
            @QueryParam("type") String type, @HeaderParam(SIGN) HeaderSignature signature);

    /** Account, weight 20. */
    @GET
    @Path("api/v1/user/api-key")
    HttpOutcome key(@HeaderParam(SIGN) HeaderSignature signature);

    /** Account, weight 2. */
    @GET
    @Path("api/v1/hf/accounts/ledgers")
    HttpOutcome ledger(
            @QueryParam("startAt") Long startAt,
            @QueryParam("currency") String currency,
            @QueryParam("limit") Integer limit,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 2. */
    @GET
    @Path("api/v1/hf/orders/active")
    HttpOutcome activeOrders(
            @QueryParam("symbol") String symbol,
            @QueryParam("tradeType") String tradeType,
            @QueryParam("status") String status,
            @QueryParam("startAt") Long startAt,
            @QueryParam("pageSize") Integer pageSize,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 2. */
    @GET
    @Path("api/v1/hf/orders/done")
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
    HttpOutcome fills(
            @QueryParam("symbol") String symbol,
            @QueryParam("limit") Integer limit,
            @QueryParam("startAt") Long startAt,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 2. */
    @GET
    @Path("api/v1/hf/orders/client-order/{clientOid}")
    HttpOutcome order(
            @PathParam("clientOid") String clientOid,
            @QueryParam("symbol") String symbol,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 3. */
    @GET
    @Path("api/v1/stop-order/queryOrderByClientOid")
    HttpOutcome stopOrder(
            @QueryParam("clientOid") String clientOid,
            @QueryParam("symbol") String symbol,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 1. */
    @POST
    @Path("api/v1/hf/orders")
    @Consumes(JSON)
    HttpOutcome place(Map<String, Object> order, @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 1. */
    @POST
    @Path("api/v1/stop-order")
    @Consumes(JSON)
    HttpOutcome placeStop(Map<String, Object> order, @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 1. */
    @DELETE
    @Path("api/v1/hf/orders/{orderId}")
    HttpOutcome cancel(
            @PathParam("orderId") String orderId,
            @QueryParam("symbol") String symbol,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Spot, weight 3. */
    @DELETE
    @Path("api/v1/stop-order/{orderId}")
    HttpOutcome cancelStop(
            @PathParam("orderId") String orderId, @HeaderParam(SIGN) HeaderSignature signature);

    /** Apart from the rest because its answer may be longer. */
    @Path("")
    interface Lists {
        /** Public, weight 4. */
        @GET
        @Path("api/v2/symbols")
        HttpOutcome markets();
    }
}
