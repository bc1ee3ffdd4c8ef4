package cc.profitmaker.adapter.web;

import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.ServerConnector;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A selector of Jetty's holds on to the connection it heard of last, closed or not, and with it to
 * the headers that came over it, tokens included, until it hears of another one. On an idle server
 * that is for ever; so it is woken now and then.
 */
final class LastConnection {
    static final Duration PERIOD = Duration.ofSeconds(20);

    private LastConnection() {}

    /** Until the connector stops. */
    static void forget(ServerConnector connector, Duration period) {
        connector
                .getScheduler()
                .schedule(
                        () -> {
                            wake(connector);
                            forget(connector, period);
                        },
                        period.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static void wake(ServerConnector connector) {
        for (var selector : connector.getSelectorManager().getBeans(ManagedSelector.class)) {
            selector.submit(_ -> {});
        }
    }
}
