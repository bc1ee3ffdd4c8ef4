package cc.profitmaker.adapter.web;

import cc.profitmaker.adapter.web.front.Channel;
import cc.profitmaker.adapter.web.front.Front;
import cc.profitmaker.adapter.web.front.Incidents;
import cc.profitmaker.adapter.web.front.Routes;
import cc.profitmaker.adapter.web.rest.EgressIp;
import cc.profitmaker.adapter.web.rest.Json;
import cc.profitmaker.adapter.web.rest.Resources;
import cc.profitmaker.adapter.web.rest.Rest;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.session.Authentication;
import cc.profitmaker.application.session.LocalAccounts;
import cc.profitmaker.application.session.Sessions;
import cc.profitmaker.application.trading.AccountData;
import cc.profitmaker.application.trading.Leverages;
import cc.profitmaker.application.trading.MarketData;
import cc.profitmaker.application.trading.Trading;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.glassfish.jersey.servlet.ServletContainer;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The HTTP server: listens from {@link #start} to {@link #close}. */
public final class WebServer implements AutoCloseable {
    /** How long calls in flight may go on after a stop was asked for. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private static final int HEADER_BYTES = 16 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final EgressIp egressIp;

    private WebServer(Server server, ServerConnector connector, EgressIp egressIp) {
        this.server = server;
        this.connector = connector;
        this.egressIp = egressIp;
    }

    /** All the web may ask for. */
    public record Core(Identity identity, Exchange exchange, Operations operations) {}

    public record Identity(
            Authentication authentication, LocalAccounts accounts, Sessions sessions) {}

    public record Exchange(
            MarketData marketData, AccountData accountData, Trading trading, Leverages leverages) {}

    /**
     * For whoever runs the server.
     *
     * @param missing what the server needs and does not reach just now; must answer quickly
     */
    public record Operations(
            Supplier<Set<Unavailable.Dependency>> missing,
            PrometheusMeterRegistry meters,
            InstantSource clock) {}

    /**
     * Answers from the moment this returns. Fails with an {@link IllegalStateException} whose
     * message is fit for the operator when it cannot listen.
     */
    public static WebServer start(WebConfig config, Core core) {
        var listening = config.listening();
        var server = new Server(new VirtualThreadPool());
        var connector = new ServerConnector(server, 1, 1, http());
        connector.setHost(listening.address());
        connector.setPort(listening.port());
        server.addConnector(connector);
        server.setStopTimeout(DRAIN.toMillis());
        server.setStopAtShutdown(false);

        var egressIp = new EgressIp(config.egressIp(), core.operations().clock());
        var json = Json.mapper();
        var incidents = new Incidents();
        var rest = new Rest(resources(core, config.plaintextKeys(), egressIp), json);
        var context = new ServletContextHandler("/");
        var jersey = new ServletHolder(new ServletContainer(rest.config(incidents)));
        jersey.setInitOrder(0);
        context.addServlet(jersey, "/*");

        new Front(
                        new Front.Names(
                                config.boundary().publicHosts(),
                                config.boundary().allowedOrigins(),
                                config.boundary().trustedProxies(),
                                listening.tls().isPresent() ? Channel.TLS : Channel.PLAIN),
                        core.identity().authentication(),
                        json,
                        core.operations().meters(),
                        new SecureRandom())
                .install(server, incidents, new Routes(rest.paths()), context);
        try {
            server.start();
        } catch (Exception e) {
            egressIp.close();
            stop(server);
            throw new IllegalStateException(
                    "cannot listen on " + listening.address() + ":" + listening.port(), e);
        }
        return new WebServer(server, connector, egressIp);
    }

    private static List<Object> resources(
            Core core, WebConfig.PlaintextKeys plaintextKeys, EgressIp egressIp) {
        var identity = core.identity();
        var exchange = core.exchange();
        var operations = core.operations();
        List<Object> resources = new ArrayList<>();
        resources.add(Resources.auth(identity.accounts(), identity.sessions()));
        resources.addAll(
                Resources.exchange(
                        exchange.marketData(),
                        exchange.accountData(),
                        exchange.trading(),
                        exchange.leverages(),
                        plaintextKeys));
        resources.add(
                Resources.operations(
                        operations.missing(), egressIp, operations.meters(), operations.clock()));
        return resources;
    }

    private static HttpConnectionFactory http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        return new HttpConnectionFactory(http);
    }

    /** The port in use, also where the configuration said 0. */
    public int port() {
        return connector.getLocalPort();
    }

    /**
     * Stops accepting, answers new requests on open connections with 503, lets calls in flight go
     * on for at most 10 s, then closes. Later calls do nothing.
     */
    @Override
    public void close() {
        stop(server);
        egressIp.close();
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the web server did not stop in order", e);
        }
    }
}
