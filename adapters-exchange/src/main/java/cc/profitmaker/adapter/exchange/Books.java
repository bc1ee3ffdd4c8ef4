package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.vault.KeyReport;

import java.util.List;
import java.util.Optional;

/** What an account holds and did, read with its key. See {@link Connector}. */
public interface Books {
    default Reply<Balance> balance(KeyHolder keys) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    /**
     * The caller's orders.
     *
     * @param market empty: all markets; for the exchange's ids in the answer see {@code markets}
     */
    default Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    default Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    default Reply<List<Trade>> myTrades(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    /**
     * The caller's positions.
     *
     * @param wanted empty: all
     */
    default Reply<List<Position>> positions(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    default Reply<List<LedgerEntry>> ledger(KeyHolder keys, Optional<Currency> code, Page page) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    /** What the exchange tells of an account by itself; empty: nothing we listen to. */
    default Optional<PrivateFeed> privateFeed() {
        return Optional.empty();
    }

    /** What the key itself may do; an exchange that does not tell is silent. */
    default Reply<KeyReport> inspect(KeyHolder keys) {
        return Reply.answered(KeyReport.SILENT);
    }
}
