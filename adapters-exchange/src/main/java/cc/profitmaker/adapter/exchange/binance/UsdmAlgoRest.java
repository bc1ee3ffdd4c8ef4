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
 * The calls of Binance's USDⓈ-M futures about orders that wait for a trigger, as {@link UsdmRest}.
 */
@Path("")
@Allowance(units = 2400, seconds = 60)
interface UsdmAlgoRest {
    String KEY = BinanceRest.KEY;
    String SIGNATURE = BinanceRest.SIGNATURE;

    @GET
    @Path("fapi/v1/openAlgoOrders")
    @Cost(1)
    HttpOutcome open(
            @QueryParam("symbol") String symbol,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    /** The same of all markets. */
    @GET
    @Path("fapi/v1/openAlgoOrders")
    @Cost(40)
    HttpOutcome allOpen(
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @GET
    @Path("fapi/v1/algoOrder")
    @Cost(value = 1, lane = Lane.ORDER)
    HttpOutcome order(
            @QueryParam("symbol") String symbol,
            @QueryParam("clientAlgoId") String clientOrderId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    /** One unit, because Binance counts orders apart from weight. */
    @POST
    @Path("fapi/v1/algoOrder")
    @Cost(value = 1, lane = Lane.ORDER)
    HttpOutcome place(
            @FormParam("algoType") String algoType,
            @FormParam("symbol") String symbol,
            @FormParam("side") String side,
            @FormParam("type") String type,
            @FormParam("timeInForce") String timeInForce,
            @FormParam("quantity") BigDecimal quantity,
            @FormParam("price") BigDecimal price,
            @FormParam("triggerPrice") BigDecimal triggerPrice,
            @FormParam("reduceOnly") Boolean reduceOnly,
            @FormParam("clientAlgoId") String clientOrderId,
            @FormParam("newOrderRespType") String answer,
            @FormParam("recvWindow") long recvWindow,
            @FormParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);

    @DELETE
    @Path("fapi/v1/algoOrder")
    @Cost(value = 1, lane = Lane.CANCEL)
    HttpOutcome cancel(
            @QueryParam("symbol") String symbol,
            @QueryParam("algoId") long algoId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") long timestamp,
            @HeaderParam(KEY) String key,
            @QueryParam(SIGNATURE) ParamsDigest signature);
}
