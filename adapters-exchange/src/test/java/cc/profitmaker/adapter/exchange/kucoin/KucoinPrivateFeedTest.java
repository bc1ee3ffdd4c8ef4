package cc.profitmaker.adapter.exchange.kucoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.testing.BellStage;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.Reach;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.MarketType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** KuCoin's private streams, of spot and of futures. */
final class KucoinPrivateFeedTest {
    private Optional<BellStage> running = Optional.empty();

    @AfterEach
    void close() {
        running.ifPresent(BellStage::close);
    }

    private BellStage spot() {
        var stage =
                new BellStage(
                        upstream ->
                                new KucoinConnectors(upstream)
                                        .open(MarketType.SPOT, Environment.LIVE));
        running = Optional.of(stage);
        return stage;
    }

    private BellStage futures() {
        var stage =
                new BellStage(
                        upstream ->
                                new KucoinFuturesConnectors(upstream)
                                        .open(MarketType.SWAP, Environment.LIVE));
        running = Optional.of(stage);
        return stage;
    }

    private static String door(String endpoint, long ping, long answered) {
        return ("{\"instanceServers\":[{\"endpoint\":\"%s\",\"encrypt\":true,"
                        + "\"protocol\":\"websocket\",\"pingInterval\":%d,\"pingTimeout\":%d}],"
                        + "\"token\":\"canary+token==\"}")
                .formatted(endpoint, ping, answered);
    }

    private static void told(BellStage stage, long ping, long answered) {
        stage.replies(
                200,
                "{\"code\":\"200000\",\"data\":"
                        + door("wss://ws-api-spot.kucoin.com/", ping, answered)
                        + "}");
    }

    /** The topics that were asked for, once KuCoin said welcome. */
    private static List<String> welcomed(Peer peer, int topics) throws InterruptedException {
        peer.say("{\"id\":\"x\",\"type\":\"welcome\"}");
        var asked = new ArrayList<String>();
        for (int i = 0; i < topics; i++) {
            JsonFields said = JsonFields.read(peer.next().getBytes(UTF_8));
            assertThat(said.need("type")).isEqualTo("subscribe");
            assertThat(said.truth("privateChannel")).contains(true);
            asked.add(said.need("topic"));
        }
        return asked;
    }

    private static Peer heard(BellStage stage, int topics) throws InterruptedException {
        told(stage, 50_000, 10_000);
        Peer peer = stage.connected();
        welcomed(peer, topics);
        for (int i = 1; i <= topics; i++) {
            peer.say("{\"id\":\"" + i + "\",\"type\":\"ack\"}");
        }
        stage.awaitHeard();
        return peer;
    }

    private static String message(String topic, String subject, String data) {
        return ("{\"type\":\"message\",\"topic\":\"%s\",\"subject\":\"%s\","
                        + "\"channelType\":\"private\",\"data\":%s}")
                .formatted(topic, subject, data);
    }

    @Test
    void a_signed_call_says_where_and_topics_are_asked_for_after_the_welcome() throws Exception {
        BellStage stage = spot();
        told(stage, 50_000, 10_000);

        Peer peer = stage.connected();

        assertThat(stage.rest.requests())
                .singleElement()
                .asString()
                .startsWith("POST /api/v1/bullet-private ")
                .containsIgnoringCase("KC-API-SIGN: ");
        assertThat(peer.path()).startsWith("/?token=canary%2Btoken%3D%3D&connectId=");
        assertThat(welcomed(peer, 3))
                .containsExactly(
                        "/spotMarket/tradeOrdersV2",
                        "/spotMarket/advancedOrders",
                        "/account/balance");
        peer.say("{\"id\":\"1\",\"type\":\"ack\"}");
        peer.say("{\"id\":\"2\",\"type\":\"ack\"}");
        assertThat(stage.cable.isHeard()).isFalse();
        peer.say("{\"id\":\"3\",\"type\":\"ack\"}");
        stage.awaitHeard();
        assertThat(Reach.texts(stage.cable)).noneMatch(text -> text.contains("canary"));
    }

    @Test
    void orders_ring_in_their_market_and_balances_among_the_funds() throws Exception {
        BellStage stage = spot();
        Peer peer = heard(stage, 3);

        peer.say(message("/spotMarket/tradeOrdersV2", "orderChange", "{\"symbol\":\"BTC-USDT\"}"));
        peer.say(message("/account/balance", "account.balance", "{\"currency\":\"USDT\"}"));
        peer.say(message("/something/new", "new", "{}"));
        peer.say(message("/spotMarket/advancedOrders", "stopOrder", "{\"symbol\":\"ETH-BTC\"}"));

        stage.rang(new Ring.InMarket("BTC-USDT"), new Ring.Funds(), new Ring.InMarket("ETH-BTC"));
    }

