package cc.profitmaker.adapter.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.feed.Entry;
import cc.profitmaker.adapter.exchange.feed.PrivateCable;
import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.adapter.exchange.testing.BellStage;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.Reach;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Binance's spot account events, and what all private streams have in common. */
final class SpotPrivateFeedTest {
    private static final String CONFIRMED =
            "{\"id\":\"1\",\"status\":200,\"result\":{\"subscriptionId\":0}}";

    private BellStage stage = stage();

    private static BellStage stage() {
        return new BellStage(
                upstream ->
                        new BinanceConnectors(upstream).open(MarketType.SPOT, Environment.LIVE));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static String event(String content) {
        return "{\"subscriptionId\":0,\"event\":" + content + "}";
    }

    private Peer heard() throws InterruptedException {
        Peer peer = stage.connected();
        peer.next();
        peer.say(CONFIRMED);
        stage.awaitHeard();
        return peer;
    }

    @Test
    void it_subscribes_with_a_signature_over_its_parameters_and_asks_nothing_over_http()
            throws Exception {
        Peer peer = stage.connected();

        JsonNode said = new ObjectMapper().readTree(peer.next());
        JsonNode params = said.path("params");
        assertThat(peer.path()).isEqualTo("/ws-api/v3");
        assertThat(said.path("method").asText()).isEqualTo("userDataStream.subscribe.signature");
        assertThat(params.path("apiKey").asText()).isEqualTo("canary-\"key");
        assertThat(params.path("timestamp").isIntegralNumber()).isTrue();
        assertThat(params.path("signature").asText())
                .isEqualTo(
                        hmac(
                                "apiKey=canary-\"key&recvWindow=10000&timestamp="
                                        + params.path("timestamp").asText()));
        assertThat(stage.rest.requests()).isEmpty();
        assertThat(stage.cable.isHeard()).isFalse();
    }

    private static String hmac(String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("Y2FuYXJ5LXNlY3JldA==".getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }

    @Test
    void orders_ring_in_their_market_and_balances_among_the_funds() throws Exception {
        Peer peer = heard();

        peer.say(event("{\"e\":\"executionReport\",\"s\":\"BTCUSDT\",\"x\":\"TRADE\"}"));
        peer.say(event("{\"e\":\"outboundAccountPosition\",\"B\":[]}"));
        peer.say(event("{\"e\":\"somethingNew\"}"));
        peer.say("{\"somethingElse\":1}");
        peer.say(event("{\"e\":\"listStatus\",\"s\":\"ETHBTC\"}"));
        peer.say(event("{\"e\":\"balanceUpdate\",\"a\":\"BTC\"}"));

        stage.rang(
                new Ring.InMarket("BTCUSDT"),
                new Ring.Funds(),
                new Ring.InMarket("ETHBTC"),
                new Ring.Funds());
    }

    @Test
    void a_key_that_is_refused_is_left_alone_for_ten_minutes() throws Exception {
        Peer peer = stage.connected();
        peer.next();

        peer.say("{\"id\":\"1\",\"status\":401,\"error\":{\"code\":-2015,\"msg\":\"No.\"}}");

        FeedStage.eventually(() -> stage.exchange.open() == 0);
        stage.pass(Duration.ofMinutes(9));
        assertThat(stage.cable.isDue()).isFalse();
        stage.tend(BellStage.KEYS);
        stage.pass(Duration.ofMinutes(1));
        assertThat(stage.cable.isDue()).isTrue();
        assertThat(stage.exchange.accepted()).isEqualTo(1);
        assertThat(stage.rings).isEmpty();
    }

    @Test
    void another_key_is_tried_at_once() throws Exception {
        Peer peer = stage.connected();
        peer.next();
        peer.say("{\"id\":\"1\",\"status\":401,\"error\":{\"code\":-2015,\"msg\":\"No.\"}}");
        FeedStage.eventually(() -> stage.exchange.open() == 0);

        stage.tend(new ApiCredential(Secret.of("other"), Secret.of("other"), Secret.of("")));

        assertThat(stage.exchange.next().next()).contains("\"other\"");
    }

    @Test
    void another_key_ends_what_was_heard_with_the_first() throws Exception {
        heard();

        stage.cable.keysAre(
                new ApiCredential(Secret.of("other"), Secret.of("other"), Secret.of(""))
                        .fingerprint());

        FeedStage.eventually(() -> stage.exchange.open() == 0);
        stage.rang(new Ring.Anything());
        assertThat(stage.cable.isHeard()).isFalse();
        assertThat(stage.cable.isDue()).isTrue();
    }

    @Test
    void a_clock_that_is_off_is_no_bad_key() throws Exception {
        Peer peer = stage.connected();
        peer.next();

        peer.say("{\"id\":\"1\",\"status\":400,\"error\":{\"code\":-1021,\"msg\":\"Off.\"}}");

        assertThat(stage.connected().next()).contains("subscribe.signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "7",
                "",
                "{\"event\":{}}",
                "{\"event\":{\"e\":\"executionReport\"}}",
                "{\"id\":\"1\"",
                "\u0000"
            })
    void garbage_ends_the_connection_and_the_next_one_is_heard(String garbage) throws Exception {
        Peer peer = heard();

        peer.say(garbage);

        stage.rang(new Ring.Anything());
        FeedStage.eventually(() -> stage.exchange.open() == 0);
        heard();
    }

    @Test
    void a_binary_message_ends_the_connection_and_the_next_one_is_heard() throws Exception {
        heard().frame(2, new byte[] {1, 2, 3});

        stage.rang(new Ring.Anything());
        heard();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventStreamTerminated", "serverShutdown"})
    void a_stream_that_is_ended_begins_anew(String how) throws Exception {
        heard().say(event("{\"e\":\"" + how + "\"}"));

        stage.rang(new Ring.Anything());
        heard();
    }

    @Test
    void a_dropped_connection_rings_and_is_made_again() throws Exception {
        heard().drop();

        stage.rang(new Ring.Anything());
        assertThat(stage.cable.isHeard()).isFalse();
        heard();
    }

    @Test
    void silence_ends_a_connection_and_an_answered_ping_is_no_silence() throws Exception {
        stage.close();
        stage =
                new BellStage(
                        upstream ->
                                new BinanceConnectors(upstream)
                                        .open(MarketType.SPOT, Environment.LIVE),
                        FeedStage.tempo(Duration.ofSeconds(1)));
        Peer peer = heard();
        assertThat(stage.rings.poll(4, TimeUnit.SECONDS)).isNull();
        assertThat(stage.exchange.accepted()).isEqualTo(1);

        peer.goDeaf();

        stage.rang(new Ring.Anything());
        FeedStage.eventually(() -> stage.exchange.open() == 0);
    }

    @Test
    void an_address_that_is_none_is_asked_for_anew() throws Exception {
        FeedStage.eventually(stage.cable::isDue);
        stage.cable.tend(
                new PrivateCable.Keyed() {
                    @Override
                    public Reply<Entry> enter() {
                        var nowhere = URI.create("ws://not_a_host/?token=canary");
                        return Reply.answered(new Entry(nowhere, List.of(), Entry.Terms.PLAIN));
                    }

                    @Override
                    public Reply<PrivateCable.Prolonged> prolong() {
                        return Reply.answered(PrivateCable.Prolonged.GOES_ON);
                    }
                });
        heard();
    }

    @Test
    void a_subscription_that_is_never_confirmed_is_given_up() throws Exception {
        stage.close();
        stage =
                new BellStage(
                        upstream ->
                                new BinanceConnectors(upstream)
                                        .open(MarketType.SPOT, Environment.LIVE),
                        FeedStage.tempo(Duration.ofMillis(500)));
        stage.connected().next();

        FeedStage.eventually(() -> stage.exchange.open() == 0);
        assertThat(stage.connected().next()).contains("subscribe.signature");
        assertThat(stage.rings).isEmpty();
    }

    @Test
    void closing_ends_the_connection_within_a_second_and_for_good() throws Exception {
        heard();
        long begun = System.nanoTime();

        stage.cable.close();

        FeedStage.eventually(() -> stage.exchange.open() == 0);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        stage.pass(Duration.ofDays(1));
        assertThat(stage.cable.isDue()).isFalse();
        stage.tend(BellStage.KEYS);
        assertThat(stage.exchange.accepted()).isEqualTo(1);
        assertThat(stage.rings).isEmpty();
    }

    @Test
    void while_it_is_heard_nothing_of_it_refers_to_the_key() throws Exception {
        var credential =
                new ApiCredential(
                        Secret.of(new StringBuilder("yek-yranac").reverse().toString()),
                        Secret.of(new StringBuilder("terces-yranac").reverse().toString()),
                        Secret.of(""));
        var gone = new WeakReference<>(credential);
        FeedStage.eventually(stage.cable::isDue);
        stage.tend(credential);
        credential = null;
        Peer peer = stage.exchange.next();
        peer.next();
        peer.say(CONFIRMED);
        stage.awaitHeard();

        assertThat(Reach.texts(stage.cable)).noneMatch(text -> text.contains("canary"));
        FeedStage.eventually(
                () -> {
                    System.gc();
                    return gone.refersTo(null);
                });
    }

    @Test
    void connections_beyond_what_the_host_bears_wait() throws Exception {
        stage.close();
        stage =
                new BellStage(
                        upstream ->
                                new BinanceConnectors(upstream)
                                        .open(MarketType.SPOT, Environment.LIVE),
                        new Tempo(
                                FeedStage.BRISK.watch(),
                                FeedStage.BRISK.pause(),
                                new Tempo.Connects(1, Duration.ofHours(1))));
        heard().drop();
        stage.rang(new Ring.Anything());
        FeedStage.eventually(stage.cable::isDue);

        stage.tend(BellStage.KEYS);

        assertThat(stage.cable.isDue()).isFalse();
        assertThat(stage.exchange.accepted()).isEqualTo(1);
        stage.pass(Duration.ofHours(1));
        heard();
    }

    @Test
    void an_entry_tells_nothing_of_what_is_in_it() throws Exception {
        assertThat(stage.feed.enter(stage.holder(BellStage.KEYS)).toString())
                .doesNotContain("canary", "signature", "ws-api");
    }
}
