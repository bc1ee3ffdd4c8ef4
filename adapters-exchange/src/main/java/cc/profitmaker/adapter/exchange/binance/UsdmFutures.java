package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.Upstream;
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
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Binance's USDⓈ-M futures, one-way mode. Sends what CCXT would send for the same call, and nothing
 * besides.
 */
final class UsdmFutures implements Connector {
    private final UsdmBoard board;
    private final UsdmAccount account;
    private final UsdmHistory history;
    private final UsdmTrading trading;

    UsdmFutures(Venue venue, URI origin, Upstream upstream) {
        var desk = new UsdmDesk(venue, origin, upstream);
        var algo = new UsdmAlgo(desk, origin, upstream);
        board = new UsdmBoard(origin, upstream);
        account = new UsdmAccount(desk, origin, upstream);
        history = new UsdmHistory(desk, algo, origin, upstream);
        trading = new UsdmTrading(desk, algo, origin, upstream);
    }

    @Override
    public Capabilities capabilities() {
        return BinanceOffer.SWAP;
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
        return account.balance(keys);
    }

    @Override
    public Reply<List<Position>> positions(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return account.positions(keys, markets, wanted);
    }

    @Override
    public Reply<List<Leverage>> leverages(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return account.leverages(keys, markets, wanted);
    }

    @Override
    public Reply<Leverage> setLeverage(KeyHolder keys, Market market, BigDecimal leverage) {
        return account.setLeverage(keys, market, leverage);
    }

    @Override
    public Reply<List<LedgerEntry>> ledger(KeyHolder keys, Optional<Currency> code, Page page) {
        return account.ledger(keys, code, page);
    }

    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return history.openOrders(keys, markets, market, page);
    }

    @Override
    public Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return history.orders(keys, markets, market, page);
    }

    @Override
    public Reply<List<Trade>> myTrades(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return history.myTrades(keys, market, page);
    }

    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        return trading.place(keys, market, dispatch);
    }

    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        return trading.lookUp(keys, market, order);
    }

    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        return trading.cancel(keys, market, order);
    }
}
