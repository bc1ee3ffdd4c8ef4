package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.FakeFeed;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Through the whole server: what Binance's own private stream tells is heard over {@code /ws} at
 * once, and a revocation ends the connection to Binance.
 */
final class PrivateStreamJourneyTest {
    @RegisterExtension static final Desk DESK = new Desk();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeExchange binance = FakeExchange.serving("binance");
    private final FakeFeed streams = new FakeFeed();

    @AfterEach
    void close() {
        binance.close();
        streams.close();
    }

    /** What a plain WebSocket client hears. */
    private static final class Terminal implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private final HttpClient http = HttpClient.newHttpClient();
        private final WebSocket socket;

        Terminal(URI server, String token) {
            socket =
                    http.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + token)
                            .buildAsync(
                                    URI.create("ws://127.0.0.1:" + server.getPort() + "/ws"), this)
                            .join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                try {
                    heard.add(JSON.readTree(part.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        void say(String event, String data) {
            socket.sendText("{\"event\":\"" + event + "\",\"data\":" + data + "}", true).join();
        }

        /** The next event of that name in that time; others are passed over. */
        JsonNode await(String event, Duration time) throws InterruptedException {
            long until = System.nanoTime() + time.toNanos();
            while (true) {
                JsonNode next = heard.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(next).as("%s within %s", event, time).isNotNull();
                if (next.path("event").asText().equals(event)) {
                    return next.path("data");
                }
            }
        }

        @Override
        public void close() {
            socket.abort();
            http.close();
        }
    }

    private long reads() {
        return binance.received().stream()
                .filter(request -> request.path().equals("/api/v3/allOrders"))
                .count();
    }

    @Test
    void a_fill_is_told_when_binance_tells_it_and_a_revocation_closes_binances_socket()
            throws Exception {
        binance.answer(
                "GET",
                "^/sapi/v1/account/apiRestrictions$",
                "{\"ipRestrict\":false,\"enableReading\":true,\"enableWithdrawals\":false}");
        Server server =
                DESK.start(
                        Map.of(
                                "ALLOW_REGISTRATION",
                                "true",
                                "AUTH_URL",
                                "off",
                                "EXCHANGE_BINANCE_URL",
                                binance.url().toString(),
                                "EXCHANGE_BINANCE_WS_URL",
                                streams.url().toString()));
        Client client = Client.of(server.url());
        Client ann = client.with(register(client, "ann@example.org"));
        String bobsToken = register(client, "bob@example.org");
        Client.Answer account =
                ann.post(
                        "/api/accounts",
                        "{\"exchange\":\"binance\",\"api_key\":\"k\",\"api_secret\":\"s\"}");
        assertThat(account.status()).as(account.toString()).isEqualTo(201);
        String id = account.at("/id").asText();
        Client.Answer grant =
                ann.post(
                        "/api/accounts/" + id + "/grants",
                        "{\"grantee_user_id\":\"%s\",\"access_level\":\"read\"}"
                                .formatted(
                                        client.with(bobsToken)
                                                .get("/api/auth/me")
                                                .at("/user/id")
                                                .asText()));
        assertThat(grant.status()).as(grant.toString()).isEqualTo(201);

        try (var terminal = new Terminal(server.url(), bobsToken)) {
            terminal.say(
                    "private:subscribe",
                    "{\"accountId\":\"%s\",\"exchangeId\":\"binance\",\"symbol\":\"BTC/USDT\"}"
                            .formatted(id));
            Peer stream = streams.next();
            stream.next();
            stream.say("{\"id\":\"1\",\"status\":200,\"result\":{\"subscriptionId\":0}}");
            awaitQuiet();
            terminal.heard.clear();
            binance.answer(
                    "GET",
                    "^/api/v3/myTrades$",
                    "[{\"symbol\":\"BTCUSDT\",\"id\":99001,\"orderId\":28,\"price\":\"50000\","
                            + "\"qty\":\"0.01\",\"quoteQty\":\"500\",\"commission\":\"0.00001\","
                            + "\"commissionAsset\":\"BTC\",\"time\":1764000000500,"
                            + "\"isBuyer\":true,\"isMaker\":true,\"isBestMatch\":true}]");

            stream.say(
                    "{\"subscriptionId\":0,\"event\":{\"e\":\"executionReport\","
                            + "\"s\":\"BTCUSDT\",\"x\":\"TRADE\"}}");

            JsonNode told = terminal.await("private:data", Duration.ofSeconds(10));
            assertThat(told.path("dataType").asText()).isEqualTo("myTrades");
            assertThat(told.path("data").toString()).contains("99001");

            assertThat(
                            ann.send(
                                            "DELETE",
                                            "/api/accounts/"
                                                    + id
                                                    + "/grants/"
                                                    + grant.at("/id").asText(),
                                            Optional.empty(),
                                            Map.of())
                                    .status())
                    .isEqualTo(200);
            long revoked = System.nanoTime();
            Eventually.within(5, () -> streams.open() == 0);
            assertThat(Duration.ofNanos(System.nanoTime() - revoked))
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(terminal.await("private:error", Duration.ofSeconds(5)).path("fatal"))
                    .hasToString("true");
        }
    }

    /** The bell is heard: for more than two usual pauses nothing is read. */
    private void awaitQuiet() {
        long[] last = {reads(), System.nanoTime()};
        Eventually.within(
                60,
                () -> {
                    if (reads() != last[0]) {
                        last[0] = reads();
                        last[1] = System.nanoTime();
                    }
                    return System.nanoTime() - last[1] > Duration.ofSeconds(7).toNanos();
                });
    }

    private static String register(Client client, String email) {
        Client.Answer answer =
                client.post(
                        "/api/auth/register", Client.credentials(email, "correct horse battery"));
        assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
        return answer.at("/token").asText();
    }
}
