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
 * The calls of Binance's spot REST API that CCXT makes, for ResCU to encode and sign. XChange's own
 * interface reads into types that drop what they do not know; CCXT's {@code info} is all of it. A
 * null argument is not sent. Costs are the weights its documentation gives ("Limits" and each
 * call's page); {@code myTrades} without a limit of its own.
 */
@Path("")
@Allowance(units = 6000, seconds = 60)
interface BinanceRest {
    String KEY = "X-MBX-APIKEY";
    String SIGNATURE = "signature";

    @GET
    @Path("api/v3/ticker/24hr")
    @Cost(2)
    HttpOutcome ticker(@QueryParam("symbol") String symbol);

    @GET
    @Path("api/v3/depth")
    @Cost(5)
    HttpOutcome depth(@QueryParam("symbol") String symbol, @QueryParam("limit") Integer limit);

    /** The same of more than 100 levels. */
    @GET
    @Path("api/v3/depth")
    @Cost(50)
    HttpOutcome deepDepth(@QueryParam("symbol") String symbol, @QueryParam("limit") Integer limit);

    @GET
    @Path("api/v3/aggTrades")
    @Cost(4)
    HttpOutcome aggregatedTrades(
            @QueryParam("symbol") String symbol,
            @QueryParam("startTime") Long startTime,
            @QueryParam("endTime") Long endTime,
            @QueryParam("limit") Integer limit);

    @GET
    @Path("api/v3/klines")
    @Cost(2)
    HttpOutcome candles(
            @QueryParam("symbol") String symbol,
            @QueryParam("interval") String interval,
            @QueryParam("startTime") Long startTime,
            @QueryParam("limit") Integer limit);

    @GET
    @Path("api/v3/account")
    @Cost(20)
    HttpOutcome account(
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("sapi/v1/account/apiRestrictions")
    @Cost(1)
    HttpOutcome restrictions(
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("api/v3/openOrders")
    @Cost(6)
    HttpOutcome openOrders(
            @QueryParam("symbol") String symbol,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    /** The same of all markets, which weighs more. */
    @GET
    @Path("api/v3/openOrders")
    @Cost(80)
    HttpOutcome allOpenOrders(
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("api/v3/allOrders")
    @Cost(20)
    HttpOutcome allOrders(
            @QueryParam("symbol") String symbol,
            @QueryParam("startTime") Long startTime,
            @QueryParam("limit") Integer limit,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("api/v3/order")
    @Cost(value = 4, lane = Lane.ORDER)
    HttpOutcome order(
            @QueryParam("symbol") String symbol,
            @QueryParam("origClientOrderId") String clientOrderId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("api/v3/myTrades")
    @Cost(20)
    HttpOutcome myTrades(
            @QueryParam("symbol") String symbol,
            @QueryParam("startTime") Long startTime,
            @QueryParam("limit") Integer limit,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @POST
    @Path("api/v3/order")
    @Cost(value = 1, lane = Lane.ORDER)
    HttpOutcome place(
            @FormParam("symbol") String symbol,
            @FormParam("side") String side,
            @FormParam("type") String type,
            @FormParam("timeInForce") String timeInForce,
            @FormParam("quantity") BigDecimal quantity,
            @FormParam("price") BigDecimal price,
            @FormParam("stopPrice") BigDecimal stopPrice,
            @FormParam("newClientOrderId") String clientOrderId,
            @FormParam("newOrderRespType") String answer,
            @FormParam("recvWindow") long recvWindow,
            @FormParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @DELETE
    @Path("api/v3/order")
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
    @Allowance(units = 6000, seconds = 60)
    interface Lists {
        @GET
        @Path("api/v3/exchangeInfo")
        @Cost(20)
        HttpOutcome markets();
    }
}
