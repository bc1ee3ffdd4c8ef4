package cc.profitmaker.application.stream;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandFedMarket;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.Ticks;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.stream.Topic;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

final class StreamsTest {
    private static final Topic TICKER = Topic.ticker(Ticks.SPOT, Fixtures.BTC_USDT);
    private static final Topic TRADES = Topic.trades(Ticks.SPOT, Fixtures.BTC_USDT);
    private static final Topic CANDLES =
            Topic.candles(Ticks.SPOT, Fixtures.BTC_USDT, Timeframe.ONE_MINUTE);

    private final HandFedMarket market = new HandFedMarket(Set.of(Fixtures.BTC_USDT));
    private final Streams streams = new Streams(market, new HandMovedClock(Fixtures.NOON));

    /** Notes what it is told. */
    private static final class Listener implements Streams.Reader {
        private final List<Update> updates = new ArrayList<>();
        private final List<Kind> interruptions = new ArrayList<>();

        @Override
        public void update(Update update) {
            updates.add(update);
        }

        @Override
        public void interrupted(ExchangeFault why) {
            interruptions.add(why.kind());
        }

        List<Integer> lasts() {
            return updates.stream().map(update -> Ticks.last(update.tick())).toList();
        }
    }

    private Streams.Subscription join(Topic topic, Listener listener) {
        Streams.Subscription subscription = opened(streams.subscribe(topic, listener));
        subscription.start();
        return subscription;
    }

    private static Streams.Subscription opened(Reply<Streams.Subscription> reply) {
        return ((Reply.Answered<Streams.Subscription>) reply).value();
    }

    @Test
    void any_number_of_readers_share_one_upstream_and_the_last_one_closes_it() {
        var ann = new Listener();
        var bob = new Listener();
        Streams.Subscription anns = join(TICKER, ann);
        Streams.Subscription bobs = join(TICKER, bob);
        market.tell(TICKER, Ticks.quoted(1));

        assertThat(market.timesOpened()).isEqualTo(1);
        assertThat(ann.updates).hasSize(1).isEqualTo(bob.updates);

        anns.close();
        anns.close();
        assertThat(market.open()).containsExactly(TICKER);
        market.tell(TICKER, Ticks.quoted(2));
        assertThat(ann.lasts()).containsExactly(1);
        assertThat(bob.lasts()).containsExactly(1, 2);

        bobs.close();
        assertThat(market.open()).isEmpty();
        assertThat(streams.upstreams()).isZero();
    }

    @Test
    void topics_that_differ_in_anything_have_their_own_upstreams() {
        join(TICKER, new Listener());
        join(TRADES, new Listener());
        join(CANDLES, new Listener());
        join(Topic.candles(Ticks.SPOT, Fixtures.BTC_USDT, new Timeframe("1h")), new Listener());

        assertThat(streams.upstreams()).isEqualTo(4);
    }

    @Test
    void a_topic_that_was_left_by_all_is_opened_afresh() {
        join(TICKER, new Listener()).close();
        var listener = new Listener();
        join(TICKER, listener);
        market.tell(TICKER, Ticks.quoted(7));

        assertThat(market.timesOpened()).isEqualTo(2);
        assertThat(listener.lasts()).containsExactly(7);
    }

    @Test
    void a_newcomer_is_told_the_newest_ticker_at_once() {
        join(TICKER, new Listener());
        market.tell(TICKER, Ticks.quoted(1));
        market.tell(TICKER, Ticks.quoted(2));
        var late = new Listener();
        join(TICKER, late);

        assertThat(late.lasts()).containsExactly(2);
    }

    @Test
    void a_newcomer_is_told_the_open_candle_but_no_old_trades() {
        join(CANDLES, new Listener());
        join(TRADES, new Listener());
        market.tell(CANDLES, Ticks.candle(1));
        market.tell(TRADES, Ticks.traded(1));
        var candles = new Listener();
        var trades = new Listener();
        join(CANDLES, candles);
        join(TRADES, trades);

        assertThat(candles.updates).hasSize(1);
        assertThat(trades.updates).isEmpty();
    }

