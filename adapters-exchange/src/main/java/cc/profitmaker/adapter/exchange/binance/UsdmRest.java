package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.Allowance;
import cc.profitmaker.adapter.exchange.wire.Cost;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.Lane;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import si.mazi.rescu.ParamsDigest;

import java.math.BigDecimal;

/**
 * The calls of Binance's USDⓈ-M futures that CCXT makes; all of them begin with {@code fapi}, so
 * that none can reach spot, whatever host serves it. A null argument is not sent. Costs are the
 * weights its documentation gives.
 */
@Path("")
@Allowance(units = 2400, seconds = 60)
interface UsdmRest {
    String KEY = BinanceRest.KEY;
    String SIGNATURE = BinanceRest.SIGNATURE;

    @GET
    @Path("fapi/v1/ticker/24hr")
    @Cost(1)
    HttpOutcome ticker(@QueryParam("symbol") String symbol);

    @GET
    @Path("fapi/v1/depth")
    @Cost(10)
    HttpOutcome depth(@QueryParam("symbol") String symbol, @QueryParam("limit") Integer limit);

    @GET
    @Path("fapi/v1/aggTrades")
    @Cost(20)
    HttpOutcome aggregatedTrades(
            @QueryParam("symbol") String symbol,
            @QueryParam("startTime") Long startTime,
            @QueryParam("endTime") Long endTime,
            @QueryParam("limit") Integer limit);

    @GET
    @Path("fapi/v1/klines")
    @Cost(5)
    HttpOutcome candles(
            @QueryParam("symbol") String symbol,
            @QueryParam("interval") String interval,
            @QueryParam("startTime") Long startTime,
            @QueryParam("limit") Integer limit);

    @GET
    @Path("fapi/v3/account")
    @Cost(5)
    HttpOutcome account(
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("fapi/v3/positionRisk")
    @Cost(5)
    HttpOutcome positions(
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("fapi/v1/income")
    @Cost(30)
    HttpOutcome income(
            @QueryParam("startTime") Long startTime,
            @QueryParam("limit") Integer limit,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("fapi/v1/symbolConfig")
    @Cost(5)
    HttpOutcome configurations(
            @QueryParam("symbol") String symbol,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @POST
    @Path("fapi/v1/leverage")
    @Cost(value = 1, lane = Lane.ORDER)
    HttpOutcome leverage(
            @FormParam("symbol") String symbol,
            @FormParam("leverage") int leverage,
            @FormParam("recvWindow") long recvWindow,
            @FormParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("fapi/v1/openOrders")
    @Cost(1)
    HttpOutcome openOrders(
            @QueryParam("symbol") String symbol,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    /** The same of all markets. */
    @GET
    @Path("fapi/v1/openOrders")
    @Cost(40)
    HttpOutcome allOpenOrders(
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("fapi/v1/allOrders")
    @Cost(5)
    HttpOutcome allOrders(
            @QueryParam("symbol") String symbol,
            @QueryParam("startTime") Long startTime,
            @QueryParam("limit") Integer limit,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("fapi/v1/order")
    @Cost(value = 1, lane = Lane.ORDER)
    HttpOutcome order(
            @QueryParam("symbol") String symbol,
            @QueryParam("origClientOrderId") String clientOrderId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("fapi/v1/userTrades")
    @Cost(5)
    HttpOutcome myTrades(
            @QueryParam("symbol") String symbol,
            @QueryParam("startTime") Long startTime,
            @QueryParam("endTime") Long endTime,
            @QueryParam("limit") Integer limit,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    /** One unit, because Binance counts orders apart from weight. */
    @POST
    @Path("fapi/v1/order")
    @Cost(value = 1, lane = Lane.ORDER)
    HttpOutcome place(
            @FormParam("symbol") String symbol,
            @FormParam("side") String side,
            @FormParam("type") String type,
            @FormParam("timeInForce") String timeInForce,
            @FormParam("quantity") BigDecimal quantity,
            @FormParam("price") BigDecimal price,
            @FormParam("reduceOnly") Boolean reduceOnly,
            @FormParam("newClientOrderId") String clientOrderId,
            @FormParam("newOrderRespType") String answer,
            @FormParam("recvWindow") long recvWindow,
            @FormParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @DELETE
    @Path("fapi/v1/order")
    @Cost(value = 1, lane = Lane.CANCEL)
    HttpOutcome cancel(
            @QueryParam("symbol") String symbol,
            @QueryParam("orderId") long orderId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    /** Apart from the rest because its answer may be much longer. */
    @Path("")
    @Allowance(units = 2400, seconds = 60)
    interface Lists {
        @GET
        @Path("fapi/v1/exchangeInfo")
        @Cost(1)
        HttpOutcome markets();
    }
}
