package cc.profitmaker.adapter.exchange.testing;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.feed.Ear;
import cc.profitmaker.adapter.exchange.feed.Entrance;
import cc.profitmaker.adapter.exchange.feed.Feed;
import cc.profitmaker.adapter.exchange.feed.FeedClient;
import cc.profitmaker.adapter.exchange.feed.Heard;
import cc.profitmaker.adapter.exchange.feed.Language;
import cc.profitmaker.adapter.exchange.feed.Reads;
import cc.profitmaker.adapter.exchange.feed.Subject;
import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.adapter.exchange.feed.Told;
import cc.profitmaker.adapter.exchange.feed.Translation;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.stream.DataType;
import cc.profitmaker.domain.stream.Topic;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A feed, the exchange it listens to, and what reads of that exchange say. */
public final class FeedStage implements AutoCloseable {
    /** Comes back at once, but notices silence only after much longer than any test is busy. */
    public static final Tempo BRISK = tempo(Duration.ofMinutes(1));

    public final FakeFeed exchange = new FakeFeed();
    public final Scripted reads = new Scripted();
    private final FeedClient client = new FeedClient(Duration.ofSeconds(10));
    private final Language language;
    private final Market market;
    private final Feed feed;

    public interface Words {
        Language at(URI url);
    }

    public FeedStage(Words words, Market market, Language.Limits limits, Tempo tempo) {
        this.language = new Limited(words.at(exchange.url()), limits);
        this.market = market;
        this.feed = new Feed(language, client, tempo);
    }

    public static Tempo tempo(Duration expected) {
        return new Tempo(
                new Tempo.Watch(expected),
                new Tempo.Pause(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(1)),
                new Tempo.Connects(1000, Duration.ofMillis(1)));
    }

    public MarketFeed.Upstream open(Topic topic, Ear heard) {
        return feed.open(language.subject(topic, market), reads, heard);
    }

    public int connections() {
        return feed.connections();
    }

    public static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - until).as("60 s have passed").isNegative();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    public static boolean hasThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("exchange-feed"));
    }

    @Override
    public void close() {
        feed.close();
        client.close();
        exchange.close();
    }

    /** The same language, of an exchange that bears more or less. */
    private record Limited(Language all, Limits limits) implements Language {
        @Override
        public String name() {
            return all.name();
        }

        @Override
        public Reply<Entrance> entrance() {
            return all.entrance();
        }

        @Override
        public Set<DataType> types() {
            return all.types();
        }

        @Override
        public Subject subject(Topic topic, Market market) {
            return all.subject(topic, market);
        }

        @Override
        public Translation translate(Subject subject, Reads reads, Told told) {
            return all.translate(subject, reads, told);
        }

        @Override
        public String subscribe(long request, List<Subject> subjects) {
            return all.subscribe(request, subjects);
        }

        @Override
        public String unsubscribe(long request, List<Subject> subjects) {
            return all.unsubscribe(request, subjects);
        }

        @Override
        public String probe(long request) {
            return all.probe(request);
        }

        @Override
        public Heard hear(JsonFields message) {
            return all.hear(message);
        }
    }

    /** Answers each read with the next answer there is; without one it is not reached. */
    public static final class Scripted implements Reads {
        public final Queue<Reply<Ticker>> tickers = new ConcurrentLinkedQueue<>();
        public final Queue<Reply<OrderBook>> books = new ConcurrentLinkedQueue<>();
        public final Queue<Reply<List<Trade>>> trades = new ConcurrentLinkedQueue<>();
        public final Queue<Reply<List<Candle>>> candles = new ConcurrentLinkedQueue<>();

        /** Whose part each read took. */
        public final Queue<Optional<UserId>> shares = new ConcurrentLinkedQueue<>();

        private <T> Reply<T> next(Queue<Reply<T>> answers) {
            shares.add(Share.current());
            Reply<T> next = answers.poll();
            return next == null ? Reply.failed(Kind.UNREACHABLE) : next;
        }

        @Override
        public Reply<Ticker> ticker() {
            return next(tickers);
        }

        @Override
        public Reply<OrderBook> book(int levels) {
            return next(books);
        }

        @Override
        public Reply<List<Trade>> trades(int rows) {
            return next(trades);
        }

        @Override
        public Reply<List<Candle>> candles(Timeframe timeframe, int rows) {
            return next(candles);
        }
    }
}
