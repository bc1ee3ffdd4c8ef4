package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;

import java.util.List;

/** Reads of one market that a stream begins with; each asks the exchange, and none is kept. */
public interface Reads {
    Reply<Ticker> ticker();

    Reply<OrderBook> book(int levels);

    /** The newest ones, oldest first. */
    Reply<List<Trade>> trades(int rows);

    /** The newest ones, oldest first. */
    Reply<List<Candle>> candles(Timeframe timeframe, int rows);
}
