package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.session.Operator;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import java.util.function.Function;

/**
 * The way to what only operators may do. It refuses; that nothing can be done without it is the
 * doing of the use cases, which take the proof.
 */
final class Operators {
    private Operators() {}

    /** Tells anybody else that they are none before it looks further. */
    static Response only(ContainerRequestContext request, Function<Operator, Response> answer) {
        Call call = Call.of(request);
        return call.caller()
                .operator()
                .map(answer)
                .orElseGet(() -> Faults.refused(Decision.Reason.OPERATOR_ONLY).response(call));
    }
}
