package cc.profitmaker.adapter.web;

import cc.profitmaker.adapter.web.front.Channel;
import cc.profitmaker.adapter.web.front.Front;
import cc.profitmaker.adapter.web.front.Incidents;
import cc.profitmaker.adapter.web.front.OpenRoutes;
import cc.profitmaker.adapter.web.front.Problems;
import cc.profitmaker.adapter.web.front.Routes;
import cc.profitmaker.adapter.web.page.Page;
import cc.profitmaker.adapter.web.rest.EgressIp;
import cc.profitmaker.adapter.web.rest.Json;
import cc.profitmaker.adapter.web.rest.Resources;
import cc.profitmaker.adapter.web.rest.Rest;
import cc.profitmaker.adapter.web.rest.VaultDoors;
import cc.profitmaker.adapter.web.socket.Hub;
import cc.profitmaker.adapter.web.socket.Realtime;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.operator.ExchangeHealth;
import cc.profitmaker.application.operator.LiveSessions;
import cc.profitmaker.application.operator.People;
import cc.profitmaker.application.operator.Trail;
import cc.profitmaker.application.session.Authentication;
import cc.profitmaker.application.session.LocalAccounts;
import cc.profitmaker.application.session.PasswordChanges;
import cc.profitmaker.application.session.RefusedTokens;
import cc.profitmaker.application.session.Sessions;
import cc.profitmaker.application.stream.Watching;
import cc.profitmaker.application.trading.AccountData;
import cc.profitmaker.application.trading.Halting;
import cc.profitmaker.application.trading.Leverages;
import cc.profitmaker.application.trading.MarketData;
import cc.profitmaker.application.trading.Trading;
import cc.profitmaker.application.vault.Accounts;
import cc.profitmaker.application.vault.CentralCalls;
import cc.profitmaker.application.vault.Grants;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

