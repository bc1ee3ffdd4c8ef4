package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.Allowance;
import cc.profitmaker.adapter.exchange.wire.Cost;
import cc.profitmaker.adapter.exchange.wire.HeaderSignature;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.Lane;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/**
 * The calls of Kraken's spot REST API that CCXT makes, for ResCU to encode and sign. A null
 * argument is not sent. Of the public calls Kraken says that one a second is always taken; private
 * ones it counts per user.
 */
@Path("")
@Allowance(units = 30, seconds = 30)
interface KrakenRest {
    String SIGN = KrakenSignature.HEADER;
    String NONCE = "nonce";

    @GET
    @Path("0/public/Ticker")
    HttpOutcome ticker(@QueryParam("pair") String pair);

    @GET
    @Path("0/public/Depth")
    HttpOutcome book(@QueryParam("pair") String pair, @QueryParam("count") Integer count);

    @GET
    @Path("0/public/Trades")
    HttpOutcome trades(
            @QueryParam("pair") String pair,
            @QueryParam("since") Long since,
            @QueryParam("count") Integer count);

    /** Minutes and seconds. */
    @GET
    @Path("0/public/OHLC")
    HttpOutcome candles(
            @QueryParam("pair") String pair,
            @QueryParam("interval") String interval,
            @QueryParam("since") Long since);

    @POST
    @Path("0/private/BalanceEx")
    @Cost(0)
    HttpOutcome balance(@FormParam(NONCE) long nonce, @HeaderParam(SIGN) HeaderSignature signature);

    @POST
    @Path("0/private/GetApiKeyInfo")
    @Cost(0)
    HttpOutcome key(@FormParam(NONCE) long nonce, @HeaderParam(SIGN) HeaderSignature signature);

    @POST
    @Path("0/private/GetWebSocketsToken")
    @Cost(0)
    HttpOutcome token(@FormParam(NONCE) long nonce, @HeaderParam(SIGN) HeaderSignature signature);

    @POST
    @Path("0/private/OpenOrders")
    @Cost(0)
    HttpOutcome openOrders(
            @FormParam(NONCE) long nonce,
            @FormParam("start") Long start,
            @HeaderParam(SIGN) HeaderSignature signature);

    @POST
    @Path("0/private/OpenOrders")
    @Cost(value = 0, lane = Lane.ORDER)
    HttpOutcome openOrder(
            @FormParam(NONCE) long nonce,
            @FormParam("cl_ord_id") String clientOrderId,
            @HeaderParam(SIGN) HeaderSignature signature);

    @POST
    @Path("0/private/ClosedOrders")
    @Cost(0)
    HttpOutcome closedOrders(
            @FormParam(NONCE) long nonce,
            @FormParam("start") Long start,
            @HeaderParam(SIGN) HeaderSignature signature);

    @POST
    @Path("0/private/ClosedOrders")
    @Cost(value = 0, lane = Lane.ORDER)
    HttpOutcome closedOrder(
            @FormParam(NONCE) long nonce,
            @FormParam("cl_ord_id") String clientOrderId,
            @HeaderParam(SIGN) HeaderSignature signature);

    @POST
    @Path("0/private/TradesHistory")
    @Cost(0)
    HttpOutcome tradesHistory(
            @FormParam(NONCE) long nonce,
            @FormParam("start") Long start,
            @HeaderParam(SIGN) HeaderSignature signature);

    @POST
    @Path("0/private/Ledgers")
    @Cost(0)
    HttpOutcome ledger(
            @FormParam(NONCE) long nonce,
            @FormParam("asset") String asset,
            @FormParam("start") Long start,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** After the deadline Kraken does not take it any more. */
    @POST
    @Path("0/private/AddOrder")
    @Cost(value = 0, lane = Lane.ORDER)
    HttpOutcome place(
            @FormParam(NONCE) long nonce,
            @FormParam("pair") String pair,
            @FormParam("type") String side,
            @FormParam("ordertype") String orderType,
            @FormParam("volume") String volume,
            @FormParam("price") String price,
            @FormParam("price2") String price2,
            @FormParam("timeinforce") String timeInForce,
            @FormParam("oflags") String flags,
            @FormParam("reduce_only") Boolean reduceOnly,
            @FormParam("cl_ord_id") String clientOrderId,
            @FormParam("deadline") String deadline,
            @HeaderParam(SIGN) HeaderSignature signature);

    @POST
    @Path("0/private/CancelOrder")
    @Cost(value = 0, lane = Lane.CANCEL)
    HttpOutcome cancel(
            @FormParam(NONCE) long nonce,
            @FormParam("txid") String order,
            @HeaderParam(SIGN) HeaderSignature signature);

    /** Apart from the rest because its answer may be longer. */
    @Path("")
    @Allowance(units = 30, seconds = 30)
    interface Lists {
        @GET
        @Path("0/public/AssetPairs")
        HttpOutcome markets();
    }
}
