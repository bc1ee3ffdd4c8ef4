package cc.profitmaker.adapter.exchange.kucoin;

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
import cc.profitmaker.domain.vault.KeyReport;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** KuCoin's linear perpetual contracts. Sends what CCXT would send, and nothing besides. */
final class KucoinFutures implements Connector {
    private final KucoinFuturesBoard board;
    private final KucoinFuturesBooks account;
    private final KucoinFuturesLeverages leverages;
    private final KucoinFuturesTrading trading;

    /** Where the futures are, and the spot market, which alone tells of keys. */
    record Origins(URI futures, URI spot) {}

    KucoinFutures(Venue venue, Origins origins, Upstream upstream) {
        var desk = new KucoinDesk(venue, origins.futures(), upstream);
        board = new KucoinFuturesBoard(origins.futures(), upstream);
        account = new KucoinFuturesBooks(desk, origins, upstream);
        leverages = new KucoinFuturesLeverages(desk, origins.futures(), upstream);
        trading = new KucoinFuturesTrading(desk, origins.futures(), upstream);
    }

    @Override
    public Capabilities capabilities() {
        return KucoinOffer.SWAP;
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
    public Reply<KeyReport> inspect(KeyHolder keys) {
        return account.inspect(keys);
    }

    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return account.openOrders(keys, markets, market, page);
    }

    @Override
    public Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return account.orders(keys, markets, market, page);
    }

    @Override
    public Reply<List<Trade>> myTrades(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return account.myTrades(keys, markets, market, page);
    }

    @Override
    public Reply<List<Position>> positions(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return account.positions(keys, markets, wanted);
    }

    @Override
    public Reply<List<LedgerEntry>> ledger(KeyHolder keys, Optional<Currency> code, Page page) {
        return account.ledger(keys, code, page);
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
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        return trading.place(keys, market, dispatch);
    }

    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        return trading.lookUp(keys, markets, market, order);
    }

    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        return trading.cancel(keys, market, order);
    }
}
