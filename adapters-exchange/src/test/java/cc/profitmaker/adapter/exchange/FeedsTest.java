package cc.profitmaker.adapter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.feed.Ear;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.application.testing.Ticks;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Streams that are made of reads. */
final class FeedsTest {
    private static final Venue PAPER =
            new Venue(new ExchangeId("paper"), MarketType.SPOT, Environment.LIVE);
    private static final Topic TRADES = Topic.trades(PAPER, Fixtures.BTC_USDT);
    private static final Topic TICKER = Topic.ticker(PAPER, Fixtures.BTC_USDT);

    private static final UserId USER = new UserId(new UUID(4, 2));

    private static final Feeds.Natives NO_NATIVES =
            new Feeds.Natives() {
                @Override
                public boolean tells(Topic topic) {
                    return false;
                }

                @Override
                public Reply<MarketFeed.Upstream> open(Topic topic, Ear ear) {
                    return Reply.failed(Kind.NOT_OFFERED);
                }

                @Override
                public void close() {}
            };

    private final ScriptedExchange exchange =
            new ScriptedExchange(List.of(Fixtures.spotMarket(Fixtures.BTC_USDT)));
    private final Feeds feeds = new Feeds(exchange, NO_NATIVES);

    @AfterEach
    void close() {
        feeds.close();
    }

    private static final class Heard implements MarketFeed.Listener {
        private final BlockingQueue<Object> all = new LinkedBlockingQueue<>();

        @Override
        public void arrived(Tick tick) {
            all.add(tick);
        }

        @Override
        public void interrupted(ExchangeFault why) {
            all.add(why.kind());
        }

        Object next() throws InterruptedException {
            Object next = all.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("something heard within 20 s").isNotNull();
            return next;
        }

        Price last() throws InterruptedException {
            return ((Tick.Quoted) next()).ticker().range().last().orElseThrow();
        }
    }

    private MarketFeed.Upstream open(Topic topic, Heard heard) {
        return ((Reply.Answered<MarketFeed.Upstream>) feeds.open(topic, heard)).value();
    }

    @Test
    void a_ticker_is_told_when_it_changes_and_only_then() throws Exception {
        exchange.quote("100");
        var heard = new Heard();
        try (MarketFeed.Upstream _ = open(TICKER, heard)) {
            assertThat(heard.last()).isEqualTo(Price.of("100"));
            exchange.quote("101");
            assertThat(heard.last()).isEqualTo(Price.of("101"));
        }
    }

    @Test
    void a_failure_interrupts_once_and_what_comes_after_it_is_told_afresh() throws Exception {
        exchange.quote("100");
        var heard = new Heard();
        try (MarketFeed.Upstream _ = open(TICKER, heard)) {
            assertThat(heard.last()).isEqualTo(Price.of("100"));
            exchange.failWith(ExchangeFault.of(Kind.UNREACHABLE));
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            exchange.recover();
            assertThat(heard.last()).isEqualTo(Price.of("100"));
        }
    }

    private static List<Trade> trades(int... ids) {
        return IntStream.of(ids)
                .mapToObj(Ticks::traded)
                .flatMap(tick -> ((Tick.Traded) tick).trades().stream())
                .toList();
    }

    @Test
    void a_read_that_breaks_interrupts_like_one_that_fails() throws Exception {
        var heard = new Heard();
        exchange.trade(
                () -> {
                    throw new IllegalStateException("broken");
                });
        try (MarketFeed.Upstream _ = open(TRADES, heard)) {
            assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
        }
    }

    @Test
    void a_failure_is_over_although_nothing_was_traded_meanwhile() throws Exception {
        var heard = new Heard();
        exchange.trade(() -> trades(1));
        try (MarketFeed.Upstream _ = open(TRADES, heard)) {
            hasRead(2);
            assertThat(heard.all).isEmpty();
            exchange.failWith(ExchangeFault.of(Kind.UNREACHABLE));
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            exchange.recover();
            assertThat(heard.next()).isEqualTo(new Tick.Traded(List.of()));
            exchange.trade(() -> trades(1, 2));
            assertThat(heard.next()).isEqualTo(new Tick.Traded(trades(2)));
        }
    }

