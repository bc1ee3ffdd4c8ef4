package cc.profitmaker.adapter.web;

import cc.profitmaker.adapter.web.WebConfig.Boundary;
import cc.profitmaker.adapter.web.WebConfig.Listening;
import cc.profitmaker.adapter.web.WebConfig.PlaintextKeys;
import cc.profitmaker.adapter.web.rest.Rest;
import cc.profitmaker.adapter.web.socket.Hub;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.CredentialVault;
import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.audit.AuditKey;
import cc.profitmaker.application.operator.ExchangeHealth;
import cc.profitmaker.application.operator.LiveSessions;
import cc.profitmaker.application.operator.People;
import cc.profitmaker.application.operator.Trail;
import cc.profitmaker.application.session.Authentication;
import cc.profitmaker.application.session.LocalAccounts;
import cc.profitmaker.application.session.NewUsers;
import cc.profitmaker.application.session.PasswordChanges;
import cc.profitmaker.application.session.RefusedTokens;
import cc.profitmaker.application.session.RegistrationMode;
import cc.profitmaker.application.session.Sessions;
import cc.profitmaker.application.session.SetupCode;
import cc.profitmaker.application.session.SignInGuard;
import cc.profitmaker.application.session.TokenVerifier.Verification;
import cc.profitmaker.application.stream.AccountBells;
import cc.profitmaker.application.stream.AccountStreams;
import cc.profitmaker.application.stream.Audience;
import cc.profitmaker.application.stream.Streams;
import cc.profitmaker.application.stream.Watching;
import cc.profitmaker.application.testing.CountingAttemptLimit;
import cc.profitmaker.application.testing.CountingGuesses;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandFedMarket;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAccountStore;
import cc.profitmaker.application.testing.InMemoryAuditChain;
import cc.profitmaker.application.testing.InMemoryAuditPages;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.InMemoryHaltStore;
import cc.profitmaker.application.testing.InMemoryIdentities;
import cc.profitmaker.application.testing.InMemoryOrderJournal;
import cc.profitmaker.application.testing.InMemoryRoster;
import cc.profitmaker.application.testing.PlainKeySealing;
import cc.profitmaker.application.testing.PlainPasswordHash;
import cc.profitmaker.application.testing.RecordedChanges;
import cc.profitmaker.application.testing.ScriptedCentralAccounts;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.application.testing.ScriptedUpstreams;
import cc.profitmaker.application.testing.TestAuditKey;
import cc.profitmaker.application.trading.AccountData;
import cc.profitmaker.application.trading.ExchangeGateway;
import cc.profitmaker.application.trading.Halting;
import cc.profitmaker.application.trading.Leverages;
import cc.profitmaker.application.trading.MarketData;
import cc.profitmaker.application.trading.OpenOrders;
import cc.profitmaker.application.trading.Trading;
import cc.profitmaker.application.vault.Accounts;
import cc.profitmaker.application.vault.CentralCalls;
import cc.profitmaker.application.vault.Grants;
import cc.profitmaker.application.vault.KeyChecks;
import cc.profitmaker.application.vault.OwnVault;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Binding;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.session.ApiToken;
import cc.profitmaker.domain.session.SessionToken;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The real server on a free port, with the real use cases, over fakes. */
final class RunningServer implements AutoCloseable {
    static final String API_TOKEN = "an-api-token-for-tests-of-41-characters--";
    static final String SETUP_CODE = "let-me-in-7f3a";

    final HandMovedClock clock = new HandMovedClock(Fixtures.NOON);
    final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    final InMemoryIdentities identities = new InMemoryIdentities(audit);
    final PlainKeySealing sealing = new PlainKeySealing();
    final InMemoryAccountStore accounts =
            new InMemoryAccountStore(identities, audit, new RecordedChanges());
    final ScriptedCentralAccounts central = new ScriptedCentralAccounts();
    final PlainPasswordHash hashing = new PlainPasswordHash();
    final InMemoryAuditChain chain = new InMemoryAuditChain();
    final ScriptedUpstreams upstreams = new ScriptedUpstreams();

    /** What the auth service would vouch for; nobody new is taken in. */
    final Map<String, SsoIdentity> ssoTokens = new ConcurrentHashMap<>();