    @Test
    void nothing_is_told_before_the_start() {
        var listener = new Listener();
        Streams.Subscription subscription = opened(streams.subscribe(TICKER, listener));
        market.tell(TICKER, Ticks.quoted(1));
        assertThat(listener.updates).isEmpty();

        subscription.start();
        assertThat(listener.lasts()).containsExactly(1);
    }

    @Test
    void a_subscription_that_was_closed_before_its_start_never_hears() {
        join(TICKER, new Listener());
        var listener = new Listener();
        Streams.Subscription subscription = opened(streams.subscribe(TICKER, listener));
        subscription.close();
        subscription.start();
        market.tell(TICKER, Ticks.quoted(1));

        assertThat(listener.updates).isEmpty();
    }

    @Test
    void an_interruption_reaches_every_reader_and_newcomers_instead_of_what_is_stale() {
        var listener = new Listener();
        join(TICKER, listener);
        market.tell(TICKER, Ticks.quoted(1));
        market.interrupt(TICKER, Kind.UNREACHABLE);
        var late = new Listener();
        join(TICKER, late);
        market.tell(TICKER, Ticks.quoted(2));

        assertThat(listener.interruptions).containsExactly(Kind.UNREACHABLE);
        assertThat(late.interruptions).containsExactly(Kind.UNREACHABLE);
        assertThat(late.lasts()).containsExactly(2);
    }

    @Test
    void what_is_not_listed_is_refused_and_leaves_nothing_behind() {
        Topic unknown = Topic.ticker(Ticks.SPOT, new Symbol("NO/SUCH"));

        assertThat(streams.subscribe(unknown, new Listener()))
                .isEqualTo(Reply.failed(Kind.UNKNOWN_SYMBOL));
        assertThat(streams.upstreams()).isZero();
    }

    @Test
    void an_update_is_written_once_for_all() {
        var writings = new AtomicInteger();
        var ann = new Listener();
        var bob = new Listener();
        join(TICKER, ann);
        join(TICKER, bob);
        market.tell(TICKER, Ticks.quoted(1));

        for (Listener listener : List.of(ann, bob)) {
            byte[] written =
                    listener.updates
                            .getFirst()
                            .written(
                                    _ -> {
                                        writings.incrementAndGet();
                                        return "once".getBytes(StandardCharsets.UTF_8);
                                    });
            assertThat(written).asString(StandardCharsets.UTF_8).isEqualTo("once");
        }
        assertThat(writings).hasValue(1);
    }

    @Test
    void the_next_update_is_waited_for_and_no_older_one_taken() throws Exception {
        join(TICKER, new Listener());
        market.tell(TICKER, Ticks.quoted(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var next =
                    CompletableFuture.supplyAsync(
                            () -> streams.next(TICKER, Duration.ofSeconds(30)), threads);
            while (!next.isDone()) {
                market.tell(TICKER, Ticks.quoted(2));
                Thread.onSpinWait();
            }
            assertThat(next.get().map(update -> Ticks.last(update.tick())))
                    .isEqualTo(Reply.answered(2));
        }
    }

    @Test
    void waiting_for_the_next_update_ends_with_the_patience_or_with_an_interruption() {
        assertThat(streams.next(TICKER, Duration.ofMillis(1)))
                .isEqualTo(Reply.failed(Kind.TIMED_OUT));
        assertThat(streams.upstreams()).isZero();
    }

    @Test
    void readers_that_come_and_go_at_once_leave_no_upstream_and_never_two() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int reader = 0; reader < 64; reader++) {
                var _ =
                        threads.submit(
                                () -> {
                                    for (int turn = 0; turn < 200; turn++) {
                                        join(TICKER, new Listener()).close();
                                    }
                                });
            }
        }
        // The fake market would have thrown, and the reader stayed away, had there been two.
        assertThat(market.open()).isEmpty();
        assertThat(streams.upstreams()).isZero();
        var listener = new Listener();
        join(TICKER, listener);
        market.tell(TICKER, Ticks.quoted(3));
        assertThat(listener.lasts()).containsExactly(3);
    }
}
