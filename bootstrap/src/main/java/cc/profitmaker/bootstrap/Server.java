package cc.profitmaker.bootstrap;

import cc.profitmaker.adapter.auth.BcryptPasswordHash;
import cc.profitmaker.adapter.auth.GranteeLimit;
import cc.profitmaker.adapter.auth.GuessingLimit;
import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.exchange.paper.PaperExchange;
import cc.profitmaker.adapter.persistence.Database;
import cc.profitmaker.adapter.vault.KeyedOrderIds;
import cc.profitmaker.adapter.vault.SealedVault;
import cc.profitmaker.adapter.web.WebConfig;
import cc.profitmaker.adapter.web.WebServer;
import cc.profitmaker.adapter.web.socket.Hub;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.operator.ExchangeHealth;
import cc.profitmaker.application.operator.LiveSessions;
import cc.profitmaker.application.operator.People;
import cc.profitmaker.application.operator.Trail;
import cc.profitmaker.application.session.Authentication;
import cc.profitmaker.application.session.LocalAccounts;
import cc.profitmaker.application.session.NewUsers;
import cc.profitmaker.application.session.PasswordChanges;
import cc.profitmaker.application.session.RefusedTokens;
import cc.profitmaker.application.session.Sessions;
import cc.profitmaker.application.session.SetupCode;
import cc.profitmaker.application.session.SignInGuard;
import cc.profitmaker.application.stream.AccountStreams;
import cc.profitmaker.application.stream.Audience;
import cc.profitmaker.application.stream.Streams;
import cc.profitmaker.application.stream.Watching;
import cc.profitmaker.application.trading.AccountData;
import cc.profitmaker.application.trading.ClientOrderIds;
import cc.profitmaker.application.trading.Halting;
import cc.profitmaker.application.trading.Leverages;
import cc.profitmaker.application.trading.MarketData;
import cc.profitmaker.application.trading.OpenOrders;
import cc.profitmaker.application.trading.Settlement;
import cc.profitmaker.application.trading.Trading;
import cc.profitmaker.application.vault.Accounts;
import cc.profitmaker.application.vault.CentralCalls;
import cc.profitmaker.application.vault.Grants;
import cc.profitmaker.application.vault.Heartbeat;
import cc.profitmaker.application.vault.KeyChecks;
import cc.profitmaker.application.vault.KeySealing;
import cc.profitmaker.application.vault.OwnVault;
import cc.profitmaker.application.vault.ReplicaId;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.session.ApiToken;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * The running server and the one place where it is put together: open, hand to constructors,
 * register for closing, return.
 */
