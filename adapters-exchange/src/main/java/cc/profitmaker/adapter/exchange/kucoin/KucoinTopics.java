package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.feed.Executions;
import cc.profitmaker.adapter.exchange.feed.PlainTranslation;
import cc.profitmaker.adapter.exchange.feed.PlainTranslation.Manners;
import cc.profitmaker.adapter.exchange.feed.Reads;
import cc.profitmaker.adapter.exchange.feed.Subject;
import cc.profitmaker.adapter.exchange.feed.Told;
import cc.profitmaker.adapter.exchange.feed.Translation;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import java.util.List;
import java.util.Optional;

/** What KuCoin calls the streams of one of its markets, and what it says in them. */
abstract sealed class KucoinTopics permits KucoinSpotTopics, KucoinFuturesTopics {
    /** The candle that is open and the one before it, which may have closed unheard. */
    private static final int CANDLES = 2;

    /**
     * KuCoin's name of it.
     *
     * @param market KuCoin's name of the market
     */
    abstract String of(Topic topic, String market);

    abstract Ticker ticker(JsonFields data, Market market);

    abstract Trade trade(JsonFields data, Market market);

    /** What reads and feed both call a trade. */
    abstract Optional<String> name(Trade trade);

    abstract Candle candle(JsonFields row);

    abstract Translation book(Market market, Reads reads);

    /** The feed has one word for each length on both of its markets. */
    static String length(Topic topic) {
        return KucoinOffer.SPOT_TIMEFRAMES.get(topic.timeframe().orElseThrow());
    }

    final Translation translate(Subject subject, Reads reads, Told told) {
        Market market = subject.market();
        return switch (subject.topic().type()) {
            case TICKER ->
                    PlainTranslation.opened(
                            () -> reads.ticker().map(ticker -> List.of(new Tick.Quoted(ticker))),
                            Manners.OVERTAKE,
                            data -> List.of(new Tick.Quoted(ticker(data, market))));
            case TRADES ->
                    new Executions(reads, told, this::name, data -> List.of(trade(data, market)));
            case ORDER_BOOK -> book(market, reads);
            case OHLCV -> candles(subject.topic().timeframe().orElseThrow(), reads);
        };
    }

    private Translation candles(Timeframe timeframe, Reads reads) {
        return PlainTranslation.opened(
                () ->
                        reads.candles(timeframe, CANDLES)
                                .map(
                                        rows ->
                                                rows.isEmpty()
                                                        ? List.of()
                                                        : List.of(new Tick.Candles(rows))),
                Manners.WAIT,
                data -> List.of(new Tick.Candles(List.of(candle(row(data))))));
    }

    private static JsonFields row(JsonFields data) {
        return data.inner("candles")
                .filter(JsonFields::isArray)
                .orElseThrow(() -> new Nonsense("candles is missing"));
    }
}
