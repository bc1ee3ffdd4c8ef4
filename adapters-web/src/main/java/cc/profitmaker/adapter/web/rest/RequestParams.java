package cc.profitmaker.adapter.web.rest;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;

import java.util.function.Function;

/**
 * Gives a resource the request it answers. Jersey would too, by a look-up in its injection for each
 * call, which costs a tenth of a small one.
 */
final class RequestParams extends AbstractBinder {
    @Override
    protected void configure() {
        bind(new ByType()).to(ValueParamProvider.class);
    }

    private static final class ByType implements ValueParamProvider {
        @Override
        public Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
            return parameter.getRawType() == ContainerRequestContext.class
                    ? request -> request
                    : null;
        }

        @Override
        public PriorityType getPriority() {
            return Priority.HIGH;
        }
    }
}
