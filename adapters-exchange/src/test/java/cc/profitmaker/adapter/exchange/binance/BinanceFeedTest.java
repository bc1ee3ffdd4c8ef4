package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.testing.FeedStage.BRISK;
import static cc.profitmaker.adapter.exchange.testing.FeedStage.eventually;
import static cc.profitmaker.adapter.exchange.testing.FeedStage.tempo;
import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.spotMarket;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.feed.Ear;
import cc.profitmaker.adapter.exchange.feed.Language.Limits;
import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.adapter.exchange.testing.FakeFeed;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.HeardTicks;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Binance's feed, and what happens when it does not behave. */
final class BinanceFeedTest {
    private static final Venue SPOT =
            new Venue(new ExchangeId("binance"), MarketType.SPOT, Environment.LIVE);
    private static final Market MARKET = spotMarket(BTC_USDT);
    private static final Topic TICKER = Topic.ticker(SPOT, BTC_USDT);
    private static final Topic TRADES = Topic.trades(SPOT, BTC_USDT);
    private static final Topic BOOK = Topic.orderBook(SPOT, BTC_USDT);
    private static final Limits WIDE = new Limits(200, 100, Duration.ZERO);

    private Optional<FeedStage> stage = Optional.empty();
    private final HeardTicks heard = new HeardTicks();

    private FeedStage stage(Limits limits, Tempo tempo) {
        var made =
                new FeedStage(
                        url ->
                                BinanceFeed.spot(Optional.of(URI.create(url + "/ignored")))
                                        .getFirst(),
                        MARKET,
                        limits,
                        tempo);
        stage = Optional.of(made);
        return made;
    }

    private FeedStage stage() {
        return stage(WIDE, BRISK);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        stage.ifPresent(FeedStage::close);
        eventually(() -> !FeedStage.hasThreads());
    }

    private static String ticker(String last) {
        return "{\"e\":\"24hrTicker\",\"E\":1764000000123,\"s\":\"BTCUSDT\",\"p\":\"-1200.50\","
                + "\"P\":\"-1.358\",\"w\":\"88000.1\",\"x\":\"88395.5\",\"c\":\""
                + last
                + "\",\"Q\":\"0.1\",\"b\":\"87195.00\",\"B\":\"1.5\",\"a\":\"87195.01\","
                + "\"A\":\"2.25\",\"o\":\"88395.51\",\"h\":\"89000\",\"l\":\"86500\","
                + "\"v\":\"12345.678\",\"q\":\"1086419753.2\",\"O\":1763913600000,"
                + "\"C\":1764000000000,\"F\":1,\"L\":9,\"n\":9}";
    }

    private static String trade(long id) {
        return "{\"e\":\"trade\",\"E\":1764000000101,\"s\":\"BTCUSDT\",\"t\":"
                + id
                + ",\"p\":\"87195.01\",\"q\":\"0.002\",\"T\":1764000000100,\"m\":true,\"M\":true}";
    }

    private static String depth(long first, long last, String bids, String asks) {
        return "{\"e\":\"depthUpdate\",\"E\":1764000000200,\"s\":\"BTCUSDT\",\"U\":"
                + first
                + ",\"u\":"
                + last
                + ",\"b\":["
                + bids
                + "],\"a\":["
                + asks
                + "]}";
    }

    private static OrderBook.Level level(String price, String amount) {
        return new OrderBook.Level(Price.of(price), Quantity.of(amount));
    }

    private static Reply<OrderBook> snapshot(long version) {
        return Reply.answered(
                new OrderBook(
                        BTC_USDT,
                        Optional.empty(),
                        Optional.of(version),
                        List.of(level("100", "1"), level("99", "2")),
                        List.of(level("101", "3"), level("102", "4"))));
    }

    private Ticker quoted() throws InterruptedException {
        return ((Tick.Quoted) heard.next()).ticker();
    }

    private OrderBook book() throws InterruptedException {
        return ((Tick.Book) heard.next()).book();
    }

    private Trade traded() throws InterruptedException {
        return ((Tick.Traded) heard.next()).trades().getFirst();
    }

