package cc.profitmaker.adapter.exchange.kraken;

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
 * Kraken: spot, live. Its futures are an exchange of their own, with other keys. Sends what CCXT
 * would send for the same call, and with an order also its name and its deadline.
 */
public final class KrakenConnectors implements Connector.Factory {
    private static final ExchangeId ID = new ExchangeId("kraken");
    private static final URI LIVE = URI.create("https://api.kraken.com");

    private final Upstream upstream;

    public KrakenConnectors(Upstream upstream) {
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
        var desk = new KrakenDesk(new Venue(ID, type, environment), origin, upstream);
        return new Composed(
                KrakenOffer.SPOT,
                new KrakenBoard(origin, upstream),
                new KrakenAccount(desk, origin, upstream),
                Leveraged.NONE,
                new KrakenTrading(desk, origin, upstream));
    }
}
