package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.feed.Reads;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;

import java.util.List;
import java.util.Optional;

/** Asks the exchange each time: a feed is joined to what is true now, not to what was kept. */
record FreshReads(Connector connector, Market market) implements Reads {
    @Override
    public Reply<Ticker> ticker() {
        return connector.ticker(market);
    }

    @Override
    public Reply<OrderBook> book(int levels) {
        return connector.orderBook(market, Optional.of(levels));
    }

    @Override
    public Reply<List<Trade>> trades(int rows) {
        return connector.trades(market, newest(rows));
    }

    private static Page newest(int rows) {
        return new Page(Optional.empty(), Optional.of(rows));
    }

    @Override
    public Reply<List<Candle>> candles(Timeframe timeframe, int rows) {
        return connector.candles(market, timeframe, newest(rows));
    }
}
