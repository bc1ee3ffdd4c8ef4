package cc.profitmaker.adapter.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.BellStage;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.Reach;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.MarketType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** The account events of USDⓈ-M futures: a listen key's life. */
final class UsdmPrivateFeedTest {
    private static final String UNKNOWN =
            "{\"code\":-1125,\"msg\":\"This listenKey does not exist.\"}";

    private final BellStage stage =
            new BellStage(
                    upstream ->
                            new BinanceConnectors(upstream)
                                    .open(MarketType.SWAP, Environment.LIVE));

    @AfterEach
    void close() {
        stage.close();
    }

    private Peer heard(String listenKey) throws InterruptedException {
        stage.replies(200, "{\"listenKey\":\"" + listenKey + "\"}");
        Peer peer = stage.connected();
        assertThat(peer.path()).isEqualTo("/private/ws?listenKey=" + listenKey);
        stage.awaitHeard();
        return peer;
    }

    @Test
    void a_listen_key_is_asked_for_with_the_key_alone_and_not_kept() throws Exception {
        heard("canaryListenKey");

        assertThat(stage.rest.requests())
                .singleElement()
                .asString()
                .startsWith("POST /fapi/v1/listenKey ")
                .containsIgnoringCase("X-MBX-APIKEY: canary-\"key")
                .doesNotContain("signature");
        assertThat(Reach.texts(stage.cable)).noneMatch(text -> text.contains("canary"));
    }

    @Test
    void orders_trades_and_positions_ring_in_their_market_and_balances_among_the_funds()
            throws Exception {
        Peer peer = heard("one");

        peer.say("{\"e\":\"ORDER_TRADE_UPDATE\",\"o\":{\"s\":\"BTCUSDT\",\"x\":\"TRADE\"}}");
        peer.say("{\"e\":\"TRADE_LITE\",\"s\":\"ETHUSDT\"}");
        peer.say("{\"e\":\"ALGO_UPDATE\",\"o\":{\"s\":\"BTCUSDT\"}}");
        peer.say("{\"e\":\"ALGO_UPDATE\"}");
        peer.say("{\"e\":\"ACCOUNT_CONFIG_UPDATE\",\"ac\":{\"s\":\"BTCUSDT\",\"l\":5}}");
        peer.say(
                "{\"e\":\"ACCOUNT_UPDATE\",\"a\":{\"m\":\"ORDER\",\"B\":[{\"a\":\"USDT\"}],"
                        + "\"P\":[{\"s\":\"BTCUSDT\"}]}}");

        stage.rang(
                new Ring.InMarket("BTCUSDT"),
                new Ring.InMarket("ETHUSDT"),
                new Ring.InMarket("BTCUSDT"),
                new Ring.Anything(),
                new Ring.Funds(),
                new Ring.InMarket("BTCUSDT"));
    }

    @Test
    void a_listen_key_is_prolonged_every_half_hour() throws Exception {
        heard("one");
        for (int times = 1; times <= 2; times++) {
            stage.pass(Duration.ofMinutes(29));
            assertThat(stage.cable.isDue()).isFalse();
            stage.pass(Duration.ofMinutes(1));
            assertThat(stage.cable.isDue()).isTrue();

            stage.replies(200, "{}");
            stage.tend(BellStage.KEYS);

            assertThat(stage.calls()).hasSize(1 + times).last().asString().startsWith("PUT ");
        }
        assertThat(stage.cable.isHeard()).isTrue();
        assertThat(stage.exchange.accepted()).isEqualTo(1);
        assertThat(stage.rings).isEmpty();
    }

    @Test
    void one_that_cannot_be_prolonged_just_now_is_heard_on_and_tried_a_minute_later()
            throws Exception {
        heard("one");
        stage.pass(Duration.ofMinutes(30));
        stage.replies(503, "");

        stage.tend(BellStage.KEYS);

        assertThat(stage.cable.isHeard()).isTrue();
        assertThat(stage.cable.isDue()).isFalse();
        stage.pass(Duration.ofMinutes(1));
        assertThat(stage.cable.isDue()).isTrue();
    }

    @Test
    void one_that_is_not_known_any_more_is_replaced_and_the_key_is_not_called_bad()
            throws Exception {
        heard("one");
        stage.pass(Duration.ofMinutes(30));
        stage.replies(400, UNKNOWN);

        stage.tend(BellStage.KEYS);

        stage.rang(new Ring.Anything());
        heard("two");
        FeedStage.eventually(() -> stage.exchange.open() == 1);
    }

    @Test
    void one_that_has_expired_is_replaced() throws Exception {
        heard("one").say("{\"e\":\"listenKeyExpired\",\"listenKey\":\"one\"}");

        stage.rang(new Ring.Anything());
        heard("two");
    }

    @Test
    void a_bad_key_opens_nothing_and_is_left_alone() throws Exception {
        stage.replies(401, "{\"code\":-2015,\"msg\":\"Invalid API-key.\"}");
        FeedStage.eventually(stage.cable::isDue);

        stage.tend(BellStage.KEYS);
        stage.tend(BellStage.KEYS);
        stage.pass(Duration.ofMinutes(9));
        stage.tend(BellStage.KEYS);

        assertThat(stage.calls()).hasSize(1);
        assertThat(stage.exchange.accepted()).isZero();
    }

    @Test
    void an_exchange_that_is_not_there_is_asked_again_after_pauses() throws Exception {
        stage.replies(500, "<html>");
        FeedStage.eventually(stage.cable::isDue);
        stage.tend(BellStage.KEYS);

        heard("one");
    }

    @Test
    void its_end_is_told_with_the_key() {
        stage.replies(200, "{}");

        stage.feed.bidFarewell(stage.holder(BellStage.KEYS));

        assertThat(stage.feed.owesFarewell()).isTrue();
        assertThat(stage.rest.requests())
                .singleElement()
                .asString()
                .startsWith("DELETE /fapi/v1/listenKey ")
                .containsIgnoringCase("X-MBX-APIKEY: canary-\"key");
    }
}
