package cc.profitmaker.adapter.exchange.kraken;

import static cc.profitmaker.adapter.exchange.testing.FeedStage.BRISK;
import static cc.profitmaker.adapter.exchange.testing.FeedStage.eventually;
import static cc.profitmaker.adapter.exchange.testing.FeedStage.tempo;
import static cc.profitmaker.application.testing.Fixtures.spotMarket;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cc.profitmaker.adapter.exchange.feed.Language.Limits;
import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.HeardTicks;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** Kraken's feed, and what happens when it does not behave. */
final class KrakenFeedTest {
    private static final Venue SPOT =
            new Venue(new ExchangeId("kraken"), MarketType.SPOT, Environment.LIVE);
    private static final Symbol BTC_USD = new Symbol("BTC/USD");
    private static final Market MARKET = market("0.1", "0.00000001");
    private static final Topic TICKER = Topic.ticker(SPOT, BTC_USD);
    private static final Topic BOOK = Topic.orderBook(SPOT, BTC_USD);

    /** The worked example of Kraken's guide to the checksum. */
    private static final String SNAPSHOT =
            """
            {"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[
            {"price":45283.5,"qty":0.10000000},{"price":45283.4,"qty":1.54582015},
            {"price":45282.1,"qty":0.10000000},{"price":45281.0,"qty":0.10000000},
            {"price":45280.3,"qty":1.54592586},{"price":45279.0,"qty":0.07990000},
            {"price":45277.6,"qty":0.03310103},{"price":45277.5,"qty":0.30000000},
            {"price":45277.3,"qty":1.54602737},{"price":45276.6,"qty":0.15445238}],"asks":[
            {"price":45285.2,"qty":0.00100000},{"price":45286.4,"qty":1.54571953},
            {"price":45286.6,"qty":1.54571109},{"price":45289.6,"qty":1.54560911},
            {"price":45290.2,"qty":0.15890660},{"price":45291.8,"qty":1.54553491},
            {"price":45294.7,"qty":0.04454749},{"price":45296.1,"qty":0.35380000},
            {"price":45297.5,"qty":0.09945542},{"price":45299.5,"qty":0.18772827}],
            "checksum":3310070434}]}""";

    private final HeardTicks heard = new HeardTicks();
    private Optional<FeedStage> stage = Optional.empty();

    private static Market market(String price, String amount) {
        Market plain = spotMarket(BTC_USD);
        return new Market(
                plain.symbol(),
                plain.ids(),
                plain.type(),
                plain.trading(),
                new Market.Steps(
                        Optional.of(new BigDecimal(amount)),
                        Optional.of(new BigDecimal(price)),
                        Market.Steps.Currencies.NONE),
                plain.limits(),
                plain.contract(),
                plain.info());
    }

    private FeedStage stage(Tempo tempo) {
        var made =
                new FeedStage(
                        url -> KrakenFeed.spot(Optional.of(url)).getFirst(),
                        MARKET,
                        new Limits(200, 1, Duration.ZERO),
                        tempo);
        stage = Optional.of(made);
        return made;
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        stage.ifPresent(FeedStage::close);
        eventually(() -> !FeedStage.hasThreads());
    }

    private static String id(String request) {
        return request.replaceAll(".*\"req_id\":(\\d+).*", "$1");
    }

    private static Peer confirmed(Peer peer) throws InterruptedException {
        String request = peer.next();
        assertThat(request).startsWith("{\"method\":\"subscribe\"");
        peer.say(
                "{\"method\":\"subscribe\",\"result\":{},\"success\":true,\"req_id\":"
                        + id(request)
                        + "}");
        return peer;
    }

