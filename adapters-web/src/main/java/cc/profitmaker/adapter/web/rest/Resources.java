package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.session.LocalAccounts;
import cc.profitmaker.application.session.Sessions;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the resources; they must be public for JAX-RS, but are made nowhere else. */
public final class Resources {
    private Resources() {}

    public static Object auth(LocalAccounts accounts, Sessions sessions) {
        return new AuthResource(accounts, sessions);
    }

    public static Object operations(
            Supplier<Set<Unavailable.Dependency>> missing,
            EgressIp egressIp,
            PrometheusMeterRegistry meters,
            InstantSource clock) {
        return new OperationsResource(missing, egressIp, meters, clock);
    }
}
