package cc.profitmaker.adapter.exchange.kucoin;

import static cc.profitmaker.adapter.exchange.kucoin.KucoinStage.confirmed;
import static cc.profitmaker.adapter.exchange.testing.FeedStage.BRISK;
import static cc.profitmaker.adapter.exchange.testing.FeedStage.eventually;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.HeardTicks;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What differs on KuCoin's futures: books of numbered changes, amounts in contracts. */
final class KucoinFuturesFeedTest {
    private final HeardTicks heard = new HeardTicks();
    private final KucoinStage stage = KucoinStage.futures(BRISK, new FakeEntrance(18_000, 10_000));
    private final Topic book = Topic.orderBook(stage.venue, stage.market.symbol());

    @AfterEach
    void nothing_is_left() throws Exception {
        stage.close();
        eventually(() -> !FeedStage.hasThreads());
    }

    private static String change(long sequence, String change) {
        return "{\"topic\":\"/contractMarket/level2:XBTUSDTM\",\"type\":\"message\","
                + "\"subject\":\"level2\",\"sn\":1,\"data\":{\"sequence\":"
                + sequence
                + ",\"change\":\""
                + change
                + "\",\"timestamp\":1731897467182}}";
    }

    private Reply<OrderBook> snapshot(long sequence) {
        return Reply.answered(
                new OrderBook(
                        stage.market.symbol(),
                        Optional.empty(),
                        Optional.of(sequence),
                        List.of(level("100", "1")),
                        List.of(level("101", "2"))));
    }

    private static OrderBook.Level level(String price, String amount) {
        return new OrderBook.Level(Price.of(price), Quantity.of(amount));
    }

    private OrderBook told() throws InterruptedException {
        return ((Tick.Book) heard.next()).book();
    }

    @Test
    void a_book_is_a_snapshot_and_every_change_since() throws Exception {
        try (MarketFeed.Upstream _ = stage.feed.open(book, heard)) {
            Peer peer = stage.welcomed();
            assertThat(peer.next()).contains("\"topic\":\"/contractMarket/level2:XBTUSDTM\"");
            stage.feed.reads.books.add(snapshot(10));
            peer.say(change(9, "100,buy,7"));
            // The snapshot has that one already.
            assertThat(told().bids()).containsExactly(level("100", "1"));
            peer.say(change(10, "100,buy,7"));
            peer.say(change(11, "100.5,buy,3"));
            OrderBook next = told();
            assertThat(next.bids()).containsExactly(level("100.5", "3"), level("100", "1"));
            assertThat(next.nonce()).contains(11L);
            assertThat(next.timestamp()).contains(Instant.ofEpochMilli(1731897467182L));
            peer.say(change(12, "101,sell,0"));
            assertThat(told().asks()).isEmpty();
            // Nothing but a number.
            peer.say(change(13, "0,sell,0"));
            peer.say(change(14, "102,sell,1"));
            assertThat(told().asks()).containsExactly(level("102", "1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"102,sell,5", "1,buy", "x,buy,1", "1,both,1", "-1,buy,1"})
    void a_gap_or_what_is_no_change_is_told_and_mended_with_a_new_snapshot(String what)
            throws Exception {
        stage.feed.reads.books.add(snapshot(10));
        stage.feed.reads.books.add(snapshot(20));
        try (MarketFeed.Upstream _ = stage.feed.open(book, heard)) {
            Peer peer = stage.welcomed();
            confirmed(peer);
            assertThat(told().nonce()).contains(10L);
            long number = what.startsWith("102") ? 12 : 11;
            peer.say(change(number, what));
            assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
            assertThat(peer.next()).contains("\"type\":\"unsubscribe\"");
            confirmed(peer);
            assertThat(told().nonce()).contains(20L);
            peer.say(change(21, "103,sell,5"));
            assertThat(told().asks()).containsExactly(level("101", "2"), level("103", "5"));
        }
        assertThat(stage.entrance.asked()).isEqualTo(1);
    }

    @Test
    void a_snapshot_that_is_too_old_is_read_again_after_a_pause() throws Exception {
        try (MarketFeed.Upstream _ = stage.feed.open(book, heard)) {
            Peer peer = stage.welcomed();
            peer.next();
            stage.feed.reads.books.add(snapshot(10));
            stage.feed.reads.books.add(snapshot(11));
            stage.feed.reads.books.add(snapshot(20));
            long begun = System.nanoTime();
            peer.say(change(15, "100,buy,2"));
            peer.say(change(16, "100,buy,3"));
            assertThat(told().nonce()).contains(20L);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(600));
            assertThat(heard.isEmpty()).isTrue();
        }
    }

    @Test
    void a_trade_is_told_in_contracts_and_costs_what_they_hold() throws Exception {
        try (MarketFeed.Upstream _ =
                stage.feed.open(Topic.trades(stage.venue, stage.market.symbol()), heard)) {
            Peer peer = stage.welcomed();
            confirmed(peer);
            peer.say(
                    "{\"topic\":\"/contractMarket/execution:XBTUSDTM\",\"type\":\"message\","
                            + "\"subject\":\"match\",\"data\":{\"symbol\":\"XBTUSDTM\","
                            + "\"side\":\"sell\",\"size\":3,\"price\":\"90000.5\","
                            + "\"tradeId\":\"7\",\"ts\":1731898619520000000}}");
            Trade told = ((Tick.Traded) heard.next()).trades().getFirst();
            assertThat(stage.market.contractSize()).isEqualByComparingTo("0.001");
            assertThat(told.amount()).isEqualTo(Quantity.of("3"));
            assertThat(told.cost()).isEqualByComparingTo(new BigDecimal("270.0015"));
        }
    }
}
