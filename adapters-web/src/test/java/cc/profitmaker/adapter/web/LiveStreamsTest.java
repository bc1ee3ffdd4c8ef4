package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.stream.Audience;
import cc.profitmaker.application.stream.Outbox;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.Ticks;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.stream.Topic;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

final class LiveStreamsTest {
    private static final Topic TICKER = Topic.ticker(Ticks.SPOT, Fixtures.BTC_USDT);
    private static final Topic TRADES = Topic.trades(Ticks.SPOT, Fixtures.BTC_USDT);
    private static final String TO_TICKER =
            "{\"exchangeId\":\"binance\",\"symbol\":\"BTC/USDT\",\"dataType\":\"ticker\"}";
    private static final String TO_TRADES = TO_TICKER.replace("ticker", "trades");

    private final RunningServer server = RunningServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private LiveClient ann() {
        return LiveClient.of(server, server.annsToken);
    }

    private String subscribe(LiveClient client, String to) {
        return client.say("subscribe", to).hear("subscribed").path("subscriptionId").asText();
    }

    /** Until the hub has noticed what a client did; the client was not told. */
    private void await(java.util.function.BooleanSupplier state) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!state.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 s").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void whoever_authenticates_and_subscribes_is_told_what_comes() {
        try (LiveClient client = ann()) {
            JsonNode subscribed = client.say("subscribe", TO_TICKER).hear("subscribed");
            server.feed.tell(TICKER, Ticks.quoted(7));
            JsonNode data = client.hear("data");

            String id = subscribed.path("subscriptionId").asText();
            assertThat(id).matches("[0-9a-f]{24}:binance:BTC/USDT:ticker");
            assertThat(subscribed.path("timeframe").isNull()).isTrue();
            assertThat(data.path("subscriptionId").asText()).isEqualTo(id);
            assertThat(data.path("dataType").asText()).isEqualTo("ticker");
            assertThat(data.path("exchange").asText()).isEqualTo("binance");
            assertThat(data.path("symbol").asText()).isEqualTo("BTC/USDT");
            assertThat(data.path("data").path("last").asInt()).isEqualTo(7);
            assertThat(data.path("timestamp").asLong()).isEqualTo(Fixtures.NOON.toEpochMilli());
        }
    }

    @Test
    void every_kind_of_data_is_told_in_ccxts_structures() {
        try (LiveClient client = ann()) {
            subscribe(client, TO_TRADES);
            subscribe(client, TO_TICKER.replace("ticker", "orderbook"));
            String candles = TO_TICKER.replace("\"ticker\"", "\"ohlcv\",\"timeframe\":\"1h\"");
            assertThat(subscribe(client, candles)).endsWith(":BTC/USDT:ohlcv:1h");

            server.feed.tell(TRADES, Ticks.traded(5));
            assertThat(client.hear("data").path("data").path(0).path("id").asText()).isEqualTo("5");
            server.feed.tell(Topic.orderBook(Ticks.SPOT, Fixtures.BTC_USDT), Ticks.book(99));
            assertThat(client.hear("data").path("data").path("bids").path(0).path(0).asInt())
                    .isEqualTo(99);
            server.feed.tell(
                    Topic.candles(Ticks.SPOT, Fixtures.BTC_USDT, new Timeframe("1h")),
                    Ticks.candle(3));
            JsonNode data = client.hear("data");
            assertThat(data.path("timeframe").asText()).isEqualTo("1h");
            assertThat(data.path("data").path(0).path(4).asInt()).isEqualTo(3);
        }
    }

    @Test
    void a_token_in_the_header_is_looked_at_before_the_upgrade() {
        try (LiveClient client =
                LiveClient.connect(server, Map.of("Authorization", "Bearer " + server.annsToken))) {
            assertThat(client.hear("authenticated").path("userId").asText())
                    .isEqualTo(server.ann.id().toString());
            subscribe(client, TO_TICKER);
        }
        assertThatThrownBy(
                        () ->
                                LiveClient.connect(
                                        server, Map.of("Authorization", "Bearer wrong-token")))
                .satisfies(failure -> assertThat(status(failure)).isEqualTo(403));
    }

    private static int status(Throwable failure) {
        return ((WebSocketHandshakeException) ((CompletionException) failure).getCause())
                .getResponse()
                .statusCode();
    }

    @Test
    void a_token_in_the_address_is_refused() {
        for (String query : List.of("?token=x", "?access_token=x")) {
            assertThat(server.get("/ws" + query).status()).as(query).isEqualTo(400);
        }
        assertThat(server.get("/ws").status()).isEqualTo(426);
    }

    @Test
    void a_foreign_page_is_refused_and_our_own_is_not() {
        assertThatThrownBy(
                        () -> LiveClient.connect(server, Map.of("Origin", "https://evil.example")))
                .satisfies(failure -> assertThat(status(failure)).isEqualTo(403));
        LiveClient.connect(server, Map.of("Origin", "http://127.0.0.1:" + server.port())).close();
    }

    @Test
    void nobody_does_anything_before_authenticating() {
        for (String event : List.of("subscribe", "unsubscribe", "private:subscribe", "nonsense")) {
            try (LiveClient client = LiveClient.connect(server)) {
                client.say(event, TO_TICKER).hear("auth_error");
                assertThat(client.closing()).isEqualTo(1008);
            }
        }
        assertThat(server.feed.timesOpened()).isZero();
    }

    @Test
    void a_wrong_token_is_told_and_closed_and_a_second_authenticate_refused() {
        try (LiveClient client = LiveClient.connect(server)) {
            client.say("authenticate", "{\"token\":\"no-such-token\"}").hear("auth_error");
            assertThat(client.closing()).isEqualTo(1008);
        }
        try (LiveClient client = ann()) {
            client.say("authenticate", "{\"token\":\"" + server.annsToken + "\"}")
                    .hear("auth_error");
            subscribe(client, TO_TICKER);
        }
    }

    @Test
    void all_kinds_of_tokens_authenticate() {
        LiveClient.of(server, RunningServer.API_TOKEN).close();
        await(() -> server.audience.size() == 0);
    }

    @Test
    void a_session_that_ends_takes_its_sockets_along() {
        try (LiveClient client = ann();
                LiveClient other = LiveClient.of(server, server.tokenOf(server.ann))) {
            subscribe(client, TO_TICKER);
            server.postAs(server.annsToken, "/api/auth/logout", "{}");
            server.audience.check();

            client.hear("auth_error");
            assertThat(client.closing()).isEqualTo(1008);
            await(() -> server.feed.open().isEmpty());
            subscribe(other, TO_TICKER);
        }
    }

    @Test
    void a_disabled_user_is_sent_away() {
        try (LiveClient client = ann()) {
            server.identities.setStatus(
                    server.ann.id(),
                    UserStatus.DISABLED,
                    new AuditEvent.UserDisabled(server.ann.id()),
                    Fixtures.NOON);
            server.audience.check();
            client.hear("auth_error");
        }
    }

    @Test
    void a_token_ends_at_its_instant() {
        try (LiveClient client = ann()) {
            server.clock.advance(Duration.ofDays(30).minusMillis(1));
            server.audience.check();
            subscribe(client, TO_TICKER);
            server.clock.advance(Duration.ofMillis(1));
            server.audience.check();
            client.hear("auth_error");
        }
    }

    @Test
    void only_ones_own_subscriptions_can_be_ended() {
        try (LiveClient client = ann();
                LiveClient other = ann()) {
            String id = subscribe(client, TO_TICKER);
            other.say("unsubscribe", "{\"subscriptionId\":\"" + id + "\"}")
                    .hear("unsubscribe_error");
            server.feed.tell(TICKER, Ticks.quoted(1));
            client.hear("data");

            client.say("unsubscribe", "{\"subscriptionId\":\"" + id + "\"}").hear("unsubscribed");
            client.say("unsubscribe", "{\"subscriptionId\":\"" + id + "\"}")
                    .hear("unsubscribe_error");
            assertThat(server.feed.open()).isEmpty();
        }
    }

    @Test
    void subscribing_twice_answers_with_the_same_id() {
        try (LiveClient client = ann()) {
            assertThat(subscribe(client, TO_TICKER)).isEqualTo(subscribe(client, TO_TICKER));
            assertThat(server.feed.timesOpened()).isEqualTo(1);
        }
    }

    @Test
    void upstreams_are_shared_and_end_with_the_last_socket() {
        List<LiveClient> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            LiveClient client = ann();
            clients.add(client);
            subscribe(client, TO_TICKER);
        }
        assertThat(server.feed.timesOpened()).isEqualTo(1);

        clients.forEach(LiveClient::close);
        await(() -> server.feed.open().isEmpty());
        await(() -> server.audience.size() == 0);
    }

    @Test
    void an_interruption_is_told_and_then_comes_data_again() {
        try (LiveClient client = ann()) {
            String id = subscribe(client, TO_TICKER);
            server.feed.interrupt(TICKER, Kind.UNREACHABLE);
            JsonNode error = client.hear("error");
            server.feed.tell(TICKER, Ticks.quoted(2));

            assertThat(error.path("subscriptionId").asText()).isEqualTo(id);
            assertThat(error.path("error").asText()).isNotBlank();
            assertThat(client.hear("data").path("data").path("last").asInt()).isEqualTo(2);
        }
    }

    @Test
    void a_contracts_symbol_goes_to_the_contracts() {
        try (LiveClient client = ann()) {
            String to = TO_TICKER.replace("BTC/USDT", "BTC/USDT:USDT");
            client.say("subscribe", to).hear("subscription_error");
            subscribe(client, TO_TICKER.replace("}", ",\"config\":{\"marketType\":\"swap\"}}"));
            assertThat(server.feed.open())
                    .containsExactly(
                            Topic.ticker(
                                    new Venue(
                                            new ExchangeId("binance"),
                                            MarketType.SWAP,
                                            Environment.LIVE),
                                    Fixtures.BTC_USDT));
            // One id cannot mean two markets.
            client.say("subscribe", TO_TICKER).hear("subscription_error");
        }
    }

    @Test
    void what_does_not_fit_is_refused_and_the_conversation_goes_on() {
        try (LiveClient client = ann()) {
            for (String data :
                    List.of(
                            "{}",
                            "null",
                            "[]",
                            "\"text\"",
                            TO_TICKER.replace("ticker", "everything"),
                            TO_TICKER.replace("BTC/USDT", "NO/SUCH"),
                            TO_TICKER.replace("BTC/USDT", "<b>"),
                            TO_TICKER.replace("\"BTC/USDT\"", "7"),
                            TO_TICKER.replace("binance", "no such"),
                            TO_TICKER.replace("}", ",\"config\":{\"apiKey\":\"CANARY\"}}"),
                            TO_TICKER.replace("}", ",\"config\":{\"API_SECRET\":\"CANARY\"}}"),
                            TO_TICKER.replace("}", ",\"config\":{\"marketType\":\"moon\"}}"))) {
                JsonNode error = client.say("subscribe", data).hear("subscription_error");
                assertThat(error.path("error").asText())
                        .as(data)
                        .isNotBlank()
                        .doesNotContain("CANARY");
            }
            client.say("no such event", "{}").hear("error");
            subscribe(client, TO_TICKER);
        }
    }

    @Test
    void a_connection_has_fifty_subscriptions_and_no_more() {
        try (LiveClient client = ann()) {
            for (int i = 1; i <= 51; i++) {
                client.say(
                        "subscribe",
                        TO_TICKER.replace("\"ticker\"", "\"ohlcv\",\"timeframe\":\"" + i + "m\""));
            }
            for (int i = 1; i <= 50; i++) {
                client.hear("subscribed");
            }
            client.hear("subscription_error");
            assertThat(server.feed.open()).hasSize(50);
        }
    }

    @Test
    void a_user_has_twenty_connections_and_no_more() {
        List<LiveClient> clients = new ArrayList<>();
        for (int i = 0; i < Audience.MOST_OF_ONE_USER; i++) {
            clients.add(ann());
        }
        try (LiveClient more = LiveClient.connect(server)) {
            more.say("authenticate", "{\"token\":\"" + server.annsToken + "\"}").hear("auth_error");
            assertThat(more.closing()).isEqualTo(1008);
        }
        assertThatThrownBy(
                        () ->
                                LiveClient.connect(
                                        server,
                                        Map.of("Authorization", "Bearer " + server.annsToken)))
                .satisfies(failure -> assertThat(status(failure)).isEqualTo(429));
        LiveClient.of(server, server.tokenOf(server.operator)).close();

        clients.getFirst().close();
        await(() -> server.audience.size() < Audience.MOST_OF_ONE_USER);
        clients.add(ann());
        clients.forEach(LiveClient::close);
    }

    @Test
    void what_is_no_message_ends_the_connection() {
        Set<String> nonsense =
                Set.of("", "{", "[]", "7", "{\"data\":{}}", "{\"event\":7}", "\u0000");
        for (String text : nonsense) {
            try (LiveClient client = ann()) {
                assertThat(client.sayRaw(text).closing()).as(text).isEqualTo(1007);
            }
        }
    }

    @Test
    void large_and_binary_messages_end_the_connection() {
        try (LiveClient client = ann()) {
            var _ = client.socket().sendText("x".repeat(5 << 20), true);
            assertThat(client.closing()).isEqualTo(1009);
        }
        try (LiveClient client = ann()) {
            client.socket().sendBinary(ByteBuffer.allocate(3), true).join();
            assertThat(client.closing()).isEqualTo(1003);
        }
    }

    @Test
    void many_small_parts_are_no_way_around_the_limit() {
        try (LiveClient client = ann()) {
            WebSocket socket = client.socket();
            for (int i = 0; i < 70; i++) {
                // The last ones may come after the server has closed.
                socket.sendText("x".repeat(1024), false).exceptionally(_ -> socket).join();
            }
            assertThat(client.closing()).isEqualTo(1009);
        }
    }

    @Test
    void a_reader_that_stops_misses_old_books_but_is_cut_off_when_it_would_miss_trades() {
        try (LiveClient reader = ann();
                RawReader stopped = RawReader.at(server)) {
            subscribe(reader, TO_TRADES);
            stopped.subscribe(server.annsToken, TO_TRADES);
            await(() -> server.audience.size() == 2);
            for (int i = 0; server.audience.size() == 2; i++) {
                // Far more than sockets take in, unread.
                assertThat(i).isLessThan(100_000);
                server.feed.tell(TRADES, Ticks.traded(i));
                if (i % (Outbox.MOST_OF_EACH / 2) == 0) {
                    while (reader.hear("data").path("data").path(0).path("id").asInt() < i) {
                        Thread.onSpinWait();
                    }
                }
            }
            assertThat(server.audience.size()).isEqualTo(1);
        }
    }

    @Test
    void a_stopping_server_tells_its_clients_to_come_back() {
        try (LiveClient client = ann()) {
            server.stop();
            assertThat(client.closing()).isEqualTo(1001);
        }
    }
}