final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final Duration SETTLE_EVERY = Duration.ofSeconds(15);

    private final URI url;
    private final Optional<Secret> setupCode;
    private final CloseStack open;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Server(URI url, Optional<Secret> setupCode, CloseStack open) {
        this.url = url;
        this.setupCode = setupCode;
        this.open = open;
    }

    /** Answers from the moment this returns; what was opened is closed again when it fails. */
    static Server start(Config config) {
        var open = new CloseStack();
        try {
            return start(config, open);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private static Server start(Config config, CloseStack open) {
        config.report().notices().forEach(LOG::warn);
        var chance = new SecureRandom();
        Home home = Home.open(config.store().home());

        Database database =
                open.add(
                        "database",
                        OperatorAccess.asked(
                                () -> Database.open(AdapterConfigs.database(config.store()))));
        InstantSource clock = database.clock();
        Optional<Secret> setupCode = setupCode(home, database);
        var sessions = new Sessions(database.sessions(), clock);
        open.add(
                "sweep",
                Recurring.start(
                        "sweep",
                        Duration.ofHours(1),
                        () -> sweep(sessions, home, database, clock)));

        Exchanges exchanges =
                open.add("exchanges", exchanges(config.exchange(), database, chance, clock));
        database.onAccessChange(exchanges);
        Optional<OpenedVault> opened = OpenedVault.open(config.store().vault(), database);
        opened.ifPresent(vault -> keepUp(vault, database, open));
        Optional<KeySealing> sealing =
                opened.filter(_ -> config.store().vault().state() == Config.VaultState.ON)
                        .map(vault -> new SealedVault(vault.keys()));
        SingleSignOns central =
                SingleSignOns.open(config.identity().sso(), database, exchanges, open, clock);
        var gatekeeper =
                new Gatekeeper(
                        new Gatekeeper.Vaults(
                                sealing.map(keys -> new OwnVault(database.accounts(), keys, clock)),
                                central.vault()),
                        database.audit(),
                        clock);
        var hashing = open.add("password hashing", new BcryptPasswordHash());
        var guard =
                new SignInGuard(
                        hashing, new GuessingLimit(), database.audit(), database.users(), clock);
        var accounts =
                new LocalAccounts(
                        database.users(),
                        database.sessions(),
                        guard,
                        new LocalAccounts.Admission(
                                config.identity().registration(),
                                new SetupCode(setupCode.orElseGet(home::unusedCode))),
                        new LocalAccounts.Sources(clock, UUID::randomUUID));
        open.add("last refused sign-ins", guard::recordLastRefusals);
        open.add(
                "refused sign-ins",
                Recurring.start("refused sign-ins", Duration.ofMinutes(1), guard::recordRefusals));
        var refusedTokens = new RefusedTokens(database.audit(), clock);
        open.add("last refused tokens", refusedTokens::recordLastRefusals);
        open.add(
                "refused tokens",
                Recurring.start(
                        "refused tokens", Duration.ofMinutes(1), refusedTokens::recordRefusals));
        var authentication =
                new Authentication(
                        config.identity().apiToken().map(ApiToken::of),
                        database.users(),
                        database.sessions(),
                        central.signOn(),
                        clock);

        var records = new Trading.Records(database.journal(), database.audit());
        settle(new Settlement(records, exchanges, gatekeeper, clock), open);
        var trading =
                new WebServer.Exchange(
                        new MarketData(exchanges),
                        new AccountData(exchanges, gatekeeper),
                        new Trading(
                                exchanges,
                                gatekeeper,
                                records,
                                new Trading.Sources(
                                        clock,
                                        chance,
                                        clientOrderIds(database, chance),
                                        Server::pause)),
                        new Leverages(exchanges, gatekeeper, database.audit(), clock),
                        new Halting(
                                database.halts(),
                                new OpenOrders(records, exchanges, gatekeeper, clock),
                                clock));
        var audience = new Audience(authentication);
        open.add("audience", Recurring.start("audience", Duration.ofMillis(500), audience::check));
        var streams = new Streams(open.add("market feeds", exchanges.feeds()), clock);
        WebServer.Live live = live(exchanges, gatekeeper, audience, database, streams, open, clock);
        var core =
                new WebServer.Core(
                        new WebServer.Identity(
                                authentication,
                                refusedTokens,
                                accounts,
                                new PasswordChanges(database.users(), guard, clock),
                                sessions),
                        trading,
                        live,
                        new WebServer.Vaults(
                                sealing.map(keys -> ownVault(database, keys, exchanges, clock)),
                                new CentralCalls(central.accounts(), database.audit(), clock)),
                        new WebServer.Operations(
                                () -> missing(database),
                                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                                clock,
                                new WebServer.Desk(
                                        people(database, hashing, clock),
                                        new LiveSessions(
                                                database.roster(), database.sessions(), clock),
                                        new Trail(
                                                database.auditPages(),
                                                database.auditChain(),
                                                opened.map(OpenedVault::auditKey),
                                                clock),
                                        new ExchangeHealth(exchanges, streams, clock))));
        WebServer web = open.add("web server", listen(AdapterConfigs.web(config), core));
        URI url = Probe.base(config.http(), web.port());
        LOG.info("serving at {}", url);
        return new Server(url, setupCode, open);
    }

    private static People people(
            Database database, BcryptPasswordHash hashing, InstantSource clock) {
        return new People(
                database.roster(),
                new NewUsers(database.users(), hashing, clock, UUID::randomUUID),
                hashing,
                clock);
    }

    private static WebServer.Live live(
            Exchanges exchanges,
            Gatekeeper gatekeeper,
            Audience audience,
            Database database,
            Streams streams,
            CloseStack open,
            InstantSource clock) {
        AccountStreams accounts =
                open.add(
                        "account streams",
                        new AccountStreams(
                                exchanges,
                                exchanges.bells(),
                                gatekeeper,
                                clock,
                                AccountStreams.Rhythm.USUAL));
        database.onAccessChange(accounts);
        return new WebServer.Live(
                new Hub(streams, accounts, audience),
                new Watching(
                        streams, new AccountData(exchanges, gatekeeper), clock, Server::pause));
    }

    /** At once, for all that was left behind, and then now and then. */
    private static void settle(Settlement settlement, CloseStack open) {
        open.add(
                "settlement",
                Recurring.start(
                        "settlement",
                        SETTLE_EVERY,
                        () -> {
                            int settled = settlement.settle();
                            if (settled > 0) {
                                LOG.info("found out what became of {} orders", settled);
                            }
                        }));
    }

    /** Before any key is used: tells the other replicas of ours, and seals the trail. */
    private static void keepUp(OpenedVault vault, Database database, CloseStack open) {
        var heartbeat =
                new Heartbeat(new ReplicaId(UUID.randomUUID()), vault.keys(), database.replicas());
        heartbeat.beat();
        vault.checkAgain(database);
        open.add("heartbeat's end", heartbeat::stop);
        open.add("heartbeat", Recurring.start("heartbeat", Duration.ofSeconds(1), heartbeat::beat));
        open.add(
                "master keys",
                Recurring.start("master keys", Duration.ofMillis(500), vault.keys()::refresh));
        database.startSealing(vault.auditKey());
    }

    private static WebServer.OwnVault ownVault(
            Database database, KeySealing sealing, Exchanges exchanges, InstantSource clock) {
        return new WebServer.OwnVault(
                new Accounts(
                        database.accounts(),
                        sealing,
                        new KeyChecks(exchanges),
                        new Accounts.Sources(clock, UUID::randomUUID)),
                new Grants(database.accounts(), new GranteeLimit(), clock, UUID::randomUUID));
    }

    /** The same on every replica, for good: an order asked for again gets the same id. */
    private static ClientOrderIds clientOrderIds(Database database, SecureRandom chance) {
        return new KeyedOrderIds(
                Secret.of(
                        database.madeOnce(
                                "client_order_ids",
                                () -> {
                                    byte[] key = new byte[32];
                                    chance.nextBytes(key);
                                    return Base64.getEncoder().encodeToString(key);
                                })));
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static WebServer listen(WebConfig config, WebServer.Core core) {
        try {
            return WebServer.start(config, core);
        } catch (IllegalStateException e) {
            throw new Refused("The server " + e.getMessage() + ".", e);
        }
    }

    static Exchanges exchanges(
            Config.Exchange config, Database database, SecureRandom chance, InstantSource clock) {
        long seed =
                config.paperSeed()
                        .orElseGet(
                                () ->
                                        Long.parseLong(
                                                database.madeOnce(
                                                        "paper_seed",
                                                        () -> Long.toString(chance.nextLong()))));
        return new Exchanges(
                AdapterConfigs.exchanges(config),
                Map.of(
                        new ExchangeId("paper"),
                        new PaperExchange(seed, database.paperAccounts(), clock)),
                clock);
    }

    /** Empty once somebody has a password: then it opens nothing any more. */
    private static Optional<Secret> setupCode(Home home, Database database) {
        if (database.users().anyWithPassword()) {
            home.forgetSetupCode();
            return Optional.empty();
        }
        return Optional.of(home.setupCode());
    }

    private static void sweep(
            Sessions sessions, Home home, Database database, InstantSource clock) {
        int ended = sessions.sweep();
        if (ended > 0) {
            LOG.info("removed {} sessions that had ended", ended);
        }
        int forgotten = database.journal().sweep(clock.instant());
        if (forgotten > 0) {
            LOG.info("removed {} old orders from the journal", forgotten);
        }
        if (database.users().anyWithPassword()) {
            home.forgetSetupCode();
        }
    }

    private static Set<Unavailable.Dependency> missing(Database database) {
        return database.isReady() ? Set.of() : Set.of(Unavailable.Dependency.DATABASE);
    }

    /** Where a client on this machine reaches it. */
    URI url() {
        return url;
    }

    /** What the first user needs when they come from another machine; empty when there is one. */
    Optional<Secret> setupCode() {
        return setupCode;
    }

    void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops accepting, lets calls in flight finish (10 s at most), then closes all the rest. */
    @Override
    public void close() {
        open.close();
        closed.countDown();
    }
}