    final ScriptedExchange exchange =
            new ScriptedExchange(
                    List.of(
                            Fixtures.spotMarket(Fixtures.BTC_USDT),
                            Fixtures.swapMarket(new Symbol("BTC/USDT:USDT"))));
    final HandFedMarket feed = new HandFedMarket(Set.of(Fixtures.BTC_USDT));
    private final Streams streams = new Streams(feed, clock);
    private final Authentication authentication =
            new Authentication(
                    Optional.of(ApiToken.of(Secret.of(API_TOKEN))),
                    identities,
                    identities,
                    new Authentication.SingleSignOn(
                            this::verified, Binding.Newcomers.REFUSED, UUID::randomUUID),
                    clock);
    final Audience audience = new Audience(authentication);
    final AtomicReference<Set<Unavailable.Dependency>> missing = new AtomicReference<>(Set.of());
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final User ann = Fixtures.user("ann@example.org");
    final User operator = Fixtures.user("op@example.org", Role.OPERATOR);
    final String annsToken;
    final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final RefusedTokens refusedTokens = new RefusedTokens(audit, clock);
    AccountStreams accountStreams;
    private final WebServer server;
    private final String scheme;

    enum Vault {
        ON,
        OFF
    }

    /** What differs from the usual in one test. */
    record Setup(
            WebConfig config,
            RegistrationMode registration,
            int attempts,
            Optional<ExchangeGateway> gateway,
            Vault vault) {
        static final Setup USUAL =
                new Setup(
                        plain(Boundary.NONE),
                        RegistrationMode.OPEN,
                        1000,
                        Optional.empty(),
                        Vault.ON);

        Setup with(WebConfig newConfig) {
            return new Setup(newConfig, registration, attempts, gateway, vault);
        }

        Setup with(RegistrationMode mode) {
            return new Setup(config, mode, attempts, gateway, vault);
        }

        Setup withAttempts(int count) {
            return new Setup(config, registration, count, gateway, vault);
        }

        Setup with(ExchangeGateway other) {
            return new Setup(config, registration, attempts, Optional.of(other), vault);
        }

        Setup withoutVault() {
            return new Setup(config, registration, attempts, gateway, Vault.OFF);
        }
    }

    static WebConfig plain(Boundary boundary) {
        return new WebConfig(
                new Listening("127.0.0.1", 0, OptionalInt.empty(), Optional.empty()),
                boundary,
                PlaintextKeys.REFUSED,
                Optional.empty());
    }

    static RunningServer start() {
        return new RunningServer(Setup.USUAL);
    }

    static RunningServer start(Setup setup) {
        return new RunningServer(setup);
    }

    private RunningServer(Setup setup) {
        this.scheme = setup.config().listening().tls().isPresent() ? "https" : "http";
        this.server = WebServer.start(setup.config(), core(setup));
        if (setup.registration() == RegistrationMode.OPEN) {
            identities.put(ann, Optional.of("correct horse battery"));
            identities.put(operator, Optional.of("correct horse battery"));
        } else {
            identities.put(ann, Optional.empty());
            identities.put(operator, Optional.empty());
        }
        this.annsToken = tokenOf(ann);
    }

    private WebServer.Core core(Setup setup) {
        var gatekeeper =
                new Gatekeeper(
                        new Gatekeeper.Vaults(
                                setup.vault() == Vault.ON
                                        ? Optional.of(new OwnVault(accounts, sealing, clock))
                                        : Optional.empty(),
                                CredentialVault.absent(Decision.Reason.VAULT_NOT_CONFIGURED)),
                        audit,
                        clock);
        ExchangeGateway gateway = setup.gateway().orElse(exchange);
        var guard =
                new SignInGuard(
                        hashing,
                        new CountingAttemptLimit(setup.attempts()),
                        audit,
                        identities,
                        clock);
        return new WebServer.Core(
                new WebServer.Identity(
                        authentication,
                        refusedTokens,
                        new LocalAccounts(
                                identities,
                                identities,
                                guard,
                                new LocalAccounts.Admission(
                                        setup.registration(), new SetupCode(Secret.of(SETUP_CODE))),
                                new LocalAccounts.Sources(clock, UUID::randomUUID)),
                        new PasswordChanges(identities, guard, clock),
                        new Sessions(identities, clock)),
                exchange(gateway, gatekeeper),
                live(gateway, gatekeeper),
                new WebServer.Vaults(
                        setup.vault() == Vault.ON
                                ? Optional.of(ownVault(gateway))
                                : Optional.empty(),
                        new CentralCalls(central, audit, clock)),
                new WebServer.Operations(
                        missing::get,
                        meters,
                        clock,
                        desk(
                                setup.vault() == Vault.ON
                                        ? Optional.of(TestAuditKey.ONE)
                                        : Optional.empty())));
    }

