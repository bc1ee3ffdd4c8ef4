package cc.profitmaker.adapter.exchange.wire;

import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.RestInvocation;

/**
 * One signature at a time: XChange's digests feed one {@code Mac}, and two threads in it would sign
 * a mixture of both requests.
 */
public final class SerialDigest implements ParamsDigest {
    private final ParamsDigest digest;

    public SerialDigest(ParamsDigest digest) {
        this.digest = digest;
    }

    @Override
    public synchronized String digestParams(RestInvocation invocation) {
        return digest.digestParams(invocation);
    }
}
