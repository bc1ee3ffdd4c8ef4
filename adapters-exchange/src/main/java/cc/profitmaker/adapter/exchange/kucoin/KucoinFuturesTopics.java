package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.feed.Depth;
import cc.profitmaker.adapter.exchange.feed.Reads;
import cc.profitmaker.adapter.exchange.feed.Translation;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Decimals;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook.Level;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.stream.Topic;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Of the futures. Amounts are contracts, as they are in reads. */
final class KucoinFuturesTopics extends KucoinTopics {
    /** One level to a change, and hundreds of them a second. */
    private static final Depth.Manner MANNER =
            new Depth.Manner(Depth.Numbering.CONSECUTIVE, 20_000);

    @Override
    String of(Topic topic, String market) {
        return switch (topic.type()) {
            case TICKER -> "/contractMarket/ticker:" + market;
            case TRADES -> "/contractMarket/execution:" + market;
            case ORDER_BOOK -> "/contractMarket/level2:" + market;
            case OHLCV -> "/contractMarket/limitCandle:" + market + "_" + length(topic);
        };
    }

    @Override
    Ticker ticker(JsonFields data, Market market) {
        return KucoinFuturesQuotes.ticker(data, market);
    }

    @Override
    Trade trade(JsonFields data, Market market) {
        return KucoinTrades.readPublic(data, market, KucoinData.nanoTime(data, "ts"));
    }

    @Override
    Optional<String> name(Trade trade) {
        return trade.id();
    }

    @Override
    Candle candle(JsonFields row) {
        return KucoinFuturesQuotes.told(row);
    }

    @Override
    Translation book(Market market, Reads reads) {
        return new Depth(reads, market.symbol(), MANNER, KucoinFuturesTopics::change);
    }

    private static Depth.Change change(JsonFields data) {
        long number = data.whole("sequence").orElseThrow(() -> new Nonsense("sequence is missing"));
        Optional<Instant> at = data.time("timestamp");
        String[] words = data.need("change").split(",", -1);
        if (words.length != 3) {
            throw new Nonsense("change is not three things");
        }
        BigDecimal price = decimal(words[0]);
        // A price of zero says that nothing changed but the number.
        List<Level> level =
                price.signum() == 0
                        ? List.of()
                        : List.of(new Level(new Price(price), new Quantity(decimal(words[2]))));
        return switch (words[1]) {
            case "buy" -> new Depth.Change(number, number, Optional.empty(), at, level, List.of());
            case "sell" -> new Depth.Change(number, number, Optional.empty(), at, List.of(), level);
            default -> throw new Nonsense("change is of no side");
        };
    }

    private static BigDecimal decimal(String text) {
        return Decimals.parse(text).orElseThrow(() -> new Nonsense("change has no decimal"));
    }
}
