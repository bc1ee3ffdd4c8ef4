package cc.profitmaker.adapter.exchange.kucoin;

import static cc.profitmaker.adapter.exchange.testing.FeedStage.BRISK;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.CcxtView;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.HeardTicks;
import cc.profitmaker.adapter.exchange.testing.Recording;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages of KuCoin's documentation, through a real connection, against CCXT's handlers. */
final class KucoinFeedEqualsCcxtTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HeardTicks heard = new HeardTicks();

    private static JsonNode read(String exchange, String file) throws IOException {
        String name = "/ccxt/" + exchange + "/feed/" + file + ".json";
        try (InputStream found = KucoinFeedEqualsCcxtTest.class.getResourceAsStream(name)) {
            return JSON.readTree(found);
        }
    }

    private static JsonNode message(String exchange, String name) throws IOException {
        for (JsonNode each : read(exchange, "messages")) {
            if (each.path("name").asText().equals(name)) {
                return each.path("message");
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static Object answer(String exchange, String name) throws IOException {
        JsonNode answer = read(exchange, "answers").path("answers").path(name);
        assertThat(answer.isMissingNode()).as(name).isFalse();
        return Recording.plain(answer);
    }

    private static KucoinStage stage(String exchange) {
        var entrance = new FakeEntrance(18_000, 10_000);
        return exchange.equals("kucoin")
                ? KucoinStage.spot(BRISK, entrance)
                : KucoinStage.futures(BRISK, entrance);
    }

    private static Topic topic(KucoinStage stage, String name) {
        var symbol = stage.market.symbol();
        return switch (name.replaceFirst("-.*", "")) {
            case "ticker" -> Topic.ticker(stage.venue, symbol);
            case "trade" -> Topic.trades(stage.venue, symbol);
            case "book" -> Topic.orderBook(stage.venue, symbol);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Object view(Tick tick) {
        return switch (tick) {
            case Tick.Quoted(var ticker) -> CcxtView.of(ticker);
            case Tick.Traded(var trades) -> CcxtView.of(trades.getLast());
            case Tick.Book(var book) -> CcxtView.of(book);
            case Tick.Candles(var candles) -> CcxtView.of(candles.getLast());
        };
    }

    private Object told(KucoinStage stage, Topic topic, JsonNode message)
            throws InterruptedException {
        try (MarketFeed.Upstream _ = stage.feed.open(topic, heard)) {
            Peer peer = stage.welcomed();
            assertThat(KucoinStage.confirmed(peer))
                    .contains("\"topic\":\"" + message.path("topic").asText() + "\"");
            peer.say(message.toString());
            return view((Tick) heard.next());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kucoin, ticker",
        "kucoin, ticker-thin",
        "kucoin, trade",
        "kucoinfutures, ticker",
        "kucoinfutures, trade"
    })
    void a_message_says_what_ccxt_makes_of_it(String exchange, String name) throws Exception {
        try (KucoinStage stage = stage(exchange)) {
            assertThat(told(stage, topic(stage, name), message(exchange, name)))
                    .isEqualTo(answer(exchange, name));
        }
    }

    @ParameterizedTest
    @CsvSource({"kucoin, 1h", "kucoinfutures, 1m"})
    void a_candle_says_what_ccxt_makes_of_it(String exchange, String length) throws Exception {
        try (KucoinStage stage = stage(exchange)) {
            var topic = Topic.candles(stage.venue, stage.market.symbol(), new Timeframe(length));
            assertThat(told(stage, topic, message(exchange, "candle")))
                    .isEqualTo(answer(exchange, "candle"));
        }
    }

    /** CCXT takes the time for a number; KuCoin gives these books none. */
    @Test
    void a_whole_book_says_what_ccxt_makes_of_it_but_for_a_number_it_does_not_have()
            throws Exception {
        try (KucoinStage stage = stage("kucoin")) {
            Map<String, Object> expected = CcxtView.fields(answer("kucoin", "book"));
            expected.remove("nonce");
            assertThat(told(stage, topic(stage, "book"), message("kucoin", "book")))
                    .isEqualTo(expected);
        }
    }

    private static List<OrderBook.Level> levels(String... levels) {
        return List.of(levels).stream()
                .map(level -> level.split(":", -1))
                .map(level -> new OrderBook.Level(Price.of(level[0]), Quantity.of(level[1])))
                .toList();
    }

    @Test
    void a_book_of_changes_says_what_ccxt_makes_of_it() throws Exception {
        try (KucoinStage stage = stage("kucoinfutures")) {
            stage.feed.reads.books.add(
                    Reply.answered(
                            new OrderBook(
                                    stage.market.symbol(),
                                    Optional.empty(),
                                    Optional.of(16L),
                                    levels("3988.51:56", "3988.50:15", "3988.49:100", "3988.48:10"),
                                    levels("3988.59:3", "3988.60:47", "3988.61:32", "3988.62:8"))));
            try (MarketFeed.Upstream _ = stage.feed.open(topic(stage, "book"), heard)) {
                Peer peer = stage.welcomed();
                KucoinStage.confirmed(peer);
                assertThat(((Tick.Book) heard.next()).book().nonce()).contains(16L);
                for (String name : List.of("book", "book-removed")) {
                    peer.say(message("kucoinfutures", name).toString());
                    assertThat(view((Tick) heard.next())).isEqualTo(answer("kucoinfutures", name));
                }
            }
        }
    }
}
