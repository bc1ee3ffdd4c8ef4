package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.Composed;
import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;

import java.net.URI;
import java.util.Set;

/**
 * Binance: spot and USDⓈ-M futures, live and on their test nets. Each has a host of its own; a
 * configured one serves both, since their paths differ.
 */
public final class BinanceConnectors implements Connector.Factory {
    private static final ExchangeId ID = new ExchangeId("binance");
    private static final URI LIVE = URI.create("https://api.binance.com");
    private static final URI TEST_NET = URI.create("https://testnet.binance.vision");

    private static final URI FUTURES_LIVE = URI.create("https://fapi.binance.com");

    /** CCXT's own name for it, testnet.binancefuture.com, is closed for signed calls. */
    private static final URI FUTURES_TEST_NET = URI.create("https://demo-fapi.binance.com");

    private final Upstream upstream;

    public BinanceConnectors(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    public Set<MarketType> marketTypes() {
        return Set.of(MarketType.SPOT, MarketType.SWAP);
    }

    @Override
    public Set<Environment> environments() {
        return Set.of(Environment.LIVE, Environment.SANDBOX);
    }

    @Override
    public Connector open(MarketType type, Environment environment) {
        var venue = new Venue(ID, type, environment);
        return type == MarketType.SWAP
                ? futures(venue, origin(environment, FUTURES_LIVE, FUTURES_TEST_NET))
                : new BinanceSpot(venue, origin(environment, LIVE, TEST_NET), upstream);
    }

    /** USDⓈ-M, one-way mode. Sends what CCXT would send for the same call, and nothing besides. */
    private Connector futures(Venue venue, URI origin) {
        var desk = new UsdmDesk(venue, origin, upstream);
        var algo = new UsdmAlgo(desk, origin, upstream);
        var account =
                new UsdmAccount(
                        desk, new UsdmHistory(desk, algo, origin, upstream), origin, upstream);
        return new Composed(
                BinanceOffer.SWAP,
                new UsdmBoard(origin, upstream),
                account,
                account,
                new UsdmTrading(desk, algo, origin, upstream));
    }

    private URI origin(Environment environment, URI live, URI testNet) {
        return switch (environment) {
            case LIVE -> Upstream.origin(upstream.hosts().rest(), live);
            case SANDBOX -> Upstream.origin(upstream.hosts().sandbox(), testNet);
        };
    }
}
