package cc.profitmaker.adapter.exchange.wire;

import si.mazi.rescu.ParamsDigest;

import java.util.Map;

/** A signature that stands in a header and does not stand alone there. Good for one call. */
public interface HeaderSignature extends ParamsDigest {

    /** The headers that go with it; none of them depends on the rest of the request. */
    Map<String, String> headers();
}
