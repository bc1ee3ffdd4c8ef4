package cc.profitmaker.domain.stream;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Trade;

import java.util.List;

/** One piece of news on a topic. Each is complete in itself: no reader need know the one before. */
public sealed interface Tick {
    record Quoted(Ticker ticker) implements Tick {
        public Quoted {
            requireNonNull(ticker);
        }
    }

    /**
     * New executions, oldest first; none is told twice while a stream lasts. Empty only after an
     * interruption in which nothing was traded: it is over.
     */
    record Traded(List<Trade> trades) implements Tick {
        public Traded {
            trades = List.copyOf(trades);
        }
    }

    /** The whole book, down to {@link #DEPTH} levels on each side, never a difference. */
    record Book(OrderBook book) implements Tick {
        /** As many levels as are told on each side, at most. */
        public static final int DEPTH = 50;

        public Book {
            if (book.bids().size() > DEPTH || book.asks().size() > DEPTH) {
                throw new IllegalArgumentException("a book of too many levels");
            }
        }
    }

    /**
     * The candles that changed, oldest first; never empty. A candle is told again, under the same
     * open time, for as long as it is open.
     */
    record Candles(List<Candle> candles) implements Tick {
        public Candles {
            candles = List.copyOf(candles);
            if (candles.isEmpty()) {
                throw new IllegalArgumentException("no candle is no news");
            }
        }
    }
}