    private WebServer.Desk desk(Optional<AuditKey> key) {
        var roster = new InMemoryRoster(identities);
        return new WebServer.Desk(
                new People(
                        roster,
                        new NewUsers(identities, hashing, clock, UUID::randomUUID),
                        hashing,
                        clock),
                new LiveSessions(roster, identities, clock),
                new Trail(new InMemoryAuditPages(chain), chain, key, clock),
                new ExchangeHealth(upstreams, streams, clock));
    }

    private WebServer.Live live(ExchangeGateway gateway, Gatekeeper gatekeeper) {
        accountStreams =
                new AccountStreams(
                        gateway,
                        AccountBells.none(),
                        gatekeeper,
                        InstantSource.system(),
                        new AccountStreams.Rhythm(
                                Duration.ofMillis(20),
                                Duration.ofSeconds(15),
                                Duration.ofMillis(200)));
        return new WebServer.Live(
                new Hub(streams, accountStreams, audience),
                new Watching(streams, new AccountData(gateway, gatekeeper), clock, clock::advance));
    }

    private WebServer.Exchange exchange(ExchangeGateway gateway, Gatekeeper gatekeeper) {
        var halts = new InMemoryHaltStore(audit);
        var records = new Trading.Records(new InMemoryOrderJournal(audit, accounts, halts), audit);
        return new WebServer.Exchange(
                new MarketData(gateway),
                new AccountData(gateway, gatekeeper),
                new Trading(gateway, gatekeeper, records, Fixtures.sources(clock)),
                new Leverages(gateway, gatekeeper, audit, clock),
                new Halting(halts, new OpenOrders(records, gateway, gatekeeper, clock), clock));
    }

    private WebServer.OwnVault ownVault(ExchangeGateway gateway) {
        return new WebServer.OwnVault(
                new Accounts(
                        accounts,
                        sealing,
                        new KeyChecks(gateway),
                        new Accounts.Sources(clock, UUID::randomUUID)),
                new Grants(accounts, new CountingGuesses(5), clock, UUID::randomUUID));
    }

    private Verification verified(Secret token) {
        return Optional.ofNullable(ssoTokens.get(token.reveal()))
                .<Verification>map(Verification.Verified::new)
                .orElseGet(Verification.Rejected::new);
    }

    String tokenOf(User user) {
        SessionToken token = SessionToken.of(UUID.randomUUID());
        identities.open(
                Fixtures.session(token, user, clock.instant()),
                new AuditEvent.SignedIn(user.id(), Fixtures.here().address()));
        return token.secret().reveal();
    }

    List<Rest.Route> routes() {
        return server.routes();
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    Answer get(String path) {
        return send(path, r -> r.GET());
    }

    Answer getAs(String token, String path) {
        return send(path, r -> r.header("Authorization", "Bearer " + token).GET());
    }

    Answer post(String path, String json) {
        return send(path, r -> json(r, json));
    }

    Answer postAs(String token, String path, String json) {
        return send(path, r -> json(r.header("Authorization", "Bearer " + token), json));
    }

    static HttpRequest.Builder json(HttpRequest.Builder request, String json) {
        return request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    Answer send(String path, UnaryOperator<HttpRequest.Builder> change) {
        try {
            HttpRequest request = change.apply(HttpRequest.newBuilder(uri(path))).build();
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }

    /** Stops the server while clients of ours are still connected. */
    void stop() {
        server.close();
    }
}
