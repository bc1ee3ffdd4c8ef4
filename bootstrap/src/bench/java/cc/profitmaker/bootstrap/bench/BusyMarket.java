package cc.profitmaker.bootstrap.bench;

import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** A market in which all that a terminal shows moves: a whole book with every telling. */
final class BusyMarket implements MarketFeed {
    private static final int DEPTH = 50;
    private static final RawPayload SILENT = new RawPayload("{}");

    private final RandomGenerator chance = RandomGenerator.of("L64X128MixRandom");
    private final Map<Topic, Listener> open = new ConcurrentHashMap<>();
    private long told;
    private BigDecimal price = new BigDecimal("50000.00");

    @Override
    public Reply<Upstream> open(Topic topic, Listener listener) {
        open.put(topic, listener);
        return Reply.answered(() -> open.remove(topic, listener));
    }

    /** A book each time; of trades, tickers and candles one in ten. */
    void tell() {
        told++;
        price = price.add(BigDecimal.valueOf(chance.nextInt(-100, 101), 2));
        open.forEach(
                (topic, listener) -> {
                    switch (topic.type()) {
                        case ORDER_BOOK -> listener.arrived(new Tick.Book(book(topic.symbol())));
                        case TICKER -> seldom(() -> listener.arrived(ticker(topic.symbol())));
                        case TRADES ->
                                seldom(() -> listener.arrived(new Tick.Traded(trades(topic))));
                        case OHLCV -> seldom(() -> listener.arrived(candle()));
                    }
                });
    }

    private void seldom(Runnable telling) {
        if (told % 10 == 0) {
            telling.run();
        }
    }

    private OrderBook book(Symbol symbol) {
        return new OrderBook(
                symbol, Optional.of(Instant.now()), Optional.of(told), levels(-1), levels(1));
    }

    private List<OrderBook.Level> levels(int away) {
        List<OrderBook.Level> levels = new ArrayList<>();
        for (int step = 1; step <= DEPTH; step++) {
            levels.add(
                    new OrderBook.Level(
                            new Price(price.add(BigDecimal.valueOf((long) away * step, 2))),
                            size()));
        }
        return levels;
    }

    private Quantity size() {
        return new Quantity(BigDecimal.valueOf(chance.nextInt(1, 200_000), 5));
    }

    private Tick ticker(Symbol symbol) {
        var last = Optional.of(new Price(price));
        return new Tick.Quoted(
                new Ticker(
                        symbol,
                        Optional.of(Instant.now()),
                        new Ticker.Quote(last, Optional.empty(), last, Optional.empty()),
                        new Ticker.Range(last, last, last, last, last),
                        new Ticker.Change(
                                Optional.empty(), Optional.of(BigDecimal.ONE), Optional.empty()),
                        new Ticker.Volume(Optional.of(size()), Optional.empty(), Optional.empty()),
                        SILENT));
    }

    private List<Trade> trades(Topic topic) {
        Quantity size = size();
        return List.of(
                new Trade(
                        Optional.of(Long.toString(told)),
                        topic.symbol(),
                        Instant.now(),
                        Optional.of(chance.nextBoolean() ? Side.BUY : Side.SELL),
                        new Price(price),
                        size,
                        price.multiply(size.value()),
                        Trade.Own.NONE,
                        SILENT));
    }

    private Tick candle() {
        var minute = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60);
        var now = new Price(price);
        return new Tick.Candles(List.of(new Candle(minute, now, now, now, now, size())));
    }
}
