package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;

import java.net.URI;
import java.util.Set;

/** KuCoin: spot, live. Its sandbox was closed for good in 2023. */
public final class KucoinConnectors implements Connector.Factory {
    private static final ExchangeId ID = new ExchangeId("kucoin");
    static final URI LIVE = URI.create("https://api.kucoin.com");

    private final Upstream upstream;

    public KucoinConnectors(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    public Set<MarketType> marketTypes() {
        return Set.of(MarketType.SPOT);
    }

    @Override
    public Set<Environment> environments() {
        return Set.of(Environment.LIVE);
    }

    @Override
    public Connector open(MarketType type, Environment environment) {
        return new KucoinSpot(
                new Venue(ID, type, environment),
                Upstream.origin(upstream.hosts().rest(), LIVE),
                upstream);
    }
}
