package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an exchange does not let us in from here, says where here is: that is what the key's owner
 * has to allow there.
 */
final class AddressNaming implements ContainerResponseFilter {
    private final EgressIp egressIp;

    AddressNaming(EgressIp egressIp) {
        this.egressIp = egressIp;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem.View refusal
                && refusal.code().equals(Faults.ADDRESS_NOT_ALLOWED)) {
            address(refusal).ifPresent(ours -> response.setEntity(naming(refusal, ours)));
        }
    }

    /** The exchange knows best where it saw us. */
    private Optional<String> address(Problem.View refusal) {
        Object said = refusal.details().get(Faults.EXCHANGE_MESSAGE);
        return said instanceof String text
                ? egressIp.namedIn(text).or(egressIp::current)
                : egressIp.current();
    }

    private static Problem.View naming(Problem.View refusal, String address) {
        Map<String, Object> details = new LinkedHashMap<>(refusal.details());
        details.put("address", address);
        return new Problem.View(
                refusal.error() + " Allow " + address + " for that key at the exchange.",
                refusal.code(),
                details,
                refusal.requestId());
    }
}
