package cc.profitmaker.adapter.exchange.kucoin;

import static cc.profitmaker.adapter.exchange.kucoin.KucoinStage.confirmed;
import static cc.profitmaker.adapter.exchange.kucoin.KucoinStage.id;
import static cc.profitmaker.adapter.exchange.testing.FeedStage.BRISK;
import static cc.profitmaker.adapter.exchange.testing.FeedStage.eventually;
import static cc.profitmaker.adapter.exchange.testing.FeedStage.tempo;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.HeardTicks;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** KuCoin's feed, its call for a token, and what happens when they do not behave. */
final class KucoinFeedTest {
    private final HeardTicks heard = new HeardTicks();
    private Optional<KucoinStage> stage = Optional.empty();

    private KucoinStage stage(Tempo tempo, FakeEntrance entrance) {
        KucoinStage made = KucoinStage.spot(tempo, entrance);
        stage = Optional.of(made);
        return made;
    }

    private KucoinStage stage() {
        return stage(BRISK, new FakeEntrance(18_000, 10_000));
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        stage.ifPresent(KucoinStage::close);
        eventually(() -> !FeedStage.hasThreads());
    }

    private static Topic ticker(KucoinStage here) {
        return Topic.ticker(here.venue, here.market.symbol());
    }

    private static Topic trades(KucoinStage here) {
        return Topic.trades(here.venue, here.market.symbol());
    }

    private static String quote(String last) {
        return "{\"topic\":\"/market/snapshot:BTC-USDT\",\"type\":\"message\","
                + "\"subject\":\"trade.snapshot\",\"data\":{\"sequence\":\"1\",\"data\":{"
                + "\"symbol\":\"BTC-USDT\",\"datetime\":1729758286011,\"lastTradedPrice\":"
                + last
                + "}}}";
    }

    private static String match(String id, String sequence) {
        return match(id).replace("\"price\"", "\"sequence\":\"" + sequence + "\",\"price\"");
    }

    private static String match(String id) {
        return "{\"topic\":\"/market/match:BTC-USDT\",\"type\":\"message\","
                + "\"subject\":\"trade.l3match\",\"data\":{\"price\":\"1\",\"size\":\"2\","
                + "\"side\":\"buy\",\"symbol\":\"BTC-USDT\",\"time\":\"1729843222921000000\","
                + "\"tradeId\":\""
                + id
                + "\"}}";
    }

    private Price last() throws InterruptedException {
        return ((Tick.Quoted) heard.next()).ticker().range().last().orElseThrow();
    }

    private List<String> ids() throws InterruptedException {
        return ((Tick.Traded) heard.next())
                .trades().stream().map(trade -> trade.id().orElseThrow()).toList();
    }

    private static Reply<List<Trade>> read(KucoinStage here, String... ids) {
        return Reply.answered(
                Stream.of(ids)
                        .map(
                                id ->
                                        new Trade(
                                                Optional.of(id).filter(known -> !known.isEmpty()),
                                                here.market.symbol(),
                                                Instant.EPOCH,
                                                Optional.empty(),
                                                Price.of("1"),
                                                Quantity.of("2"),
                                                BigDecimal.TWO,
                                                Trade.Own.NONE,
                                                new RawPayload("{}")))
                        .toList());
    }

