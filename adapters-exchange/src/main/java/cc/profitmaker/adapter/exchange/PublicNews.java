package cc.profitmaker.adapter.exchange;

import cc.profitmaker.application.trading.ExchangeGateway;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** What is new of a topic since it was read last. Not safe for threads. */
final class PublicNews {
    private static final Page LATEST_TRADES = latest(100);
    private static final Page LATEST_CANDLES = latest(2);
    private static final int MOST_REMEMBERED = 2_000;

    private final ExchangeGateway exchanges;
    private final Topic topic;
    private Optional<Object> last = Optional.empty();
    private boolean resuming;
    private boolean missed;
    private Optional<SequencedSet<Object>> told = Optional.empty();

    PublicNews(ExchangeGateway exchanges, Topic topic) {
        this.exchanges = exchanges;
        this.topic = topic;
    }

    private static Page latest(int rows) {
        return new Page(Optional.empty(), Optional.of(rows));
    }

    /** From here on all that is there is new again, and be it that nothing was traded. */
    void forget() {
        resuming = true;
        last = Optional.empty();
    }

    /** Whether the last read reached so little back that there may be more than it told. */
    boolean hasMissed() {
        return missed;
    }

    /** Reads; answered with nothing when nothing has changed. */
    Reply<Optional<Tick>> read() {
        return switch (topic.type()) {
            case TICKER -> exchanges.ticker(topic.venue(), topic.symbol()).map(this::ticker);
            case ORDER_BOOK ->
                    exchanges
                            .orderBook(topic.venue(), topic.symbol(), Optional.of(Tick.Book.DEPTH))
                            .map(this::book);
            case TRADES ->
                    exchanges
                            .trades(topic.venue(), topic.symbol(), LATEST_TRADES)
                            .map(this::trades);
            case OHLCV ->
                    exchanges
                            .candles(
                                    topic.venue(),
                                    topic.symbol(),
                                    topic.timeframe().orElseThrow(),
                                    LATEST_CANDLES)
                            .map(this::candles);
        };
    }

    private boolean isNew(Object seen) {
        boolean known = last.filter(seen::equals).isPresent();
        last = Optional.of(seen);
        return !known;
    }

    /** Another time, or another wording of the exchange's, is no news. */
    private record Quoted(Ticker.Quote quote, Ticker.Range range, Ticker.Volume volume) {}

    private Optional<Tick> ticker(Ticker ticker) {
        return isNew(new Quoted(ticker.quote(), ticker.range(), ticker.volume()))
                ? Optional.of(new Tick.Quoted(ticker))
                : Optional.empty();
    }

    private record Levels(List<OrderBook.Level> bids, List<OrderBook.Level> asks) {}

    private Optional<Tick> book(OrderBook book) {
        var levels = new Levels(top(book.bids()), top(book.asks()));
        return isNew(levels)
                ? Optional.of(
                        new Tick.Book(
                                new OrderBook(
                                        book.symbol(),
                                        book.timestamp(),
                                        book.nonce(),
                                        levels.bids(),
                                        levels.asks())))
                : Optional.empty();
    }

    private static List<OrderBook.Level> top(List<OrderBook.Level> levels) {
        return levels.subList(0, Math.min(Tick.Book.DEPTH, levels.size()));
    }

    /** What was traded before somebody listened is no news. */
    private Optional<Tick> trades(List<Trade> read) {
        boolean first = told.isEmpty();
        SequencedSet<Object> known = told.orElseGet(LinkedHashSet::new);
        told = Optional.of(known);
        int before = known.size();
        List<Trade> fresh = read.stream().filter(trade -> known.add(key(trade))).toList();
        missed = !resuming && before > 0 && !read.isEmpty() && fresh.size() == read.size();
        while (known.size() > MOST_REMEMBERED) {
            known.removeFirst();
        }
        List<Trade> news = first ? List.of() : fresh;
        boolean said = resuming || !news.isEmpty();
        resuming = false;
        return said ? Optional.of(new Tick.Traded(news)) : Optional.empty();
    }

    private static Object key(Trade trade) {
        return trade.id().<Object>map(id -> id).orElse(trade);
    }

    private Optional<Tick> candles(List<Candle> read) {
        List<Candle> newest = read.subList(Math.max(0, read.size() - 2), read.size());
        Optional<Object> before = last;
        if (!isNew(newest) || newest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Tick.Candles(
                        newest.stream()
                                .filter(
                                        candle ->
                                                before.map(known -> !contains(known, candle))
                                                        .orElse(true))
                                .toList()));
    }

    private static boolean contains(Object known, Candle candle) {
        return known instanceof List<?> candles && candles.contains(candle);
    }
}
