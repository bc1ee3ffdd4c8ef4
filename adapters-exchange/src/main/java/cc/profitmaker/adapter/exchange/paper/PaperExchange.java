package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.application.trading.PaperAccounts;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.MarketType;

import java.time.InstantSource;
import java.util.Set;

/**
 * An exchange to learn trading on, with nothing to lose: its prices are a pure function of a seed,
 * the market and the time, so every replica with the same seed shows the same market, and history
 * is there without having been recorded. Any key opens an account. There is no test net: it is one.
 */
public final class PaperExchange implements Connector.Factory {
    private final Listings listings;
    private final InstantSource clock;
    private final Desk desk;

    /**
     * Opens the exchange.
     *
     * @param seed decides all prices; the same on every replica
     */
    public PaperExchange(long seed, PaperAccounts accounts, InstantSource clock) {
        listings = new Listings(seed);
        this.clock = clock;
        desk = new Desk(listings, accounts, clock);
    }

    @Override
    public Set<MarketType> marketTypes() {
        return Set.of(MarketType.SPOT, MarketType.SWAP);
    }

    @Override
    public Set<Environment> environments() {
        return Set.of(Environment.LIVE);
    }

    @Override
    public Connector open(MarketType type, Environment environment) {
        if (!marketTypes().contains(type) || !environments().contains(environment)) {
            throw new IllegalArgumentException("the paper exchange has no such venue");
        }
        return new PaperConnector(type, listings, clock, desk);
    }
}
