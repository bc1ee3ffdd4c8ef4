package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.WebConfig.PlaintextKeys;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.operator.ExchangeHealth;
import cc.profitmaker.application.operator.LiveSessions;
import cc.profitmaker.application.operator.People;
import cc.profitmaker.application.operator.Trail;
import cc.profitmaker.application.session.LocalAccounts;
import cc.profitmaker.application.session.PasswordChanges;
import cc.profitmaker.application.session.Sessions;
import cc.profitmaker.application.stream.Watching;
import cc.profitmaker.application.trading.AccountData;
import cc.profitmaker.application.trading.Halting;
import cc.profitmaker.application.trading.Leverages;
import cc.profitmaker.application.trading.MarketData;
import cc.profitmaker.application.trading.Trading;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes the resources; they must be public for JAX-RS, but are made nowhere else. */
public final class Resources {
    private Resources() {}

    public static Object auth(
            LocalAccounts accounts, PasswordChanges passwords, Sessions sessions) {
        return new AuthResource(accounts, passwords, sessions);
    }

    /**
     * The exchange calls.
     *
     * @param plaintextKeys whether keys may come over plain HTTP from another machine
     */
    public static List<Object> exchange(
            MarketData marketData,
            AccountData accountData,
            Trading trading,
            Leverages leverages,
            Halting halting,
            Watching watching,
            PlaintextKeys plaintextKeys) {
        var routing = new Routing(new OpenKeys(plaintextKeys));
        return List.of(
                new MarketDataResource(marketData, routing),
                new WatchResource(watching, routing),
                new AccountResource(accountData, routing),
                new OrderResource(trading, routing),
                new LeverageResource(leverages, routing),
                new HaltResource(halting));
    }

    /**
     * Stored keys and who may use them.
     *
     * @param plaintextKeys whether keys may come over plain HTTP from another machine
     */
    public static List<Object> accounts(
            VaultDoors doors, InstantSource clock, PlaintextKeys plaintextKeys) {
        return List.of(
                new AccountsResource(doors, new OpenKeys(plaintextKeys)),
                new GrantsResource(doors, clock));
    }

    /** What operators see and change. */
    public static List<Object> operator(
            People people, LiveSessions sessions, Trail trail, ExchangeHealth exchanges) {
        return List.of(
                new OperatorUsersResource(people),
                new OperatorSessionsResource(sessions),
                new OperatorAuditResource(trail),
                new OperatorExchangesResource(exchanges));
    }

    /** The description of the given resources, and its viewer. */
    public static Object docs(List<Object> described) {
        return new DocsResource(
                new OpenApi(
                        described.stream()
                                .<Class<?>>map(Object::getClass)
                                .collect(Collectors.toSet())));
    }

    public static Object operations(
            Supplier<Set<Unavailable.Dependency>> missing,
            EgressIp egressIp,
            PrometheusMeterRegistry meters,
            InstantSource clock) {
        return new OperationsResource(missing, egressIp, meters, clock);
    }
}
