package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;

import java.math.BigDecimal;
import java.util.List;

/** The leverage of an account, where there is such a thing. See {@link Connector}. */
public interface Leveraged {
    /** Where there is none. */
    Leveraged NONE = new Leveraged() {};

    /**
     * The leverage in force.
     *
     * @param wanted empty: all
     */
    default Reply<List<Leverage>> leverages(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    default Reply<Leverage> setLeverage(KeyHolder keys, Market market, BigDecimal leverage) {
        return Reply.failed(Kind.NOT_OFFERED);
    }
}
