package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.feed.PlainTranslation;
import cc.profitmaker.adapter.exchange.feed.PlainTranslation.Manners;
import cc.profitmaker.adapter.exchange.feed.Reads;
import cc.profitmaker.adapter.exchange.feed.Translation;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import java.util.List;
import java.util.Optional;

/** Of the spot market. A book is told whole each time: its 50 best levels. */
final class KucoinSpotTopics extends KucoinTopics {
    @Override
    String of(Topic topic, String market) {
        return switch (topic.type()) {
            case TICKER -> "/market/snapshot:" + market;
            case TRADES -> "/market/match:" + market;
            case ORDER_BOOK -> "/spotMarket/level2Depth50:" + market;
            case OHLCV -> "/market/candles:" + market + "_" + length(topic);
        };
    }

    @Override
    Ticker ticker(JsonFields data, Market market) {
        return KucoinTickers.told(
                data.inner("data").orElseThrow(() -> new Nonsense("data is missing")), market);
    }

    @Override
    Trade trade(JsonFields data, Market market) {
        return KucoinTrades.readPublic(data, market, KucoinData.nanoTime(data, "time"));
    }

    /** Its reads tell no id; the sequence is in both. */
    @Override
    Optional<String> name(Trade trade) {
        return JsonFields.parse(trade.info().json())
                .flatMap(told -> told.text("sequence"))
                .or(trade::id);
    }

    @Override
    Candle candle(JsonFields row) {
        return KucoinQuotes.candle(row);
    }

    @Override
    Translation book(Market market, Reads reads) {
        return PlainTranslation.opened(
                () -> reads.book(Tick.Book.DEPTH).map(book -> List.of(new Tick.Book(book))),
                Manners.OVERTAKE,
                data -> List.of(new Tick.Book(whole(data, market))));
    }

    private static OrderBook whole(JsonFields data, Market market) {
        return KucoinQuotes.book(
                data, market, data.time("timestamp"), Optional.of(Tick.Book.DEPTH));
    }
}
