package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.ExchangeFault;

/** Who listens to a feed. */
public interface Ear extends MarketFeed.Listener {
    /**
     * The exchange refuses that subject again and again. After the interruption this is the last
     * that is told; what was opened is still to be closed, at once if need be.
     */
    void refused(ExchangeFault why);
}
