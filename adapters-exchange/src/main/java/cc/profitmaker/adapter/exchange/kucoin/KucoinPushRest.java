package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.Allowance;
import cc.profitmaker.adapter.exchange.wire.Cost;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Where KuCoin's feed is; the spot market and the futures each have one of their own. */
@Path("")
@Allowance(units = 2000, seconds = 30)
interface KucoinPushRest {
    /** Public, weight 10. */
    @POST
    @Path("api/v1/bullet-public")
    @Cost(10)
    HttpOutcome entrance();
}
