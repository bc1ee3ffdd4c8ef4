package cc.profitmaker.adapter.web.front;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One line and one measurement for each answered request. A line holds nothing a client made up:
 * method and route are ours, ids are ours.
 */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("cc.profitmaker.access");

    private final Routes routes;
    private final MeterRegistry meters;
    private final Map<String, Timer[]> timers = new ConcurrentHashMap<>();

    AccessLog(Routes routes, MeterRegistry meters) {
        this.routes = routes;
        this.meters = meters;
    }

    void completed(Request request, Response response, Call call) {
        long nanos = System.nanoTime() - call.startedNanos();
        String route = routes.name(request.getHttpURI().getPath());
        int status = response.getStatus();
        timer(route, status).record(nanos, TimeUnit.NANOSECONDS);
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{} {} {} {} {} ms {}",
                    call.id(),
                    method(request),
                    route,
                    status,
                    TimeUnit.NANOSECONDS.toMillis(nanos),
                    call.possibleCaller().map(caller -> caller.id().toString()).orElse("-"));
        }
    }

    private static String method(Request request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> request.getMethod();
            default -> "?";
        };
    }

    private Timer timer(String route, int status) {
        int kind = status >= 100 && status < 600 ? status / 100 : 0;
        return timers.computeIfAbsent(route, this::register)[kind];
    }

    private Timer[] register(String route) {
        var byKind = new Timer[6];
        for (int kind = 0; kind < byKind.length; kind++) {
            byKind[kind] =
                    Timer.builder("http.server.requests")
                            .tag("route", route)
                            .tag("status", kind == 0 ? "none" : kind + "xx")
                            .register(meters);
        }
        return byKind;
    }
}