    @Test
    void futures_ring_too_but_not_because_a_mark_price_moved() throws Exception {
        BellStage stage = futures();
        Peer peer = heard(stage, 4);

        peer.say(
                message("/contractMarket/tradeOrders", "orderChange", "{\"symbol\":\"XBTUSDTM\"}"));
        peer.say(
                message(
                        "/contract/positionAll",
                        "position.change",
                        "{\"symbol\":\"XBTUSDTM\",\"markPrice\":7947.83}"));
        peer.say(message("/contractAccount/wallet", "walletBalance.change", "{}"));
        peer.say(
                message(
                        "/contract/position:ETHUSDTM",
                        "position.change",
                        "{\"symbol\":\"ETHUSDTM\",\"changeReason\":\"liquidation\"}"));
        peer.say(message("/contract/positionAll", "position.settlement", "{\"qty\":100}"));

        stage.rang(
                new Ring.InMarket("XBTUSDTM"),
                new Ring.Funds(),
                new Ring.InMarket("ETHUSDTM"),
                new Ring.Anything());
    }

    @Test
    void it_is_pinged_as_often_as_it_said_and_lost_when_it_does_not_answer() throws Exception {
        BellStage stage = spot();
        told(stage, 1, 1);
        Peer peer = stage.connected();
        welcomed(peer, 3);
        for (int i = 1; i <= 3; i++) {
            peer.say("{\"id\":\"" + i + "\",\"type\":\"ack\"}");
        }
        stage.awaitHeard();

        for (int times = 0; times < 2; times++) {
            assertThat(peer.next()).contains("\"type\":\"ping\"");
            peer.say("{\"id\":\"1\",\"type\":\"pong\"}");
        }
        assertThat(stage.rings).isEmpty();

        stage.rang(new Ring.Anything());
    }

    @Test
    void a_refused_token_is_replaced() throws Exception {
        BellStage stage = spot();
        told(stage, 50_000, 10_000);
        stage.connected()
                .say(
                        "{\"id\":\"1\",\"type\":\"error\",\"code\":401,\"data\":\"token is expired\"}");

        heard(stage, 3);
        assertThat(stage.calls()).hasSize(2);
    }

    @Test
    void a_bad_key_opens_nothing_and_is_left_alone() throws Exception {
        BellStage stage = futures();
        stage.replies(200, "{\"code\":\"400003\",\"msg\":\"KC-API-KEY not exists\"}");
        FeedStage.eventually(stage.cable::isDue);

        stage.tend(BellStage.KEYS);
        stage.pass(Duration.ofMinutes(9));
        stage.tend(BellStage.KEYS);

        assertThat(stage.calls()).hasSize(1);
        assertThat(stage.exchange.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wss://evil.example/",
                "wss://kucoin.com.evil.example/",
                "wss://evilkucoin.com/",
                "ws://ws-api.kucoin.com/",
                "https://ws-api.kucoin.com/",
                "wss://ws-api.kucoin.com@evil.example/",
                "wss://ws-api.kucoin.com/?token=mine",
                "wss:///nowhere",
                "no address"
            })
    void an_address_that_is_not_kucoins_own_with_tls_is_not_believed(String endpoint) {
        JsonFields data = JsonFields.read(door(endpoint, 18_000, 10_000).getBytes(UTF_8));

        assertThatThrownBy(() -> KucoinDoor.in(data, Optional.empty()))
                .isInstanceOf(Nonsense.class)
                .hasMessageNotContaining("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:x",
                "wss:opaque",
                "/path",
                "wss:///path",
                "wss://user@ws-api.kucoin.com/",
                "wss://ws-api.kucoin.com/?a=b",
                "wss://ws-api.kucoin.com/#a"
            })
    void what_is_no_plain_address_is_nonsense_at_an_operators_host_too(String endpoint) {
        JsonFields data = JsonFields.read(door(endpoint, 18_000, 10_000).getBytes(UTF_8));
        var operators = Optional.of(URI.create("ws://127.0.0.1:1"));

        assertThatThrownBy(() -> KucoinDoor.in(data, operators)).isInstanceOf(Nonsense.class);
    }

    @Test
    void the_first_server_that_speaks_websocket_is_chosen() {
        String websocket = door("wss://ws-api.kucoin.com/ws", 18_000, 10_000);
        String other =
                "{\"endpoint\":\"wss://ws-api.kucoin.com/other\",\"protocol\":\"socket.io\","
                        + "\"pingInterval\":1,\"pingTimeout\":1},";
        JsonFields both =
                JsonFields.read(
                        websocket
                                .replace("instanceServers\":[", "instanceServers\":[" + other)
                                .getBytes(UTF_8));

        assertThat(KucoinDoor.in(both, Optional.empty()).endpoint())
                .isEqualTo(URI.create("wss://ws-api.kucoin.com/ws"));
    }

    @Test
    void kucoins_own_address_is_believed_and_an_operators_host_takes_its_place() {
        JsonFields data =
                JsonFields.read(
                        door("wss://ws-api-futures.kucoin.com/path", 18_000, 10_000)
                                .getBytes(UTF_8));

        assertThat(KucoinDoor.in(data, Optional.empty()).endpoint())
                .isEqualTo(URI.create("wss://ws-api-futures.kucoin.com/path"));
        assertThat(KucoinDoor.in(data, Optional.of(URI.create("ws://127.0.0.1:1"))).endpoint())
                .isEqualTo(URI.create("ws://127.0.0.1:1/path"));
    }
}
