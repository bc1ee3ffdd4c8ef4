package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.testing.FeedStage.eventually;
import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.spotMarket;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.feed.Language.Limits;
import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.HeardTicks;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.stream.Topic;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** How a feed connects, and what it does when it may not or cannot. */
final class ConnectingFeedTest {
    private static final Topic TICKER =
            Topic.ticker(
                    new Venue(new ExchangeId("binance"), MarketType.SPOT, Environment.LIVE),
                    BTC_USDT);

    private Optional<FeedStage> stage = Optional.empty();
    private final HeardTicks heard = new HeardTicks();

    private FeedStage stage(Tempo.Connects connects, UnaryOperator<URI> address) {
        var made =
                new FeedStage(
                        url -> BinanceFeed.spot(Optional.of(address.apply(url))).getFirst(),
                        spotMarket(BTC_USDT),
                        new Limits(200, 100, Duration.ZERO),
                        new Tempo(FeedStage.BRISK.watch(), FeedStage.BRISK.pause(), connects));
        stage = Optional.of(made);
        return made;
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        stage.ifPresent(FeedStage::close);
        eventually(() -> !FeedStage.hasThreads());
    }

    @Test
    void who_comes_and_goes_all_the_time_silences_nobody() throws Exception {
        FeedStage here =
                stage(new Tempo.Connects(5, Duration.ofMillis(500)), UnaryOperator.identity());
        for (int i = 0; i < 1_000; i++) {
            here.open(TICKER, new HeardTicks()).close();
        }
        eventually(() -> here.exchange.open() == 0);
        int before = here.exchange.accepted();

        here.open(TICKER, heard);
        long opened = System.nanoTime();
        eventually(() -> here.exchange.accepted() > before && here.exchange.open() == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - opened)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void who_has_to_wait_for_a_connection_is_told() throws Exception {
        FeedStage here =
                stage(new Tempo.Connects(1, Duration.ofHours(1)), UnaryOperator.identity());
        var first = here.open(TICKER, new HeardTicks());
        here.exchange.next();
        first.close();

        here.open(TICKER, heard);
        assertThat(heard.next()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(here.exchange.accepted()).isEqualTo(1);
    }

    @Test
    void an_address_that_is_none_is_told() throws Exception {
        FeedStage here =
                stage(FeedStage.BRISK.connects(), _ -> URI.create("ws://not_a_host/?token=canary"));
        here.open(TICKER, heard);
        assertThat(heard.next()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void what_is_read_for_a_subject_is_a_part_of_its_openers() throws Exception {
        var user = new UserId(new UUID(4, 2));
        FeedStage here = stage(FeedStage.BRISK.connects(), UnaryOperator.identity());
        Share.as(Optional.of(user), () -> here.open(TICKER, heard));
        Peer peer = here.exchange.next();
        peer.next();
        peer.say("{\"result\":null,\"id\":1}");

        eventually(() -> !here.reads.shares.isEmpty());
        assertThat(here.reads.shares).containsOnly(Optional.of(user));
    }
}
