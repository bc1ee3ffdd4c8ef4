package cc.profitmaker.adapter.exchange;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Patience;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Plaintext;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.FakeFeed;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.HeardTicks;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The exchanges' own feeds as this server uses them. */
final class OwnFeedsTest {
    private static final ExchangeId BINANCE = new ExchangeId("binance");
    private static final Venue SPOT = new Venue(BINANCE, MarketType.SPOT, Environment.LIVE);
    private static final Venue SANDBOX = new Venue(BINANCE, MarketType.SPOT, Environment.SANDBOX);
    private static final Topic TICKER = Topic.ticker(SPOT, BTC_USDT);

    private final FakeExchange rest = FakeExchange.serving("binance");
    private final FakeFeed feed = new FakeFeed();

    @AfterEach
    void close() {
        rest.close();
        feed.close();
    }

    private Exchanges exchanges(Optional<URI> stream) {
        return exchanges(BINANCE, new Hosts(Optional.of(rest.url()), stream, Optional.empty()));
    }

    private static Exchanges exchanges(ExchangeId exchange, Hosts hosts) {
        return new Exchanges(
                new ExchangesConfig(
                        Map.of(exchange, hosts), Plaintext.LOOPBACK_ONLY, Patience.DEFAULT),
                Map.of(),
                InstantSource.system(),
                FeedStage.BRISK);
    }

    private static Capabilities capabilities(Exchanges exchanges, Venue venue) {
        return ((Reply.Answered<Capabilities>) exchanges.capabilities(venue)).value();
    }

    @Test
    void a_ticker_comes_from_the_exchanges_own_feed_and_begins_with_a_read() throws Exception {
        var heard = new HeardTicks();
        try (Exchanges exchanges = exchanges(Optional.of(feed.url()));
                Feeds feeds = exchanges.feeds()) {
            var opened = (Reply.Answered<MarketFeed.Upstream>) feeds.open(TICKER, heard);
            Peer peer = feed.next();
            peer.next();
            peer.say("{\"result\":null,\"id\":1}");
            assertThat(((Tick.Quoted) heard.next()).ticker().symbol()).isEqualTo(BTC_USDT);
            peer.say("{\"e\":\"24hrTicker\",\"s\":\"BTCUSDT\",\"c\":\"5\"}");
            assertThat(((Tick.Quoted) heard.next()).ticker().range().last())
                    .contains(Price.of("5"));
            assertThat(feeds.polled()).isZero();
            assertThat(exchanges.feedConnections()).isEqualTo(1);
            opened.value().close();
            assertThat(exchanges.feedConnections()).isZero();
            FeedStage.eventually(() -> feed.open() == 0);
        }
        FeedStage.eventually(() -> !FeedStage.hasThreads());
    }

    @Test
    void closing_ends_what_still_listens() throws Exception {
        var heard = new HeardTicks();
        try (Exchanges exchanges = exchanges(Optional.of(feed.url()));
                Feeds feeds = exchanges.feeds()) {
            assertThat(feeds.open(TICKER, heard)).isInstanceOf(Reply.Answered.class);
            feed.next();
        }
        FeedStage.eventually(() -> feed.open() == 0 && !FeedStage.hasThreads());
        assertThat(heard.isEmpty()).isTrue();
    }

    @Test
    void what_is_not_listed_is_refused_without_a_connection() {
        try (Exchanges exchanges = exchanges(Optional.of(feed.url()));
                Feeds feeds = exchanges.feeds()) {
            assertThat(feeds.open(Topic.ticker(SPOT, new Symbol("NO/SUCH")), new HeardTicks()))
                    .isEqualTo(Reply.failed(Kind.UNKNOWN_SYMBOL));
            assertThat(exchanges.feedConnections()).isZero();
        }
    }

    @Test
    void what_is_the_exchanges_own_says_so_and_the_rest_is_emulated() {
        try (Exchanges exchanges = exchanges(Optional.of(feed.url()))) {
            assertThat(capabilities(exchanges, SPOT).has())
                    .containsEntry(Capability.WATCH_TICKER, Support.NATIVE)
                    .containsEntry(Capability.WATCH_TRADES, Support.NATIVE)
                    .containsEntry(Capability.WATCH_ORDER_BOOK, Support.NATIVE)
                    .containsEntry(Capability.WATCH_OHLCV, Support.NATIVE)
                    .containsEntry(Capability.WATCH_BALANCE, Support.EMULATED);
            assertThat(capabilities(exchanges, SANDBOX).has())
                    .containsEntry(Capability.WATCH_TICKER, Support.EMULATED);
        }
    }

