package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Composed;
import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.Leveraged;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;

import java.net.URI;
import java.util.Set;

/**
 * KuCoin: spot, live. Its sandbox was closed for good in 2023. Sends what CCXT would send for the
 * same call, and nothing besides; always to the trading account ("hf"), to which KuCoin has moved
 * everybody.
 */
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
        URI origin = Upstream.origin(upstream.hosts().rest(), LIVE);
        var desk = new KucoinDesk(new Venue(ID, type, environment), origin, upstream);
        return new Composed(
                KucoinOffer.SPOT,
                new KucoinSpotBoard(origin, upstream),
                new KucoinSpotAccount(desk, origin, upstream),
                Leveraged.NONE,
                new KucoinSpotTrading(desk, origin, upstream));
    }
}