    private static long sum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(US_ASCII));
        return crc.getValue();
    }

    private static String small(String type, String bids, String summed) {
        return "{\"channel\":\"book\",\"type\":\""
                + type
                + "\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":["
                + bids
                + "],\"asks\":[],\"checksum\":"
                + sum(summed)
                + ",\"timestamp\":\"2023-10-06T17:35:55.440295Z\"}]}";
    }

    private static OrderBook.Level level(String price, String amount) {
        return new OrderBook.Level(Price.of(price), Quantity.of(amount));
    }

    private OrderBook book() throws InterruptedException {
        return ((Tick.Book) heard.next()).book();
    }

    @Test
    void a_ticker_has_the_values_that_ccxt_makes_of_it() throws Exception {
        try (MarketFeed.Upstream _ = stage(BRISK).open(TICKER, heard)) {
            Peer peer = stage.get().exchange.next();
            assertThat(peer.path()).isEqualTo("/v2");
            assertThat(peer.next())
                    .isEqualTo(
                            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"ticker\","
                                    + "\"symbol\":[\"BTC/USD\"]},\"req_id\":1}");
            peer.say(
                    "{\"channel\":\"ticker\",\"type\":\"snapshot\",\"data\":[{"
                            + "\"symbol\":\"BTC/USD\",\"bid\":108359.8,\"bid_qty\":0.01362603,"
                            + "\"ask\":108359.9,\"ask_qty\":17.17988863,\"last\":108359.8,"
                            + "\"volume\":2158.32346723,\"vwap\":108894.5,\"low\":106824,"
                            + "\"high\":111300,\"change\":-2679.9,\"change_pct\":-2.41}]}");
            Ticker told = ((Tick.Quoted) heard.next()).ticker();
            assertThat(told.quote())
                    .isEqualTo(
                            new Ticker.Quote(
                                    Optional.of(Price.of("108359.8")),
                                    Optional.of(Quantity.of("0.01362603")),
                                    Optional.of(Price.of("108359.9")),
                                    Optional.of(Quantity.of("17.17988863"))));
            assertThat(told.range())
                    .isEqualTo(
                            new Ticker.Range(
                                    Optional.of(Price.of("111039.7")),
                                    Optional.of(Price.of("111300")),
                                    Optional.of(Price.of("106824")),
                                    Optional.of(Price.of("108359.8")),
                                    Optional.empty()));
            assertThat(told.change().absolute()).contains(new BigDecimal("-2679.9"));
            assertThat(told.change().percentage()).contains(new BigDecimal("-2.41"));
            assertThat(told.change().average()).contains(new BigDecimal("109699.7"));
            assertThat(told.volume().quote().orElseThrow())
                    .isEqualByComparingTo("235029554.802277235");
        }
    }

    @Test
    void trades_are_told_once_they_happen_and_not_those_before() throws Exception {
        try (MarketFeed.Upstream _ = stage(BRISK).open(Topic.trades(SPOT, BTC_USD), heard)) {
            Peer peer = stage.get().exchange.next();
            assertThat(peer.next()).contains("\"channel\":\"trade\",\"snapshot\":false");
            String row =
                    "{\"symbol\":\"BTC/USD\",\"side\":\"sell\",\"price\":0.5117,\"qty\":40.0,"
                            + "\"ord_type\":\"market\",\"trade_id\":4665906,"
                            + "\"timestamp\":\"2023-09-25T07:49:37.708706Z\"}";
            peer.say("{\"channel\":\"trade\",\"type\":\"snapshot\",\"data\":[" + row + "]}");
            peer.say(
                    "{\"channel\":\"trade\",\"type\":\"update\",\"data\":["
                            + row.replace("4665906", "4665907")
                            + "]}");
            Trade told = ((Tick.Traded) heard.next()).trades().getFirst();
            assertThat(told.id()).contains("4665907");
            assertThat(told.timestamp()).isEqualTo(Instant.parse("2023-09-25T07:49:37.708Z"));
            assertThat(told.side()).contains(Side.SELL);
            assertThat(told.price()).isEqualTo(Price.of("0.5117"));
            assertThat(told.amount()).isEqualTo(Quantity.of("40"));
            assertThat(told.cost()).isEqualByComparingTo("20.468");
            assertThat(told.own().type()).contains("market");
        }
    }

    private static String update(long id) {
        return "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\","
                + "\"side\":\"sell\",\"price\":0.5117,\"qty\":40.0,\"ord_type\":\"market\","
                + "\"trade_id\":"
                + id
                + ",\"timestamp\":\"2023-09-25T07:49:37.708706Z\"}]}";
    }

    private static Trade read(long id) {
        return new Trade(
                Optional.of(Long.toString(id)),
                BTC_USD,
                Instant.EPOCH,
                Optional.of(Side.SELL),
                Price.of("1"),
                Quantity.of("1"),
                BigDecimal.ONE,
                Trade.Own.NONE,
                new RawPayload("[]"));
    }

    private List<String> ids() throws InterruptedException {
        return ((Tick.Traded) heard.next())
                .trades().stream().map(trade -> trade.id().orElseThrow()).toList();
    }

    @Test
    void trades_that_were_missed_are_told_after_a_loss() throws Exception {
        FeedStage here = stage(BRISK);
        here.reads.trades.add(Reply.answered(List.of(read(1))));
        here.reads.trades.add(Reply.answered(List.of(read(1), read(2), read(3), read(4))));
        try (MarketFeed.Upstream _ = here.open(Topic.trades(SPOT, BTC_USD), heard)) {
            Peer peer = confirmed(here.exchange.next());
            peer.say(update(2));
            assertThat(ids()).containsExactly("2");
            // What was read first is one thing, what is read after the loss another.
            FeedStage.eventually(() -> here.reads.trades.size() == 1);
            peer.drop();
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            peer = confirmed(here.exchange.next());
            assertThat(ids()).containsExactly("3", "4");
            peer.say(update(5));
            assertThat(ids()).containsExactly("5");
        }
    }

    @Test
    void candles_are_told_apart_by_their_length() throws Exception {
        var five = Topic.candles(SPOT, BTC_USD, new Timeframe("5m"));
        var hour = Topic.candles(SPOT, BTC_USD, new Timeframe("1h"));
        try (MarketFeed.Upstream _ = stage(BRISK).open(five, heard);
                MarketFeed.Upstream _ = stage.get().open(hour, new HeardTicks())) {
            Peer peer = stage.get().exchange.next();
            assertThat(peer.next() + peer.next()).contains("\"interval\":5,", "\"interval\":60,");
            String row =
                    "{\"symbol\":\"BTC/USD\",\"open\":0.5624,\"high\":0.5628,\"low\":0.5622,"
                            + "\"close\":0.5627,\"trades\":12,\"volume\":30927.68066226,"
                            + "\"vwap\":0.5626,\"interval\":60,"
                            + "\"interval_begin\":\"2023-10-04T16:25:00.000000000Z\"}";
            peer.say("{\"channel\":\"ohlc\",\"type\":\"update\",\"data\":[" + row + "]}");
            peer.say(
                    "{\"channel\":\"ohlc\",\"type\":\"update\",\"data\":["
                            + row.replace("60,", "5,")
                            + "]}");
            assertThat(heard.next())
                    .isEqualTo(
                            new Tick.Candles(
                                    List.of(
                                            new Candle(
                                                    Instant.parse("2023-10-04T16:25:00Z"),
                                                    Price.of("0.5624"),
                                                    Price.of("0.5628"),
                                                    Price.of("0.5622"),
                                                    Price.of("0.5627"),
                                                    Quantity.of("30927.68066226")))));
            assertThat(heard.isEmpty()).isTrue();
        }
    }

    @Test
    void a_book_is_told_when_its_checksum_is_right() throws Exception {
        try (MarketFeed.Upstream _ = stage(BRISK).open(BOOK, heard)) {
            Peer peer = stage.get().exchange.next();
            assertThat(peer.next()).contains("\"channel\":\"book\",\"depth\":100");
            peer.say(SNAPSHOT);
            OrderBook told = book();
            assertThat(told.bids()).hasSize(10).startsWith(level("45283.5", "0.1"));
            assertThat(told.asks()).hasSize(10).startsWith(level("45285.2", "0.001"));
        }
    }

    @Test
    void a_wrong_checksum_is_told_and_mended_with_a_new_snapshot() throws Exception {
        FeedStage here = stage(BRISK);
        try (MarketFeed.Upstream _ = here.open(BOOK, heard)) {
            Peer peer = confirmed(here.exchange.next());
            peer.say(small("snapshot", "{\"price\":10.5,\"qty\":2}", "105" + "200000000"));
            assertThat(book().bids()).containsExactly(level("10.5", "2"));
            String more = "{\"price\":10.6,\"qty\":0.5},{\"price\":10.5,\"qty\":0}";
            peer.say(small("update", more, "106" + "50000000"));
            OrderBook changed = book();
            assertThat(changed.bids()).containsExactly(level("10.6", "0.5"));
            assertThat(changed.timestamp()).contains(Instant.parse("2023-10-06T17:35:55.440Z"));
            peer.say(small("update", "{\"price\":10.7,\"qty\":1}", "not this"));
            assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
            assertThat(peer.next()).startsWith("{\"method\":\"unsubscribe\"");
            confirmed(peer);
            // What was still on its way is not taken for news of the new book.
            peer.say(small("update", "{\"price\":10.8,\"qty\":1}", "108100000000"));
            peer.say(small("snapshot", "{\"price\":9,\"qty\":1}", "90" + "100000000"));
            assertThat(book().bids()).containsExactly(level("9", "1"));
        }
    }

    @Test
    void a_subscription_that_is_refused_again_and_again_is_given_up() throws Exception {
        FeedStage here = stage(BRISK);
        try (MarketFeed.Upstream _ = here.open(TICKER, heard)) {
            Peer peer = here.exchange.next();
            for (int i = 0; i < 3; i++) {
                String request = peer.next();
                assertThat(request).contains("\"method\":\"subscribe\"");
                peer.say(
                        "{\"error\":\"Currency pair not supported BTC/USD\","
                                + "\"method\":\"subscribe\",\"success\":false,\"req_id\":"
                                + id(request)
                                + "}");
                if (i < 2) {
                    assertThat(peer.next()).contains("\"method\":\"unsubscribe\"");
                }
            }
            assertThat(heard.next()).isEqualTo(Kind.REFUSED);
            assertThat(heard.next()).isEqualTo(HeardTicks.End.REFUSED);
        }
    }

    @Test
    void a_heart_that_beats_is_enough_and_one_that_stops_is_not() throws Exception {
        FeedStage here = stage(tempo(Duration.ofMillis(1500)));
        try (MarketFeed.Upstream _ = here.open(TICKER, heard)) {
            Peer peer = confirmed(here.exchange.next());
            for (int i = 0; i < 3; i++) {
                assertThat(peer.next()).startsWith("{\"method\":\"ping\"");
                peer.say("{\"channel\":\"heartbeat\"}");
            }
            assertThat(heard.isEmpty()).isTrue();
            assertThat(heard.next()).isEqualTo(Kind.TIMED_OUT);
            confirmed(here.exchange.next());
        }
        eventually(() -> here.exchange.open() == 0);
    }
}
