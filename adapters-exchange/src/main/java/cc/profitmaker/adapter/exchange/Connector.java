package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.MarketType;

import java.util.Set;

/**
 * One venue of one exchange: one market type, live or test net. {@code Exchanges} has already
 * checked that the venue exists, that the capability is offered, that the permit fits and that the
 * market is listed; a connector only speaks to its exchange. Safe for any number of threads. What
 * it does not override it must not claim in {@link #capabilities()}.
 */
public interface Connector extends Board, Books, Leveraged, OrderDesk, AutoCloseable {

    /** How an exchange's connectors come to be: one per venue, made when first asked for. */
    interface Factory {
        Set<MarketType> marketTypes();

        Set<Environment> environments();

        Connector open(MarketType type, Environment environment);
    }

    Capabilities capabilities();

    @Override
    default void close() {}
}