    @Test
    void reads_of_another_host_are_not_mixed_with_the_exchanges_own_feed() throws Exception {
        var heard = new HeardTicks();
        try (Exchanges exchanges = exchanges(Optional.empty());
                Feeds feeds = exchanges.feeds()) {
            assertThat(capabilities(exchanges, SPOT).has())
                    .containsEntry(Capability.WATCH_TICKER, Support.EMULATED);
            assertThat(feeds.open(TICKER, heard)).isInstanceOf(Reply.Answered.class);
            assertThat(heard.next()).isInstanceOf(Tick.Quoted.class);
            assertThat(feeds.polled()).isEqualTo(1);
        }
    }

    private static void refuseNext(Peer peer) throws InterruptedException {
        String request = peer.next();
        assertThat(request).contains("\"SUBSCRIBE\"");
        peer.say(
                "{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},"
                        + request.replaceAll(".*(\"id\":\\d+).*", "$1")
                        + "}");
    }

    @Test
    void what_the_feed_refuses_again_and_again_is_read_instead() throws Exception {
        var heard = new HeardTicks();
        try (Exchanges exchanges = exchanges(Optional.of(feed.url()));
                Feeds feeds = exchanges.feeds()) {
            var opened = (Reply.Answered<MarketFeed.Upstream>) feeds.open(TICKER, heard);
            Peer peer = feed.next();
            refuseNext(peer);
            assertThat(heard.next()).isEqualTo(Kind.REFUSED);
            for (int i = 0; i < 2; i++) {
                assertThat(peer.next()).contains("\"UNSUBSCRIBE\"");
                refuseNext(peer);
            }
            assertThat(((Tick.Quoted) heard.next()).ticker().symbol()).isEqualTo(BTC_USDT);
            assertThat(feeds.polled()).isEqualTo(1);
            assertThat(exchanges.feedConnections()).isZero();
            FeedStage.eventually(() -> feed.open() == 0);
            opened.value().close();
            assertThat(feeds.polled()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"kucoin, SPOT, BTC/USDT", "kucoinfutures, SWAP, BTC/USDT:USDT"})
    void kucoins_feed_is_its_own_and_begins_with_a_token(String id, MarketType type, String symbol)
            throws Exception {
        var exchange = new ExchangeId(id);
        var venue = new Venue(exchange, type, Environment.LIVE);
        var heard = new HeardTicks();
        try (var kucoin = FakeExchange.serving(id);
                Exchanges exchanges =
                        exchanges(
                                exchange,
                                new Hosts(
                                        Optional.of(kucoin.url()),
                                        Optional.of(feed.url()),
                                        Optional.empty()));
                Feeds feeds = exchanges.feeds()) {
            assertThat(capabilities(exchanges, venue).has())
                    .containsEntry(Capability.WATCH_TICKER, Support.NATIVE)
                    .containsEntry(Capability.WATCH_TRADES, Support.NATIVE)
                    .containsEntry(Capability.WATCH_ORDER_BOOK, Support.NATIVE)
                    .containsEntry(Capability.WATCH_OHLCV, Support.NATIVE)
                    .containsEntry(Capability.WATCH_BALANCE, Support.EMULATED);
            var topic = Topic.orderBook(venue, new Symbol(symbol));
            assertThat(feeds.open(topic, heard)).isInstanceOf(Reply.Answered.class);
            Peer peer = feed.next();
            assertThat(peer.path()).startsWith("/?token=a-token-of-nobody-in-particular%3D%3D.x&");
            peer.say("{\"id\":\"x\",\"type\":\"welcome\"}");
            peer.next();
            peer.say("{\"id\":\"1\",\"type\":\"ack\"}");
            OrderBook book = ((Tick.Book) heard.next()).book();
            assertThat(book.symbol().value()).isEqualTo(symbol);
            assertThat(book.bids()).isNotEmpty();
            assertThat(feeds.polled()).isZero();
        }
        FeedStage.eventually(() -> feed.open() == 0 && !FeedStage.hasThreads());
    }
}
