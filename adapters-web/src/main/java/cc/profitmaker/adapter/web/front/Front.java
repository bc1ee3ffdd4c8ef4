package cc.profitmaker.adapter.web.front;

import cc.profitmaker.application.session.Authentication;
import cc.profitmaker.application.session.RefusedTokens;

import io.micrometer.core.instrument.MeterRegistry;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;

import java.util.Set;
import java.util.random.RandomGenerator;

/** Puts the handlers together that stand before the router. */
public final class Front {
    private final Names names;
    private final Callers callers;
    private final Problems problems;
    private final MeterRegistry meters;
    private final RandomGenerator chance;

    /** Who is believed, and how clients reach us without a proxy. */
    public record Names(
            Set<String> hosts, Set<String> origins, Set<String> proxies, Channel listener) {}

    /** Who is let in, and where it is noted who is not. */
    public record Callers(Authentication authentication, RefusedTokens refusedTokens) {}

    public Front(
            Names names,
            Callers callers,
            Problems problems,
            MeterRegistry meters,
            RandomGenerator chance) {
        this.names = names;
        this.callers = callers;
        this.problems = problems;
        this.meters = meters;
        this.chance = chance;
    }

    /**
     * Installs the front door of the server.
     *
     * @param inner what is reached only by callers who are known, or over open paths
     */
    public void install(Server server, Incidents incidents, Routes routes, Handler inner) {
        var headers = new StandardHeaders(names.listener());
        var ids = new RequestIds(chance);
        var filter =
                new CallerFilter(
                        callers.authentication(), callers.refusedTokens(), problems, incidents);
        filter.setHandler(inner);
        var graceful = new Drain(problems);
        graceful.setHandler(filter);
        meters.gauge("http.server.in.flight", graceful, GracefulHandler::getCurrentRequestCount);
        var door =
                new FrontDoor(
                        ids,
                        headers,
                        new FrontDoor.Checks(
                                new Hosts(names.hosts()),
                                new Origins(names.origins()),
                                new Proxies(names.proxies()),
                                names.listener()),
                        problems,
                        new AccessLog(routes, meters));
        var next = new SideEntrance(problems);
        next.setHandler(graceful);
        door.setHandler(next);
        server.setHandler(door);
        server.setErrorHandler(new JettyErrors(problems, headers, ids, incidents));
    }
}
