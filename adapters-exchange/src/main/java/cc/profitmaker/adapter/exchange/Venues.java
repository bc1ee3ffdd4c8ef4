package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the connector of a venue, or says why there is none. One connector per venue, kept. */
final class Venues implements AutoCloseable {
    private final Map<ExchangeId, Connector.Factory> factories;
    private final Map<Venue, Connector> open = new ConcurrentHashMap<>();

    Venues(Map<ExchangeId, Connector.Factory> factories) {
        this.factories = Map.copyOf(factories);
    }

    List<ExchangeId> exchanges() {
        return factories.keySet().stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .toList();
    }

    /** Where an exchange is spoken to about nothing in particular: live, on spot if it has that. */
    Venue first(ExchangeId exchange) {
        Set<MarketType> types =
                Optional.ofNullable(factories.get(exchange))
                        .map(Connector.Factory::marketTypes)
                        .orElse(Set.of());
        return new Venue(
                exchange,
                types.stream().min(Comparator.naturalOrder()).orElse(MarketType.SPOT),
                Environment.LIVE);
    }

    Reply<Connector> find(Venue venue) {
        Connector.Factory factory = factories.get(venue.exchange());
        if (factory == null) {
            return Reply.failed(Kind.UNKNOWN_EXCHANGE);
        }
        if (!factory.marketTypes().contains(venue.market())) {
            return Reply.failed(Kind.NO_SUCH_MARKET_TYPE);
        }
        if (!factory.environments().contains(venue.environment())) {
            return Reply.failed(Kind.NO_SANDBOX);
        }
        return Reply.answered(
                open.computeIfAbsent(venue, v -> factory.open(v.market(), v.environment())));
    }

    Reply<Connector> find(Venue venue, Capability needed) {
        return find(venue)
                .flatMap(
                        connector ->
                                connector.capabilities().offers(needed)
                                        ? Reply.answered(connector)
                                        : Reply.failed(Kind.NOT_OFFERED));
    }

    @Override
    public void close() {
        open.values().forEach(Connector::close);
    }
}
