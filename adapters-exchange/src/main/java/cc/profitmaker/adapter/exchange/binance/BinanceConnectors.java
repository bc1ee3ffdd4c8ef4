package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;

import java.net.URI;
import java.util.Set;

/** Binance: spot, live and on its test net. */
public final class BinanceConnectors implements Connector.Factory {
    private static final ExchangeId ID = new ExchangeId("binance");
    private static final URI LIVE = URI.create("https://api.binance.com");
    private static final URI TEST_NET = URI.create("https://testnet.binance.vision");

    private final Upstream upstream;

    public BinanceConnectors(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    public Set<MarketType> marketTypes() {
        return Set.of(MarketType.SPOT);
    }

    @Override
    public Set<Environment> environments() {
        return Set.of(Environment.LIVE, Environment.SANDBOX);
    }

    @Override
    public Connector open(MarketType type, Environment environment) {
        URI origin =
                switch (environment) {
                    case LIVE -> Upstream.origin(upstream.hosts().rest(), LIVE);
                    case SANDBOX -> Upstream.origin(upstream.hosts().sandbox(), TEST_NET);
                };
        return new BinanceSpot(new Venue(ID, type, environment), origin, upstream);
    }
}
