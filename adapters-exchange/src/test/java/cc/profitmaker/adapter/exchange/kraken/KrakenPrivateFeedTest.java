package cc.profitmaker.adapter.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.BellStage;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.Reach;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.MarketType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

final class KrakenPrivateFeedTest {
    private static final String TOKEN =
            "{\"error\":[],\"result\":{\"token\":\"canary/token\\\"\",\"expires\":900}}";

    private BellStage stage = stage(FeedStage.BRISK);

    private static BellStage stage(cc.profitmaker.adapter.exchange.feed.Tempo tempo) {
        return new BellStage(
                upstream -> new KrakenConnectors(upstream).open(MarketType.SPOT, Environment.LIVE),
                tempo);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static String confirmed(String channel, int request) {
        return ("{\"method\":\"subscribe\",\"result\":{\"channel\":\"%s\"},\"success\":true,"
                        + "\"req_id\":%d}")
                .formatted(channel, request);
    }

    private Peer heard() throws InterruptedException {
        stage.replies(200, TOKEN);
        Peer peer = stage.connected();
        peer.next();
        peer.next();
        peer.say(confirmed("executions", 1));
        peer.say(confirmed("balances", 2));
        stage.awaitHeard();
        return peer;
    }

    @Test
    void a_signed_call_gets_a_token_and_both_channels_are_subscribed_to_with_it() throws Exception {
        stage.replies(200, TOKEN);
        Peer peer = stage.connected();

        assertThat(stage.rest.requests())
                .singleElement()
                .asString()
                .startsWith("POST /0/private/GetWebSocketsToken ")
                .containsIgnoringCase("API-Sign: ")
                .contains("nonce=");
        assertThat(peer.path()).isEqualTo("/v2");
        JsonNode first = new ObjectMapper().readTree(peer.next());
        JsonNode second = new ObjectMapper().readTree(peer.next());
        assertThat(first.at("/params/channel").asText()).isEqualTo("executions");
        assertThat(first.at("/params/snap_orders").booleanValue()).isFalse();
        assertThat(first.at("/params/snap_trades").booleanValue()).isFalse();
        assertThat(second.at("/params/channel").asText()).isEqualTo("balances");
        assertThat(second.at("/params/snapshot").booleanValue()).isFalse();
        assertThat(first.at("/params/token").asText()).isEqualTo("canary/token\"");
        assertThat(second.at("/params/token").asText()).isEqualTo("canary/token\"");

        peer.say(confirmed("executions", 1));
        peer.say("{\"channel\":\"heartbeat\"}");
        assertThat(stage.cable.isHeard()).isFalse();
        peer.say(confirmed("balances", 2));
        stage.awaitHeard();
        assertThat(Reach.texts(stage.cable)).noneMatch(text -> text.contains("canary"));
    }

    @Test
    void executions_ring_in_their_market_balances_among_the_funds_and_snapshots_not()
            throws Exception {
        Peer peer = heard();

        peer.say(
                "{\"channel\":\"executions\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"A/B\"}]}");
        peer.say("{\"channel\":\"status\",\"type\":\"update\",\"data\":[]}");
        peer.say(
                "{\"channel\":\"executions\",\"type\":\"update\",\"data\":["
                        + "{\"symbol\":\"BTC/USD\",\"exec_type\":\"trade\"},"
                        + "{\"order_id\":\"O1\",\"exec_type\":\"canceled\"}]}");
        peer.say("{\"channel\":\"balances\",\"type\":\"update\",\"data\":[{\"asset\":\"BTC\"}]}");

        stage.rang(new Ring.InMarket("BTC/USD"), new Ring.Anything(), new Ring.Funds());
    }

    @Test
    void a_key_without_the_right_to_listen_is_left_alone() throws Exception {
        stage.replies(200, "{\"error\":[\"EGeneral:Permission denied\"]}");
        FeedStage.eventually(stage.cable::isDue);

        stage.tend(BellStage.KEYS);
        stage.pass(Duration.ofMinutes(9));
        stage.tend(BellStage.KEYS);

        assertThat(stage.calls()).hasSize(1);
        assertThat(stage.exchange.accepted()).isZero();
    }

    @Test
    void a_subscription_that_is_refused_is_left_alone() throws Exception {
        stage.replies(200, TOKEN);
        Peer peer = stage.connected();

        peer.say(
                "{\"method\":\"subscribe\",\"success\":false,\"req_id\":1,"
                        + "\"error\":\"EGeneral:Permission denied\"}");

        FeedStage.eventually(() -> stage.exchange.open() == 0);
        stage.pass(Duration.ofMinutes(9));
        assertThat(stage.cable.isDue()).isFalse();
    }

    @Test
    void a_lost_connection_is_made_again_with_a_token_of_its_own() throws Exception {
        heard().drop();

        stage.rang(new Ring.Anything());
        heard();
        assertThat(stage.calls()).hasSize(2);
    }

    @Test
    void it_is_asked_whether_it_is_there_and_lost_when_it_does_not_answer() throws Exception {
        stage.close();
        stage = stage(FeedStage.tempo(Duration.ofSeconds(1)));
        Peer peer = heard();

        for (int times = 0; times < 4; times++) {
            String ping = peer.next();
            assertThat(ping).contains("\"method\":\"ping\"");
            peer.say("{\"method\":\"pong\",\"req_id\":1}");
        }
        assertThat(stage.rings.poll(0, TimeUnit.SECONDS)).isNull();

        stage.rang(new Ring.Anything());
    }
}
