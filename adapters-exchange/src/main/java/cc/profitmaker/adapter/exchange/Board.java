package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;

import java.util.List;
import java.util.Optional;

/** What a venue shows to everybody; no key is used. See {@link Connector}. */
public interface Board {
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
}
