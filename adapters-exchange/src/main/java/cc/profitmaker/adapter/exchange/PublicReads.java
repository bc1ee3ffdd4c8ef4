package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What anybody may read, read once for all who ask for the same at the same time; an answer is at
 * most {@link #FRESH} old when it is given out.
 */
final class PublicReads {
    static final Duration FRESH = Duration.ofMillis(250);
    private static final int MOST = 2_000;

    private final SharedReplies<TickerOf, Ticker> tickers;
    private final SharedReplies<BookOf, OrderBook> books;
    private final SharedReplies<TradesOf, List<Trade>> trades;
    private final SharedReplies<CandlesOf, List<Candle>> candles;

    private record TickerOf(Venue venue, Symbol symbol) {}

    private record BookOf(Venue venue, Symbol symbol, Optional<Integer> limit) {}

    private record TradesOf(Venue venue, Symbol symbol, Page page) {}

    private record CandlesOf(Venue venue, Symbol symbol, Timeframe timeframe, Page page) {}

    PublicReads(com.github.benmanes.caffeine.cache.Ticker time) {
        tickers = new SharedReplies<>(MOST, FRESH, time);
        books = new SharedReplies<>(MOST, FRESH, time);
        trades = new SharedReplies<>(MOST, FRESH, time);
        candles = new SharedReplies<>(MOST, FRESH, time);
    }

    Reply<Ticker> ticker(Venue venue, Symbol symbol, Supplier<Reply<Ticker>> ask) {
        return tickers.of(new TickerOf(venue, symbol), ask);
    }

    Reply<OrderBook> book(
            Venue venue, Symbol symbol, Optional<Integer> limit, Supplier<Reply<OrderBook>> ask) {
        return books.of(new BookOf(venue, symbol, limit), ask);
    }

    Reply<List<Trade>> trades(
            Venue venue, Symbol symbol, Page page, Supplier<Reply<List<Trade>>> ask) {
        return trades.of(new TradesOf(venue, symbol, page), ask);
    }

    Reply<List<Candle>> candles(
            Venue venue,
            Symbol symbol,
            Timeframe timeframe,
            Page page,
            Supplier<Reply<List<Candle>>> ask) {
        return candles.of(new CandlesOf(venue, symbol, timeframe, page), ask);
    }
}