    /** The request that subscribes, confirmed. */
    private static Peer confirmed(Peer peer) throws InterruptedException {
        String request = peer.next();
        assertThat(request).startsWith("{\"method\":\"SUBSCRIBE\"");
        peer.say("{\"result\":null,\"id\":" + id(request) + "}");
        return peer;
    }

    private static String id(String request) {
        return request.replaceAll(".*\"id\":(\\d+).*", "$1");
    }

    @Test
    void a_ticker_begins_with_a_read_and_goes_on_with_the_same_values_as_reads_have()
            throws Exception {
        String rest =
                "{\"symbol\":\"BTCUSDT\",\"priceChange\":\"-1200.50\","
                        + "\"priceChangePercent\":\"-1.358\",\"weightedAvgPrice\":\"88000.1\","
                        + "\"prevClosePrice\":\"88395.5\",\"lastPrice\":\"87195.01\","
                        + "\"bidPrice\":\"87195.00\",\"bidQty\":\"1.5\","
                        + "\"askPrice\":\"87195.01\",\"askQty\":\"2.25\","
                        + "\"openPrice\":\"88395.51\",\"highPrice\":\"89000\","
                        + "\"lowPrice\":\"86500\",\"volume\":\"12345.678\","
                        + "\"quoteVolume\":\"1086419753.2\",\"closeTime\":1764000000000}";
        Ticker read = BinanceTickers.read(JsonFields.read(rest.getBytes(UTF_8)), MARKET);
        stage().reads.tickers.add(Reply.answered(read));
        try (MarketFeed.Upstream _ = stage.get().open(TICKER, heard)) {
            Peer peer = stage.get().exchange.next();
            assertThat(peer.path()).isEqualTo("/ws");
            String request = peer.next();
            assertThat(request)
                    .isEqualTo(
                            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@ticker\"],\"id\":1}");
            assertThat(heard.isEmpty()).isTrue();
            peer.say("{\"result\":null,\"id\":1}");
            assertThat(quoted()).isEqualTo(read);
            peer.say(ticker("87195.01"));
            Ticker told = quoted();
            assertThat(told.quote()).isEqualTo(read.quote());
            assertThat(told.range()).isEqualTo(read.range());
            assertThat(told.change()).isEqualTo(read.change());
            assertThat(told.volume()).isEqualTo(read.volume());
            assertThat(told.timestamp()).isEqualTo(read.timestamp());
        }
    }

    @Test
    void topics_share_a_connection_until_the_last_of_them_is_closed() throws Exception {
        FeedStage here = stage();
        MarketFeed.Upstream quotes = here.open(TICKER, heard);
        Peer peer = confirmed(here.exchange.next());
        var trades = new HeardTicks();
        MarketFeed.Upstream prints = here.open(TRADES, trades);
        confirmed(peer);
        peer.say(trade(7));
        assertThat(((Tick.Traded) trades.next()).trades().getFirst().id()).contains("7");
        prints.close();
        assertThat(peer.next())
                .startsWith("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"]");
        peer.say(trade(8));
        peer.say(ticker("5"));
        assertThat(quoted().range().last()).contains(Price.of("5"));
        assertThat(trades.isEmpty()).isTrue();
        assertThat(here.connections()).isEqualTo(1);
        quotes.close();
        quotes.close();
        assertThat(here.connections()).isZero();
        eventually(() -> here.exchange.open() == 0);
    }

    @Test
    void a_connection_that_is_full_gets_a_second_one_beside_it() throws Exception {
        FeedStage here = stage(new Limits(1, 1, Duration.ZERO), BRISK);
        try (MarketFeed.Upstream _ = here.open(TICKER, heard);
                MarketFeed.Upstream _ = here.open(TRADES, new HeardTicks())) {
            confirmed(here.exchange.next());
            confirmed(here.exchange.next());
            assertThat(here.connections()).isEqualTo(2);
        }
        eventually(() -> here.exchange.open() == 0);
    }

