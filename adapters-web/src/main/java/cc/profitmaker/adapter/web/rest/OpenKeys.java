package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.WebConfig.PlaintextKeys;
import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Channel;
import cc.profitmaker.adapter.web.front.Problem;

/**
 * Exchange keys do not come over plain HTTP from another machine, unless the operator lets them.
 */
final class OpenKeys {
    private final PlaintextKeys plaintextKeys;

    OpenKeys(PlaintextKeys plaintextKeys) {
        this.plaintextKeys = plaintextKeys;
    }

    /** For a request that carries keys, or is of a kind that may. */
    void refuse(Call call) {
        if (plaintextKeys == PlaintextKeys.REFUSED
                && call.channel() == Channel.PLAIN
                && !call.isOnThisMachine()) {
            throw new Malformed(
                    Problem.of(
                            400,
                            "tls_required",
                            "Exchange keys are not taken over plain HTTP from another machine."));
        }
    }
}
