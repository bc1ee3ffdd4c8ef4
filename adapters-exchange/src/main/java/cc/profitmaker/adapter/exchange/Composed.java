package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
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

/** A connector made of what it shows, what it reads, its leverage and its orders. */
public final class Composed implements Connector {
    private final Capabilities capabilities;
    private final Board board;
    private final Books books;
    private final Leveraged leverages;
    private final OrderDesk orders;

    public Composed(
            Capabilities capabilities,
            Board board,
            Books books,
            Leveraged leverages,
            OrderDesk orders) {
        this.capabilities = capabilities;
        this.board = board;
        this.books = books;
        this.leverages = leverages;
        this.orders = orders;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Reply<List<Market>> loadMarkets() {
        return board.loadMarkets();
    }

    @Override
    public Reply<Ticker> ticker(Market market) {
        return board.ticker(market);
    }

    @Override
    public Reply<OrderBook> orderBook(Market market, Optional<Integer> limit) {
        return board.orderBook(market, limit);
    }

    @Override
    public Reply<List<Trade>> trades(Market market, Page page) {
        return board.trades(market, page);
    }

    @Override
    public Reply<List<Candle>> candles(Market market, Timeframe timeframe, Page page) {
        return board.candles(market, timeframe, page);
    }

    @Override
    public Reply<Balance> balance(KeyHolder keys) {
        return books.balance(keys);
    }

    @Override
    public Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return books.orders(keys, markets, market, page);
    }

    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return books.openOrders(keys, markets, market, page);
    }

    @Override
    public Reply<List<Trade>> myTrades(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return books.myTrades(keys, markets, market, page);
    }

    @Override
    public Reply<List<Position>> positions(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return books.positions(keys, markets, wanted);
    }

    @Override
    public Reply<List<LedgerEntry>> ledger(KeyHolder keys, Optional<Currency> code, Page page) {
        return books.ledger(keys, code, page);
    }

    @Override
    public Optional<PrivateFeed> privateFeed() {
        return books.privateFeed();
    }

    @Override
    public Reply<KeyReport> inspect(KeyHolder keys) {
        return books.inspect(keys);
    }

    @Override
    public Reply<List<Leverage>> leverages(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return leverages.leverages(keys, markets, wanted);
    }

    @Override
    public Reply<Leverage> setLeverage(KeyHolder keys, Market market, BigDecimal leverage) {
        return leverages.setLeverage(keys, market, leverage);
    }

    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch order) {
        return orders.place(keys, market, order);
    }

    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        return orders.lookUp(keys, markets, market, order);
    }

    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        return orders.cancel(keys, market, order);
    }
}