    @Test
    void a_trade_is_told_as_reads_tell_it() throws Exception {
        try (MarketFeed.Upstream _ = stage().open(TRADES, heard)) {
            confirmed(stage.get().exchange.next()).say(trade(12));
            Trade told = traded();
            assertThat(told.id()).contains("12");
            assertThat(told.timestamp()).isEqualTo(Instant.ofEpochMilli(1764000000100L));
            assertThat(told.side()).contains(Side.SELL);
            assertThat(told.price()).isEqualTo(Price.of("87195.01"));
            assertThat(told.amount()).isEqualTo(Quantity.of("0.002"));
            assertThat(told.cost()).isEqualByComparingTo("174.39002");
            assertThat(told.own()).isEqualTo(Trade.Own.NONE);
        }
    }

    @Test
    void candles_begin_with_those_that_may_have_closed_unheard() throws Exception {
        var closed =
                new Candle(
                        Instant.ofEpochMilli(1763999940000L),
                        Price.of("1"),
                        Price.of("2"),
                        Price.of("1"),
                        Price.of("2"),
                        Quantity.of("3"));
        stage().reads.candles.add(Reply.answered(List.of(closed)));
        var topic = Topic.candles(SPOT, BTC_USDT, new Timeframe("1m"));
        try (MarketFeed.Upstream _ = stage.get().open(topic, heard)) {
            Peer peer = stage.get().exchange.next();
            assertThat(peer.next()).contains("\"btcusdt@kline_1m\"");
            peer.say(
                    "{\"e\":\"kline\",\"E\":1764000001000,\"s\":\"BTCUSDT\",\"k\":{"
                            + "\"t\":1764000000000,\"T\":1764000059999,\"s\":\"BTCUSDT\",\"i\":\"1m\","
                            + "\"o\":\"2\",\"c\":\"2.5\",\"h\":\"3\",\"l\":\"1.5\",\"v\":\"4\",\"x\":false}}");
            assertThat(heard.next()).isEqualTo(new Tick.Candles(List.of(closed)));
            assertThat(heard.next())
                    .isEqualTo(
                            new Tick.Candles(
                                    List.of(
                                            new Candle(
                                                    Instant.ofEpochMilli(1764000000000L),
                                                    Price.of("2"),
                                                    Price.of("3"),
                                                    Price.of("1.5"),
                                                    Price.of("2.5"),
                                                    Quantity.of("4")))));
        }
    }

    @Test
    void a_book_is_a_snapshot_and_every_change_since() throws Exception {
        FeedStage here = stage();
        // The first is older than the first change that was heard, so another one is read.
        here.reads.books.add(snapshot(7));
        here.reads.books.add(snapshot(10));
        try (MarketFeed.Upstream _ = here.open(BOOK, heard)) {
            Peer peer = here.exchange.next();
            String request = peer.next();
            assertThat(request).contains("\"btcusdt@depth@100ms\"");
            peer.say(depth(9, 10, "[\"98\",\"9\"]", ""));
            OrderBook whole = book();
            assertThat(whole.nonce()).contains(10L);
            assertThat(whole.bids()).containsExactly(level("100", "1"), level("99", "2"));
            assertThat(whole.asks()).containsExactly(level("101", "3"), level("102", "4"));
            peer.say(depth(8, 10, "[\"97\",\"9\"]", ""));
            peer.say(depth(11, 13, "[\"100\",\"0\"],[\"99.5\",\"7\"]", "[\"101\",\"5\"]"));
            OrderBook changed = book();
            assertThat(changed.bids()).containsExactly(level("99.5", "7"), level("99", "2"));
            assertThat(changed.asks()).containsExactly(level("101", "5"), level("102", "4"));
            assertThat(changed.nonce()).contains(13L);
            assertThat(changed.timestamp()).contains(Instant.ofEpochMilli(1764000000200L));
        }
    }