import java.net.BindException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The HTTP server: listens from {@link #start} to {@link #close}. */
public final class WebServer implements AutoCloseable {
    /** How long calls in flight may go on after a stop was asked for. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Server server;
    private final ServerConnector connector;
    private final EgressIp egressIp;
    private final Realtime realtime;
    private final List<Rest.Route> routes;

    private WebServer(
            Server server,
            ServerConnector connector,
            EgressIp egressIp,
            Realtime realtime,
            List<Rest.Route> routes) {
        this.server = server;
        this.connector = connector;
        this.egressIp = egressIp;
        this.realtime = realtime;
        this.routes = routes;
    }

    /** All the web may ask for. */
    public record Core(
            Identity identity,
            Exchange exchange,
            Live live,
            Vaults vaults,
            Operations operations) {}

    /** What clients stay connected, or wait, for. */
    public record Live(Hub hub, Watching watching) {}

    /**
     * Where keys are kept.
     *
     * @param own empty when this server has no vault of its own
     */
    public record Vaults(Optional<OwnVault> own, CentralCalls central) {}

    public record OwnVault(Accounts accounts, Grants grants) {}

    public record Identity(
            Authentication authentication,
            RefusedTokens refusedTokens,
            LocalAccounts accounts,
            PasswordChanges passwords,
            Sessions sessions) {}

    public record Exchange(
            MarketData marketData,
            AccountData accountData,
            Trading trading,
            Leverages leverages,
            Halting halting) {}

    /**
     * For whoever runs the server.
     *
     * @param missing what the server needs and does not reach just now; must answer quickly
     */
    public record Operations(
            Supplier<Set<Unavailable.Dependency>> missing,
            PrometheusMeterRegistry meters,
            InstantSource clock,
            Desk desk) {}

    /** What operators may ask for. */
    public record Desk(
            People people, LiveSessions sessions, Trail trail, ExchangeHealth exchanges) {}

    /**
     * Answers from the moment this returns. Fails with an {@link IllegalStateException} whose
     * message is fit for the operator when it cannot listen.
     */
    public static WebServer start(WebConfig config, Core core) {
        var listening = config.listening();
        Optional<Tls> tls = listening.tls().map(Tls::new);
        var server = new Server(new VirtualThreadPool());
        server.setStopTimeout(DRAIN.toMillis());
        server.setStopAtShutdown(false);
        var listeners = new Listeners(server, listening, tls);
        ServerConnector connector = listeners.main();
        var egressIp = new EgressIp(config.egressIp(), core.operations().clock());
        var rest =
                new Rest(
                        resources(core, config.plaintextKeys(), egressIp), egressIp, Json.mapper());
        var problems = new Problems(rest.json());
        var realtime =
                new Realtime(core.live().hub(), rest.json(), problems, connector::getScheduler);
        install(server, config, core, new Inside(rest, problems, realtime));
        try {
            server.start();
        } catch (Exception e) {
            egressIp.close();
            stop(server);
            listeners.giveUp();
            String why = isBind(e) ? "cannot listen on " : "the web server did not start on ";
            throw new IllegalStateException(why + listening.address() + ":" + listening.port(), e);
        }
        tls.ifPresent(files -> files.watch(connector.getScheduler()));
        listeners.started();
        return new WebServer(server, connector, egressIp, realtime, rest.routes());
    }

    private static boolean isBind(Throwable failure) {
        return failure instanceof BindException
                || (failure.getCause() != null && isBind(failure.getCause()));
    }

    /** What is behind the front door. */
    private record Inside(Rest rest, Problems problems, Realtime realtime) {}

    private static void install(Server server, WebConfig config, Core core, Inside inside) {
        var incidents = new Incidents();
        var page =
                new Page(
                        config.signOn(),
                        core.identity().accounts()::welcome,
                        inside.problems(),
                        inside.rest().json());
        page.setHandler(inside.rest().router(incidents));
        inside.realtime().setHandler(page);
        var boundary = config.boundary();
        boolean tls = config.listening().tls().isPresent();
        new Front(
                        new Front.Names(
                                boundary.publicHosts(),
                                boundary.allowedOrigins(),
                                boundary.trustedProxies(),
                                tls ? Channel.TLS : Channel.PLAIN),
                        new Front.Callers(
                                core.identity().authentication(), core.identity().refusedTokens()),
                        inside.problems(),
                        core.operations().meters(),
                        new SecureRandom())
                .install(server, incidents, routes(inside.rest()), inside.realtime());
    }

    private static Routes routes(Rest rest) {
        return new Routes(
                Stream.concat(
                                rest.paths().stream(),
                                Stream.of(
                                        "/",
                                        OpenRoutes.ASSETS + "{file}",
                                        "/ws",
                                        OpenRoutes.SOCKET_IO))
                        .toList());
    }

    private static List<Object> resources(
            Core core, WebConfig.PlaintextKeys plaintextKeys, EgressIp egressIp) {
        var identity = core.identity();
        var exchange = core.exchange();
        var operations = core.operations();
        List<Object> resources = new ArrayList<>();
        resources.add(
                Resources.auth(identity.accounts(), identity.passwords(), identity.sessions()));
        resources.addAll(
                Resources.exchange(
                        exchange.marketData(),
                        exchange.accountData(),
                        exchange.trading(),
                        exchange.leverages(),
                        exchange.halting(),
                        core.live().watching(),
                        plaintextKeys));
        var vaults = core.vaults();
        resources.addAll(
                Resources.accounts(
                        new VaultDoors(
                                vaults.own()
                                        .map(
                                                own ->
                                                        new VaultDoors.Own(
                                                                own.accounts(), own.grants())),
                                vaults.central()),
                        operations.clock(),
                        plaintextKeys));
        resources.add(
                Resources.operations(
                        operations.missing(), egressIp, operations.meters(), operations.clock()));
        var desk = operations.desk();
        resources.addAll(
                Resources.operator(desk.people(), desk.sessions(), desk.trail(), desk.exchanges()));
        resources.add(Resources.docs(resources));
        return resources;
    }

    /** Every registered route, for tests that must miss none. */
    List<Rest.Route> routes() {
        return routes;
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
        realtime.sayGoodbye();
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
