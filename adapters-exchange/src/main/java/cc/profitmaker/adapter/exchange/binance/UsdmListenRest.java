package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.Allowance;
import cc.profitmaker.adapter.exchange.wire.Cost;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/**
 * The listen key of USDⓈ-M futures: an API key has one at a time, and none of these calls is
 * signed.
 */
@Path("")
@Allowance(units = 2400, seconds = 60)
interface UsdmListenRest {
    /** The one there is, for another 60 minutes, or a new one. */
    @POST
    @Path("fapi/v1/listenKey")
    @Cost(1)
    HttpOutcome open(@HeaderParam(BinanceRest.KEY) String key);

    /** For another 60 minutes. */
    @PUT
    @Path("fapi/v1/listenKey")
    @Cost(1)
    HttpOutcome prolong(@HeaderParam(BinanceRest.KEY) String key);

    @DELETE
    @Path("fapi/v1/listenKey")
    @Cost(1)
    HttpOutcome end(@HeaderParam(BinanceRest.KEY) String key);
}
