package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.vault.KeyReport;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One venue of one exchange: one market type, live or test net. {@code Exchanges} has already
 * checked that the venue exists, that the capability is offered, that the permit fits and that the
 * market is listed; a connector only speaks to its exchange. Safe for any number of threads. What
 * it does not override it must not claim in {@link #capabilities()}.
 */
public interface Connector extends AutoCloseable {

    /** How an exchange's connectors come to be: one per venue, made when first asked for. */
    interface Factory {
        Set<MarketType> marketTypes();

        Set<Environment> environments();

        Connector open(MarketType type, Environment environment);
    }

    Capabilities capabilities();

    /** Asks the exchange for its market list; {@code Exchanges} keeps it for a while. */
    Reply<List<Market>> loadMarkets();

    default Reply<Ticker> ticker(Market market) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    default Reply<OrderBook> orderBook(Market market, Optional<Integer> limit) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    default Reply<List<Trade>> trades(Market market, Page page) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    default Reply<List<Candle>> candles(Market market, Timeframe timeframe, Page page) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

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

    /** What the key itself may do; an exchange that does not tell is silent. */
    default Reply<KeyReport> inspect(KeyHolder keys) {
        return Reply.answered(KeyReport.SILENT);
    }

    /**
     * Sends the order at most once; whatever leaves its fate open is {@link Placed.Unconfirmed}.
     */
    Placed place(KeyHolder keys, Market market, Dispatch order);

    /** What the exchange knows under our client order id, finished orders included. */
    default Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    default Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    @Override
    default void close() {}
}