    @Test
    void it_is_spoken_to_once_it_has_said_welcome() throws Exception {
        KucoinStage here = stage();
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            Peer peer = here.feed.exchange.next();
            assertThat(peer.path()).matches("/endpoint\\?token=token-1&connectId=[0-9a-f-]{36}");
            peer.say("{\"id\":\"1\",\"type\":\"pong\"}");
            peer.say(quote("1"));
            peer.say(KucoinStage.WELCOME);
            assertThat(peer.next())
                    .isEqualTo(
                            "{\"id\":1,\"type\":\"subscribe\",\"topic\":\"/market/snapshot:BTC-USDT\","
                                    + "\"privateChannel\":false,\"response\":true}");
            peer.say(quote("67158.1"));
            assertThat(last()).isEqualTo(Price.of("67158.1"));
            assertThat(heard.isEmpty()).isTrue();
        }
    }

    @Test
    void each_connection_has_a_token_of_its_own() throws Exception {
        KucoinStage here = stage();
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            Peer peer = here.welcomed();
            confirmed(peer);
            peer.drop();
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            peer = here.welcomed();
            assertThat(peer.path()).contains("token=token-2&");
            confirmed(peer);
            peer.say(quote("2"));
            assertThat(last()).isEqualTo(Price.of("2"));
        }
    }

    @Test
    void a_token_that_is_not_good_any_more_is_replaced() throws Exception {
        KucoinStage here = stage();
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            Peer peer = here.feed.exchange.next();
            String own = peer.path().replaceAll(".*connectId=", "");
            peer.say(
                    "{\"id\":\""
                            + own
                            + "\",\"type\":\"error\",\"code\":401,\"data\":\"token is invalid\"}");
            assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
            peer = here.welcomed();
            assertThat(peer.path()).contains("token=token-2&");
            confirmed(peer);
            assertThat(heard.isEmpty()).isTrue();
        }
    }

    @Test
    void where_there_is_no_token_it_is_asked_for_again() throws Exception {
        var entrance = new FakeEntrance(18_000, 10_000);
        entrance.ready.add("<html>");
        entrance.ready.add("{\"code\":\"429000\",\"msg\":\"too many requests\"}");
        entrance.ready.add("{\"code\":\"200000\",\"data\":{\"instanceServers\":[]}}");
        KucoinStage here = stage(BRISK, entrance);
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
            Peer peer = here.welcomed();
            assertThat(peer.path()).contains("token=token-4&");
            confirmed(peer);
            peer.say(quote("3"));
            // Told once, however often it failed.
            assertThat(last()).isEqualTo(Price.of("3"));
        }
    }

    @Test
    void who_stops_listening_while_a_token_is_waited_for_leaves_nothing_behind() throws Exception {
        var entrance = new FakeEntrance(18_000, 10_000);
        entrance.stall();
        KucoinStage here = stage(BRISK, entrance);
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            eventually(() -> entrance.asked() == 1);
        }
        assertThat(here.feed.connections()).isZero();
        assertThat(here.feed.exchange.accepted()).isZero();
        assertThat(heard.isEmpty()).isTrue();
    }

    @Test
    void an_exchange_that_tells_but_never_answers_a_ping_is_left() throws Exception {
        KucoinStage here = stage(tempo(Duration.ofHours(1)), new FakeEntrance(1_000, 3_000));
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            Peer peer = here.welcomed();
            confirmed(peer);
            String ping = peer.next();
            assertThat(ping).isEqualTo("{\"id\":2,\"type\":\"ping\"}");
            peer.say(quote("1"));
            assertThat(last()).isEqualTo(Price.of("1"));
            assertThat(heard.next()).isEqualTo(Kind.TIMED_OUT);
            confirmed(here.welcomed());
        }
    }

    @Test
    void an_exchange_that_answers_pings_is_kept() throws Exception {
        KucoinStage here = stage(tempo(Duration.ofHours(1)), new FakeEntrance(1_000, 5_000));
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            Peer peer = here.welcomed();
            confirmed(peer);
            for (int i = 0; i < 3; i++) {
                peer.say("{\"id\":\"" + id(peer.next()) + "\",\"type\":\"pong\"}");
            }
            peer.say(quote("1"));
            assertThat(last()).isEqualTo(Price.of("1"));
            assertThat(here.entrance.asked()).isEqualTo(1);
        }
    }

    @Test
    void an_exchange_that_never_says_welcome_is_left() throws Exception {
        KucoinStage here = stage(tempo(Duration.ofMillis(200)), new FakeEntrance(18_000, 10_000));
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            Peer peer = here.feed.exchange.next();
            var answering =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            while (true) {
                                                String asked = peer.next();
                                                assertThat(asked).contains("ping");
                                                peer.say(
                                                        "{\"id\":\""
                                                                + id(asked)
                                                                + "\",\"type\":\"pong\"}");
                                            }
                                        } catch (InterruptedException _) {
                                            // The test is over.
                                        }
                                    });
            assertThat(heard.next()).isEqualTo(Kind.TIMED_OUT);
            answering.interrupt();
        }
    }

    @Test
    void an_exchange_that_falls_silent_is_left() throws Exception {
        KucoinStage here = stage(tempo(Duration.ofMillis(1500)), new FakeEntrance(18_000, 10_000));
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            confirmed(here.welcomed());
            assertThat(heard.next()).isEqualTo(Kind.TIMED_OUT);
            confirmed(here.welcomed());
        }
    }

    @Test
    void garbage_ends_the_connection() throws Exception {
        KucoinStage here = stage();
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            for (String garbage :
                    List.of("Bad Gateway", "{\"type\":\"message\"}", "{\"type\":\"ack\"}")) {
                Peer peer = here.welcomed();
                confirmed(peer);
                peer.say(quote("1"));
                assertThat(last()).isEqualTo(Price.of("1"));
                peer.say(garbage);
                assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
            }
            confirmed(here.welcomed());
        }
    }

    @Test
    void a_topic_that_is_refused_again_and_again_is_given_up() throws Exception {
        KucoinStage here = stage();
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            Peer peer = here.welcomed();
            for (int i = 0; i < 3; i++) {
                String request = peer.next();
                assertThat(request).contains("\"type\":\"subscribe\"");
                peer.say(
                        "{\"id\":\""
                                + id(request)
                                + "\",\"type\":\"error\",\"code\":404,"
                                + "\"data\":\"topic /market/snapshot:BTC-USDT is not found\"}");
                if (i < 2) {
                    assertThat(peer.next()).contains("\"type\":\"unsubscribe\"");
                }
            }
            assertThat(heard.next()).isEqualTo(Kind.REFUSED);
            assertThat(heard.next()).isEqualTo(HeardTicks.End.REFUSED);
            peer.drop();
            here.welcomed();
            assertThat(heard.isEmpty()).isTrue();
        }
    }

    @Test
    void a_topic_that_is_too_many_just_now_is_not_given_up() throws Exception {
        KucoinStage here = stage();
        try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
            Peer peer = here.welcomed();
            for (int i = 0; i < 5; i++) {
                peer.say(
                        "{\"id\":\""
                                + id(peer.next())
                                + "\",\"type\":\"error\",\"code\":509,\"data\":\"exceed\"}");
                assertThat(peer.next()).contains("\"type\":\"unsubscribe\"");
            }
            assertThat(heard.next()).isEqualTo(Kind.RATE_LIMITED);
            confirmed(peer);
            peer.say(quote("1"));
            assertThat(last()).isEqualTo(Price.of("1"));
        }
    }

    @Test
    void trades_that_were_missed_are_told_after_a_loss_each_once_and_in_order() throws Exception {
        KucoinStage here = stage();
        here.feed.reads.trades.add(read(here, "1", "2"));
        here.feed.reads.trades.add(read(here, "2", "3", "4", "", "5"));
        try (MarketFeed.Upstream _ = here.feed.open(trades(here), heard)) {
            Peer peer = here.welcomed();
            confirmed(peer);
            peer.say(match("3"));
            assertThat(ids()).containsExactly("3");
            // What was read first is one thing, what is read after the loss another.
            FeedStage.eventually(() -> here.feed.reads.trades.size() == 1);
            peer.drop();
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            peer = here.welcomed();
            confirmed(peer);
            assertThat(ids()).containsExactly("4", "5");
            peer.say(match("5"));
            peer.say(match("6"));
            assertThat(ids()).containsExactly("6");
        }
    }

    /** KuCoin's reads on spot tell no id, but the sequence that the feed tells too. */
    private static Trade sequenced(KucoinStage here, String sequence) {
        return KucoinTrades.readPublic(
                JsonFields.read(
                        ("{\"sequence\":\""
                                        + sequence
                                        + "\",\"price\":\"1\",\"size\":\"2\",\"side\":\"buy\"}")
                                .getBytes(UTF_8)),
                here.market,
                Optional.of(Instant.EPOCH));
    }

    @Test
    void missed_trades_are_found_by_their_sequence_where_reads_tell_no_ids() throws Exception {
        KucoinStage here = stage();
        here.feed.reads.trades.add(Reply.answered(List.of(sequenced(here, "1"))));
        here.feed.reads.trades.add(
                Reply.answered(
                        List.of(sequenced(here, "1"), sequenced(here, "3"), sequenced(here, "4"))));
        try (MarketFeed.Upstream _ = here.feed.open(trades(here), heard)) {
            Peer peer = here.welcomed();
            confirmed(peer);
            peer.say(match("x", "3"));
            assertThat(ids()).containsExactly("x");
            // What was read first is one thing, what is read after the loss another.
            FeedStage.eventually(() -> here.feed.reads.trades.size() == 1);
            peer.drop();
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            peer = here.welcomed();
            confirmed(peer);
            assertThat(((Tick.Traded) heard.next()).trades()).containsExactly(sequenced(here, "4"));
            peer.say(match("y", "4"));
            peer.say(match("z", "5"));
            assertThat(ids()).containsExactly("z");
        }
    }

    @Test
    void a_loss_is_over_although_nothing_was_traded_meanwhile() throws Exception {
        KucoinStage here = stage();
        here.feed.reads.trades.add(read(here, "1"));
        here.feed.reads.trades.add(read(here, "1"));
        try (MarketFeed.Upstream _ = here.feed.open(trades(here), heard)) {
            here.welcomed().drop();
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            Peer peer = here.welcomed();
            confirmed(peer);
            assertThat(heard.next()).isEqualTo(new Tick.Traded(List.of()));
            // What was read first is one thing, what is read after the loss another.
            FeedStage.eventually(() -> here.feed.reads.trades.size() == 1);
            peer.drop();
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            confirmed(here.welcomed());
            assertThat(heard.next()).isEqualTo(new Tick.Traded(List.of()));
        }
    }

    @Test
    void without_a_read_the_trades_of_the_feed_are_told() throws Exception {
        KucoinStage here = stage();
        here.feed.reads.trades.add(Reply.failed(Kind.UNREACHABLE));
        // Of what is read now nobody can say what was before somebody listened.
        here.feed.reads.trades.add(read(here, "1", "2"));
        try (MarketFeed.Upstream _ = here.feed.open(trades(here), heard)) {
            Peer peer = here.welcomed();
            confirmed(peer);
            // What was read first is one thing, what is read after the loss another.
            FeedStage.eventually(() -> here.feed.reads.trades.size() == 1);
            peer.drop();
            assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
            peer = here.welcomed();
            confirmed(peer);
            assertThat(heard.next()).isEqualTo(new Tick.Traded(List.of()));
            peer.say(match("3"));
            assertThat(ids()).containsExactly("3");
        }
    }

    @Test
    void a_token_is_in_no_line_of_the_log() throws Exception {
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var ours = (Logger) LoggerFactory.getLogger("cc.profitmaker");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        root.addAppender(lines);
        ours.addAppender(lines);
        ours.setAdditive(false);
        ours.setLevel(Level.TRACE);
        try {
            KucoinStage here = stage();
            try (MarketFeed.Upstream _ = here.feed.open(ticker(here), heard)) {
                here.welcomed().say("garbage");
                assertThat(heard.next()).isEqualTo(Kind.NONSENSE);
                here.welcomed().drop();
                here.welcomed();
            }
            here.feed.exchange.close();
            try (MarketFeed.Upstream _ = here.feed.open(ticker(here), new HeardTicks())) {
                int before = here.entrance.asked();
                eventually(() -> here.entrance.asked() > before + 2);
            }
        } finally {
            ours.setLevel(null);
            ours.setAdditive(true);
            ours.detachAppender(lines);
            root.detachAppender(lines);
        }
        assertThat(List.copyOf(lines.list)).isNotEmpty();
        for (ILoggingEvent line : List.copyOf(lines.list)) {
            var thrown = line.getThrowableProxy();
            assertThat(line.getFormattedMessage() + (thrown == null ? "" : thrown.getMessage()))
                    .doesNotContain("token-");
        }
    }
}
