package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.testing.FeedStage.BRISK;
import static cc.profitmaker.adapter.exchange.testing.FeedStage.eventually;
import static cc.profitmaker.application.testing.Fixtures.swapMarket;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.feed.Entrance;
import cc.profitmaker.adapter.exchange.feed.Language;
import cc.profitmaker.adapter.exchange.feed.Language.Limits;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.HeardTicks;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.stream.DataType;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What differs on Binance's futures. */
final class UsdmFeedTest {
    private static final Venue SWAP =
            new Venue(new ExchangeId("binance"), MarketType.SWAP, Environment.LIVE);
    private static final Symbol PERPETUAL = new Symbol("BTC/USDT:USDT");
    private static final Market MARKET = swapMarket(PERPETUAL);

    private final HeardTicks heard = new HeardTicks();
    private Optional<FeedStage> stage = Optional.empty();

    private FeedStage stage(DataType type) {
        var made =
                new FeedStage(
                        url -> language(BinanceFeed.usdm(Optional.of(url)), type),
                        MARKET,
                        new Limits(200, 100, Duration.ZERO),
                        BRISK);
        stage = Optional.of(made);
        return made;
    }

    private static Language language(List<Language> all, DataType type) {
        return all.stream()
                .filter(language -> language.types().contains(type))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        stage.ifPresent(FeedStage::close);
        eventually(() -> !FeedStage.hasThreads());
    }

    private static String depth(long first, long last, long before, String price) {
        return "{\"e\":\"depthUpdate\",\"E\":2,\"T\":1,\"s\":\"BTCUSDT\",\"U\":"
                + first
                + ",\"u\":"
                + last
                + ",\"pu\":"
                + before
                + ",\"b\":[[\""
                + price
                + "\",\"1\"]],\"a\":[]}";
    }

    private static Reply<OrderBook> snapshot(long version) {
        return Reply.answered(
                new OrderBook(
                        PERPETUAL, Optional.empty(), Optional.of(version), List.of(), List.of()));
    }

    private List<OrderBook.Level> bids() throws InterruptedException {
        return ((Tick.Book) heard.next()).book().bids();
    }

    private static OrderBook.Level level(String price) {
        return new OrderBook.Level(Price.of(price), Quantity.of("1"));
    }

    @Test
    void each_type_of_data_has_exactly_one_door() {
        List<Language> doors = BinanceFeed.usdm(Optional.empty());
        for (DataType type : DataType.values()) {
            assertThat(doors).filteredOn(door -> door.types().contains(type)).hasSize(1);
        }
        assertThat(doors)
                .extracting(door -> door.entrance().map(Entrance::url))
                .containsExactly(
                        Reply.answered(URI.create("wss://fstream.binance.com/market/ws")),
                        Reply.answered(URI.create("wss://fstream.binance.com/public/ws")));
    }

    @Test
    void a_book_goes_on_as_long_as_each_change_names_the_one_before() throws Exception {
        FeedStage here = stage(DataType.ORDER_BOOK);
        here.reads.books.add(snapshot(100));
        here.reads.books.add(snapshot(200));
        try (MarketFeed.Upstream _ = here.open(Topic.orderBook(SWAP, PERPETUAL), heard)) {
            Peer peer = here.exchange.next();
            assertThat(peer.path()).isEqualTo("/public/ws");
            assertThat(peer.next()).contains("\"btcusdt@depth@100ms\"");
            // Numbers of futures have holes: 105 follows on 100 because it says so.
            peer.say(depth(95, 101, 94, "1"));
            assertThat(bids()).containsExactly(level("1"));
            peer.say(depth(105, 110, 101, "2"));
            assertThat(bids()).containsExactly(level("2"), level("1"));
            peer.say(depth(111, 115, 109, "3"));
            assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
            assertThat(peer.next()).startsWith("{\"method\":\"UNSUBSCRIBE\"");
            assertThat(peer.next()).startsWith("{\"method\":\"SUBSCRIBE\"");
            peer.say(depth(150, 199, 149, "4"));
            assertThat(bids()).isEmpty();
            peer.say(depth(200, 201, 199, "5"));
            assertThat(bids()).containsExactly(level("5"));
        }
    }

    @Test
    void a_trade_is_the_aggregated_one_that_reads_tell() throws Exception {
        FeedStage here = stage(DataType.TRADES);
        try (MarketFeed.Upstream _ = here.open(Topic.trades(SWAP, PERPETUAL), heard)) {
            Peer peer = here.exchange.next();
            assertThat(peer.path()).isEqualTo("/market/ws");
            assertThat(peer.next()).contains("\"btcusdt@aggTrade\"");
            peer.say(
                    "{\"e\":\"aggTrade\",\"E\":2,\"s\":\"BTCUSDT\",\"a\":5933014,"
                            + "\"p\":\"0.001\",\"q\":\"100\",\"f\":100,\"l\":105,\"T\":1,"
                            + "\"m\":true}");
            Trade told = ((Tick.Traded) heard.next()).trades().getFirst();
            assertThat(told.id()).contains("5933014");
            assertThat(told.symbol()).isEqualTo(PERPETUAL);
        }
    }

    @Test
    void a_ticker_has_no_quotes() throws Exception {
        FeedStage here = stage(DataType.TICKER);
        try (MarketFeed.Upstream _ = here.open(Topic.ticker(SWAP, PERPETUAL), heard)) {
            Peer peer = here.exchange.next();
            assertThat(peer.next()).contains("btcusdt@ticker");
            peer.say(
                    "{\"e\":\"24hrTicker\",\"E\":2,\"s\":\"BTCUSDT\",\"c\":\"7\","
                            + "\"p\":\"1\",\"C\":1}");
            Ticker told = ((Tick.Quoted) heard.next()).ticker();
            assertThat(told.range().open()).contains(Price.of("6"));
            assertThat(told.quote().bid()).isEmpty();
        }
    }
}
