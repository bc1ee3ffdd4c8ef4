package cc.profitmaker.domain.stream;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Venue;

import java.util.Optional;

/**
 * One public stream of one market. Whoever asks for equal topics shares one upstream.
 *
 * @param timeframe of candles, and of nothing else
 */
public record Topic(Venue venue, Symbol symbol, DataType type, Optional<Timeframe> timeframe) {
    public Topic {
        requireNonNull(venue);
        requireNonNull(symbol);
        if (timeframe.isPresent() != (type == DataType.OHLCV)) {
            throw new IllegalArgumentException("candles have a time frame, nothing else has");
        }
    }

    public static Topic ticker(Venue venue, Symbol symbol) {
        return new Topic(venue, symbol, DataType.TICKER, Optional.empty());
    }

    public static Topic trades(Venue venue, Symbol symbol) {
        return new Topic(venue, symbol, DataType.TRADES, Optional.empty());
    }

    public static Topic orderBook(Venue venue, Symbol symbol) {
        return new Topic(venue, symbol, DataType.ORDER_BOOK, Optional.empty());
    }

    public static Topic candles(Venue venue, Symbol symbol, Timeframe timeframe) {
        return new Topic(venue, symbol, DataType.OHLCV, Optional.of(timeframe));
    }
}