    @Test
    void a_failure_at_the_beginning_is_over_although_nothing_is_new() throws Exception {
        var heard = new Heard();
        exchange.trade(() -> trades(1));
        exchange.failWith(ExchangeFault.of(Kind.UNREACHABLE));
        // What is listed is not read from the exchange here, so the stream opens.
        try (MarketFeed.Upstream _ = open(TRADES, heard)) {
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            exchange.recover();
            assertThat(heard.next()).isEqualTo(new Tick.Traded(List.of()));
        }
    }

    @Test
    void trades_that_went_by_between_two_reads_are_said_to_be_missing() throws Exception {
        var heard = new Heard();
        exchange.trade(() -> trades(1, 2));
        try (MarketFeed.Upstream _ = open(TRADES, heard)) {
            hasRead(1);
            exchange.trade(() -> trades(5, 6));
            assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
            assertThat(heard.next()).isEqualTo(new Tick.Traded(trades(5, 6)));
            exchange.trade(() -> trades(6, 7));
            assertThat(heard.next()).isEqualTo(new Tick.Traded(trades(7)));
        }
    }

    /** Whole reads: the next one has begun. */
    private void hasRead(int times) throws InterruptedException {
        int before = exchange.sent.size();
        FeedStage.eventually(() -> exchange.sent.size() > before + times);
    }

    @Test
    void a_closed_stream_is_read_no_more() {
        open(TICKER, new Heard()).close();
        assertThat(feeds.polled()).isZero();
    }

    @Test
    void what_a_stream_reads_is_a_part_of_its_openers() throws Exception {
        var heard = new Heard();
        Share.as(Optional.of(USER), () -> open(TICKER, heard));
        heard.last();
        assertThat(exchange.shares).isNotEmpty().containsOnly(Optional.of(USER));
    }

    /** Of an exchange that tells, until it does not want to any more. */
    private record Refusing(BlockingQueue<Ear> ears) implements Feeds.Natives {
        @Override
        public boolean tells(Topic topic) {
            return true;
        }

        @Override
        public Reply<MarketFeed.Upstream> open(Topic topic, Ear ear) {
            ears.add(ear);
            return Reply.answered(() -> {});
        }

        @Override
        public void close() {}
    }

    @Test
    void what_is_read_in_place_of_a_refused_stream_is_a_part_of_its_openers() throws Exception {
        var heard = new Heard();
        var natives = new Refusing(new LinkedBlockingQueue<>());
        try (var own = new Feeds(exchange, natives)) {
            Share.as(
                    Optional.of(USER),
                    () -> assertThat(own.open(TICKER, heard)).isInstanceOf(Reply.Answered.class));
            natives.ears().take().refused(ExchangeFault.of(Kind.REFUSED));
            heard.last();
            assertThat(exchange.shares).isNotEmpty().containsOnly(Optional.of(USER));
        }
    }

    @Test
    void what_is_not_listed_or_not_offered_is_refused() {
        assertThat(feeds.open(Topic.ticker(PAPER, new Symbol("NO/SUCH")), new Heard()))
                .isEqualTo(Reply.failed(Kind.UNKNOWN_SYMBOL));
        assertThat(
                        feeds.open(
                                Topic.candles(PAPER, Fixtures.BTC_USDT, new Timeframe("7m")),
                                new Heard()))
                .isEqualTo(Reply.failed(Kind.NOT_OFFERED));
        exchange.offerOnly(Set.of(Capability.FETCH_TICKER));
        assertThat(feeds.open(TICKER, new Heard())).isEqualTo(Reply.failed(Kind.NOT_OFFERED));
    }

    @Test
    void what_can_be_read_can_be_watched_and_says_that_it_is_emulated() {
        Capabilities emulated =
                Feeds.emulating(
                        new Capabilities(
                                Map.of(
                                        Capability.FETCH_TICKER, Support.NATIVE,
                                        Capability.FETCH_TRADES, Support.NATIVE,
                                        Capability.WATCH_TRADES, Support.NATIVE),
                                List.of(),
                                Set.of()));
        assertThat(emulated.has().get(Capability.WATCH_TICKER)).isEqualTo(Support.EMULATED);
        assertThat(emulated.has().get(Capability.WATCH_TRADES)).isEqualTo(Support.NATIVE);
        assertThat(emulated.has().get(Capability.WATCH_OHLCV)).isEqualTo(Support.NONE);
    }
}