    @Test
    void a_gap_in_a_book_is_told_and_mended_with_a_new_snapshot_and_disturbs_nobody_else()
            throws Exception {
        FeedStage here = stage();
        here.reads.books.add(snapshot(10));
        var trades = new HeardTicks();
        try (MarketFeed.Upstream _ = here.open(BOOK, heard);
                MarketFeed.Upstream _ = here.open(TRADES, trades)) {
            Peer peer = here.exchange.next();
            String first = peer.next();
            peer.say("{\"result\":null,\"id\":" + id(first) + "}");
            if (!first.contains("trade")) {
                confirmed(peer);
            }
            assertThat(book().nonce()).contains(10L);
            here.reads.books.add(snapshot(30));
            peer.say(depth(12, 13, "[\"100\",\"0\"]", ""));
            assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
            assertThat(peer.next()).startsWith("{\"method\":\"UNSUBSCRIBE\"");
            confirmed(peer);
            assertThat(book().nonce()).contains(30L);
            peer.say(depth(31, 31, "[\"100\",\"0\"]", ""));
            assertThat(book().bids()).containsExactly(level("99", "2"));
            peer.say(trade(1));
            assertThat(trades.next()).isInstanceOf(Tick.Traded.class);
        }
    }

    @Test
    void a_book_never_has_more_levels_than_were_read_to_the_end() throws Exception {
        FeedStage here = stage();
        var bids =
                java.util.stream.IntStream.range(0, 1000)
                        .mapToObj(i -> level(Integer.toString(5000 - i), "1"))
                        .toList();
        var deep = new OrderBook(BTC_USDT, Optional.empty(), Optional.of(1L), bids, List.of());
        here.reads.books.add(Reply.answered(deep));
        try (MarketFeed.Upstream _ = here.open(BOOK, heard)) {
            Peer peer = confirmed(here.exchange.next());
            assertThat(book().bids()).hasSize(50);
            String gone =
                    bids.stream()
                            .limit(951)
                            .map(bid -> "[\"" + bid.price() + "\",\"0\"]")
                            .collect(java.util.stream.Collectors.joining(","));
            peer.say(depth(2, 2, gone + ",[\"10\",\"5\"]", ""));
            assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
        }
    }

    private interface Misdeed {
        void done(Peer peer);
    }

    private void isMended(Kind told, Tempo tempo, Misdeed misdeed) throws Exception {
        FeedStage here = stage(WIDE, tempo);
        try (MarketFeed.Upstream _ = here.open(TICKER, heard)) {
            Peer peer = confirmed(here.exchange.next());
            peer.say(ticker("1"));
            assertThat(quoted().range().last()).contains(Price.of("1"));
            misdeed.done(peer);
            assertThat(heard.next()).isEqualTo(told);
            Peer again = confirmed(here.exchange.next());
            again.say(ticker("2"));
            assertThat(quoted().range().last()).contains(Price.of("2"));
            eventually(() -> here.exchange.open() == 1);
        }
        eventually(() -> here.exchange.open() == 0);
    }

    @Test
    void a_connection_that_drops_comes_back() throws Exception {
        isMended(Kind.UNREACHABLE, BRISK, Peer::drop);
    }

    @Test
    void a_connection_that_is_closed_in_good_order_comes_back() throws Exception {
        isMended(Kind.UNREACHABLE, BRISK, peer -> peer.frame(8, new byte[] {3, (byte) 0xe8}));
    }

    @Test
    void text_that_is_no_json_ends_the_connection() throws Exception {
        isMended(Kind.NONSENSE, BRISK, peer -> peer.say("<html>busy</html>"));
    }

    @Test
    void bytes_that_are_no_frame_end_the_connection() throws Exception {
        isMended(Kind.NONSENSE, BRISK, peer -> peer.raw(new byte[] {0x7f, 0x7f, 0x7f, 0x7f}, 4));
    }

    @Test
    void binary_data_ends_the_connection() throws Exception {
        isMended(Kind.NONSENSE, BRISK, peer -> peer.frame(2, new byte[] {1}));
    }

    @Test
    void a_frame_of_five_megabytes_ends_the_connection() throws Exception {
        isMended(Kind.NONSENSE, BRISK, peer -> peer.frame(1, new byte[5 << 20]));
    }

    @Test
    void an_exchange_that_falls_silent_is_left() throws Exception {
        isMended(Kind.TIMED_OUT, tempo(Duration.ofMillis(400)), _ -> {});
    }

