package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Composed;
import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;

import java.net.URI;
import java.util.Set;

/** KuCoin's futures: the perpetual ones that settle in the quote currency, live. */
public final class KucoinFuturesConnectors implements Connector.Factory {
    private static final ExchangeId ID = new ExchangeId("kucoinfutures");
    static final URI LIVE = URI.create("https://api-futures.kucoin.com");

    private final Upstream upstream;

    public KucoinFuturesConnectors(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    public Set<MarketType> marketTypes() {
        return Set.of(MarketType.SWAP);
    }

    @Override
    public Set<Environment> environments() {
        return Set.of(Environment.LIVE);
    }

    @Override
    public Connector open(MarketType type, Environment environment) {
        URI origin = Upstream.origin(upstream.hosts().rest(), LIVE);
        // The spot market alone tells of keys.
        URI spot = Upstream.origin(upstream.hosts().rest(), KucoinConnectors.LIVE);
        var desk = new KucoinDesk(new Venue(ID, type, environment), origin, upstream);
        return new Composed(
                KucoinOffer.SWAP,
                new KucoinFuturesBoard(origin, upstream),
                new KucoinFuturesBooks(desk, origin, spot, upstream),
                new KucoinFuturesLeverages(desk, origin, upstream),
                new KucoinFuturesTrading(desk, origin, upstream));
    }
}
