package cc.profitmaker.bootstrap;

import cc.profitmaker.adapter.auth.SsoConfig;
import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.exchange.ExchangesConfig;
import cc.profitmaker.adapter.persistence.DatabaseConfig;
import cc.profitmaker.adapter.vault.CentralConfig;
import cc.profitmaker.adapter.web.WebConfig;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration as each adapter wants it. */
final class AdapterConfigs {
    private AdapterConfigs() {}

    /** The exchanges whose address can be set: those reached over the network. By name. */
    static List<ExchangeId> configurableExchanges() {
        return Exchanges.configurable().stream()
                .sorted(Comparator.comparing(ExchangeId::value))
                .toList();
    }

    /** Whether an exchange's own streams are listened to. */
    static boolean hasFeed(ExchangeId exchange) {
        return Exchanges.withFeeds().contains(exchange);
    }

    /** The rule a DATABASE_URL breaks; empty when none. */
    static String databaseFault(Secret url) {
        return DatabaseConfig.Url.fault(url);
    }

    static DatabaseConfig database(Config.Store store) {
        return store.databaseUrl()
                .<DatabaseConfig>map(DatabaseConfig.Url::new)
                .orElseGet(() -> new DatabaseConfig.Embedded(store.home()));
    }

    static ExchangesConfig exchanges(Config.Exchange config) {
        Map<ExchangeId, ExchangesConfig.Hosts> hosts = new HashMap<>();
        config.upstreams()
                .forEach(
                        (id, upstream) ->
                                hosts.put(
                                        id,
                                        new ExchangesConfig.Hosts(
                                                upstream.rest(),
                                                upstream.webSocket(),
                                                upstream.sandbox())));
        Map<ExchangeId, ExchangesConfig.Broker> brokers = new HashMap<>();
        config.brokers()
                .forEach(
                        (id, broker) ->
                                brokers.put(
                                        id,
                                        new ExchangesConfig.Broker(
                                                broker.partner(), broker.key(), broker.name())));
        return new ExchangesConfig(
                hosts,
                brokers,
                switch (config.plaintext()) {
                    case LOOPBACK_ONLY -> ExchangesConfig.Plaintext.LOOPBACK_ONLY;
                    case ANYWHERE -> ExchangesConfig.Plaintext.ANYWHERE;
                },
                ExchangesConfig.Patience.DEFAULT);
    }

    static SsoConfig sso(Config.Sso sso) {
        var checks = sso.checks();
        return new SsoConfig(
                sso.url(),
                new SsoConfig.Demands(
                        checks.audience(),
                        switch (checks.issuer()) {
                            case ANY -> SsoConfig.Issuer.ANY;
                            case VERIFIED -> SsoConfig.Issuer.VERIFIED;
                        },
                        checks.requiredService()),
                SsoConfig.Timing.DEFAULT);
    }

    static CentralConfig central(Config.Sso sso) {
        return new CentralConfig(
                sso.url(), sso.internal().url(), sso.internal().secret(), CentralConfig.DEADLINE);
    }

    /** Nobody on a server of their own is told of to a service that they did not name. */
    private static WebConfig.SignOn signOn(Config.Sso sso) {
        return new WebConfig.SignOn(
                sso.url(),
                switch (sso.choice()) {
                    case OPERATORS -> WebConfig.SignOn.AtOnce.ASKED;
                    case OURS -> WebConfig.SignOn.AtOnce.NOT_ASKED;
                });
    }

    static WebConfig web(Config config) {
        var http = config.http();
        return new WebConfig(
                new WebConfig.Listening(
                        http.listen().address().getHostAddress(),
                        http.listen().port(),
                        http.listen().socketIoPort(),
                        http.tls()
                                .map(tls -> new WebConfig.PemFiles(tls.certificate(), tls.key()))),
                new WebConfig.Boundary(
                        http.trust().publicHosts(),
                        http.trust().allowedOrigins(),
                        http.trust().proxies().stream()
                                .map(Cidr::value)
                                .collect(Collectors.toUnmodifiableSet())),
                switch (http.trust().plaintextKeys()) {
                    case REFUSED -> WebConfig.PlaintextKeys.REFUSED;
                    case ACCEPTED -> WebConfig.PlaintextKeys.ACCEPTED;
                },
                config.exchange().egressIp(),
                config.identity().sso().map(AdapterConfigs::signOn));
    }
}
