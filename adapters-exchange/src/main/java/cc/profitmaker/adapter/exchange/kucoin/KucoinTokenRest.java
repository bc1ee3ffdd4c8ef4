package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.Allowance;
import cc.profitmaker.adapter.exchange.wire.Cost;
import cc.profitmaker.adapter.exchange.wire.HeaderSignature;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Where KuCoin's streams are, and what lets one in; the same calls on spot and futures. */
@Path("")
@Allowance(units = 2000, seconds = 30)
interface KucoinTokenRest {
    /** Public, weight 10. */
    @POST
    @Path("api/v1/bullet-public")
    @Cost(10)
    HttpOutcome open();

    /** Weight 10, of the user. */
    @POST
    @Path("api/v1/bullet-private")
    @Cost(0)
    HttpOutcome token(@HeaderParam(KucoinRest.SIGN) HeaderSignature signature);
}