    @Test
    void a_quiet_exchange_that_answers_is_kept() throws Exception {
        FeedStage here = stage(WIDE, tempo(Duration.ofMillis(400)));
        try (MarketFeed.Upstream _ = here.open(TICKER, heard)) {
            Peer peer = confirmed(here.exchange.next());
            for (int i = 0; i < 5; i++) {
                String probe = peer.next();
                assertThat(probe).startsWith("{\"method\":\"LIST_SUBSCRIPTIONS\"");
                peer.say("{\"result\":[\"btcusdt@ticker\"],\"id\":" + id(probe) + "}");
            }
            peer.say(ticker("3"));
            assertThat(quoted().range().last()).contains(Price.of("3"));
        }
    }

    @Test
    void an_exchange_that_never_confirms_is_left() throws Exception {
        FeedStage here = stage(WIDE, tempo(Duration.ofMillis(400)));
        try (MarketFeed.Upstream _ = here.open(TICKER, heard)) {
            Peer peer = here.exchange.next();
            var answering =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            while (true) {
                                                String said = peer.next();
                                                if (said.contains("LIST")) {
                                                    peer.say(
                                                            "{\"result\":[],\"id\":"
                                                                    + id(said)
                                                                    + "}");
                                                }
                                            }
                                        } catch (InterruptedException | AssertionError _) {
                                            // The test is over.
                                        }
                                    });
            assertThat(heard.next()).isEqualTo(Kind.TIMED_OUT);
            answering.interrupt();
            confirmed(here.exchange.next()).say(ticker("4"));
            assertThat(quoted().range().last()).contains(Price.of("4"));
        }
    }

    @Test
    void a_refused_subscription_is_told_and_asked_for_again() throws Exception {
        FeedStage here = stage();
        try (MarketFeed.Upstream _ = here.open(TICKER, heard)) {
            Peer peer = here.exchange.next();
            peer.say(
                    "{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":"
                            + id(peer.next())
                            + "}");
            assertThat(heard.next()).isEqualTo(Kind.REFUSED);
            assertThat(peer.next()).startsWith("{\"method\":\"UNSUBSCRIBE\"");
            confirmed(peer).say(ticker("6"));
            assertThat(quoted().range().last()).contains(Price.of("6"));
        }
    }

    @Test
    void a_listener_may_close_what_it_listens_to_when_it_is_told_something() throws Exception {
        FeedStage here = stage();
        var own = new java.util.concurrent.CompletableFuture<MarketFeed.Upstream>();
        var leaving =
                new Ear() {
                    @Override
                    public void arrived(Tick tick) {
                        own.join().close();
                    }

                    @Override
                    public void interrupted(ExchangeFault why) {
                        own.join().close();
                    }

                    @Override
                    public void refused(ExchangeFault why) {
                        own.join().close();
                    }
                };
        own.complete(here.open(TICKER, leaving));
        try (MarketFeed.Upstream _ = here.open(TRADES, heard)) {
            Peer peer = here.exchange.next();
            peer.next();
            peer.drop();
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            assertThat(confirmed(here.exchange.next()).path()).isEqualTo("/ws");
        }
        assertThat(here.connections()).isZero();
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (var elsewhere = new FakeFeed();
                var redirecting =
                        new MisbehavingServer(
                                MisbehavingServer.says(
                                        MisbehavingServer.answer(
                                                "302 Found",
                                                "Location: http"
                                                        + elsewhere.url().toString().substring(2)
                                                        + "\r\n",
                                                "")));
                var here =
                        new FeedStage(
                                _ -> BinanceFeed.spot(Optional.of(redirecting.url())).getFirst(),
                                MARKET,
                                WIDE,
                                BRISK)) {
            try (MarketFeed.Upstream _ = here.open(TICKER, heard)) {
                assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
                eventually(() -> redirecting.requests().size() > 1);
            }
            assertThat(elsewhere.open()).isZero();
            assertThat(elsewhere.accepted()).isZero();
        }
    }

    @Test
    void an_exchange_that_is_not_there_is_an_interruption_and_told_once() throws Exception {
        FeedStage here = stage();
        here.exchange.close();
        try (MarketFeed.Upstream _ = here.open(TICKER, heard)) {
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
        }
        assertThat(heard.isEmpty()).isTrue();
    }
}
