package cc.profitmaker.bootstrap.bench;

import cc.profitmaker.adapter.web.WebConfig;
import cc.profitmaker.adapter.web.WebServer;
import cc.profitmaker.adapter.web.socket.Hub;
import cc.profitmaker.application.access.CredentialVault;
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
import cc.profitmaker.application.session.RegistrationMode;
import cc.profitmaker.application.session.Sessions;
import cc.profitmaker.application.session.SetupCode;
import cc.profitmaker.application.session.SignInGuard;
import cc.profitmaker.application.stream.AccountBells;
import cc.profitmaker.application.stream.AccountStreams;
import cc.profitmaker.application.stream.Audience;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.application.stream.Streams;
import cc.profitmaker.application.stream.Watching;
import cc.profitmaker.application.testing.CountingAttemptLimit;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAccountStore;
import cc.profitmaker.application.testing.InMemoryAuditChain;
import cc.profitmaker.application.testing.InMemoryAuditPages;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.InMemoryHaltStore;
import cc.profitmaker.application.testing.InMemoryIdentities;
import cc.profitmaker.application.testing.InMemoryOrderJournal;
import cc.profitmaker.application.testing.InMemoryRoster;
import cc.profitmaker.application.testing.PlainPasswordHash;
import cc.profitmaker.application.testing.RecordedChanges;
import cc.profitmaker.application.testing.ScriptedCentralAccounts;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.application.testing.ScriptedUpstreams;
import cc.profitmaker.application.trading.AccountData;
import cc.profitmaker.application.trading.Halting;
import cc.profitmaker.application.trading.Leverages;
import cc.profitmaker.application.trading.MarketData;
import cc.profitmaker.application.trading.OpenOrders;
import cc.profitmaker.application.trading.Trading;
import cc.profitmaker.application.vault.CentralCalls;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.session.SessionToken;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The web server that ships, its front door, its hub and its use cases, over a feed of ours and
 * stores in memory: a feed of a given rate and nothing else that takes processor time.
 */
final class HubCore {
    private final InstantSource clock = InstantSource.system();
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryIdentities identities = new InMemoryIdentities(audit);
    private final ScriptedExchange exchange =
            new ScriptedExchange(List.of(Fixtures.spotMarket(Fixtures.BTC_USDT)));
    private final Gatekeeper gatekeeper =
            new Gatekeeper(
                    new Gatekeeper.Vaults(
                            Optional.empty(),
                            CredentialVault.absent(Decision.Reason.VAULT_NOT_CONFIGURED)),
                    audit,
                    clock);
    private final Authentication authentication =
            new Authentication(
                    Optional.empty(),
                    identities,
                    identities,
                    Authentication.SingleSignOn.off(),
                    clock);
    private final Audience audience = new Audience(authentication);

    Audience audience() {
        return audience;
    }

    /** A new user's session. */
    String token(int number) {
        User user = Fixtures.user("listener" + number + "@example.org");
        identities.put(user, Optional.empty());
        SessionToken token = SessionToken.of(UUID.randomUUID());
        identities.open(
                Fixtures.session(token, user, clock.instant()),
                new AuditEvent.SignedIn(user.id(), Fixtures.here().address()));
        return token.secret().reveal();
    }

    WebServer start(MarketFeed feed) {
        var streams = new Streams(feed, clock);
        return WebServer.start(
                new WebConfig(
                        new WebConfig.Listening(
                                "127.0.0.1", 0, OptionalInt.empty(), Optional.empty()),
                        WebConfig.Boundary.NONE,
                        WebConfig.PlaintextKeys.REFUSED,
                        Optional.empty()),
                new WebServer.Core(
                        identity(),
                        exchange(),
                        live(streams),
                        new WebServer.Vaults(
                                Optional.empty(),
                                new CentralCalls(new ScriptedCentralAccounts(), audit, clock)),
                        new WebServer.Operations(
                                Set::of,
                                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                                clock,
                                desk(streams))));
    }

    private WebServer.Desk desk(Streams streams) {
        var roster = new InMemoryRoster(identities);
        var hashing = new PlainPasswordHash();
        var chain = new InMemoryAuditChain();
        return new WebServer.Desk(
                new People(
                        roster,
                        new NewUsers(identities, hashing, clock, UUID::randomUUID),
                        hashing,
                        clock),
                new LiveSessions(roster, identities, clock),
                new Trail(new InMemoryAuditPages(chain), chain, Optional.empty(), clock),
                new ExchangeHealth(new ScriptedUpstreams(), streams, clock));
    }

    private WebServer.Identity identity() {
        var guard =
                new SignInGuard(
                        new PlainPasswordHash(),
                        new CountingAttemptLimit(1000),
                        audit,
                        identities,
                        clock);
        return new WebServer.Identity(
                authentication,
                new RefusedTokens(audit, clock),
                new LocalAccounts(
                        identities,
                        identities,
                        guard,
                        new LocalAccounts.Admission(
                                RegistrationMode.OPEN, new SetupCode(Secret.of("unused"))),
                        new LocalAccounts.Sources(clock, UUID::randomUUID)),
                new PasswordChanges(identities, guard, clock),
                new Sessions(identities, clock));
    }

    private WebServer.Live live(Streams streams) {
        return new WebServer.Live(
                new Hub(
                        streams,
                        new AccountStreams(
                                exchange,
                                AccountBells.none(),
                                gatekeeper,
                                clock,
                                AccountStreams.Rhythm.USUAL),
                        audience),
                new Watching(
                        streams, new AccountData(exchange, gatekeeper), clock, HubCore::pause));
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private WebServer.Exchange exchange() {
        var halts = new InMemoryHaltStore(audit);
        var accounts = new InMemoryAccountStore(identities, audit, new RecordedChanges());
        var records = new Trading.Records(new InMemoryOrderJournal(audit, accounts, halts), audit);
        return new WebServer.Exchange(
                new MarketData(exchange),
                new AccountData(exchange, gatekeeper),
                new Trading(
                        exchange,
                        gatekeeper,
                        records,
                        Fixtures.sources(new HandMovedClock(Fixtures.NOON))),
                new Leverages(exchange, gatekeeper, audit, clock),
                new Halting(halts, new OpenOrders(records, exchange, gatekeeper, clock), clock));
    }
}
