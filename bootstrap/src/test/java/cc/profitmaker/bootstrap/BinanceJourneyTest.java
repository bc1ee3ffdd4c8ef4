package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.Recording;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Through the whole server: the same payloads of Binance, and over our HTTP API what CCXT answered
 * to them. The README beside the recordings lists what differs on purpose.
 */
final class BinanceJourneyTest {
    private static final Set<String> INCIDENTAL =
            Set.of("timestamp", "signature", "recvWindow", "newClientOrderId");

    @RegisterExtension static final Desk DESK = new Desk();

    private static final String TOKEN = "k3Vb8NcP1sYd6HfG3aE0q7Jw2mXz9RtL";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static FakeExchange binance;
    private static Server server;

    @BeforeAll
    static void start() {
        binance = FakeExchange.serving("binance");
        server =
                Server.start(
                        Config.from(
                                DESK.environment(
                                        Map.of(
                                                "API_TOKEN",
                                                TOKEN,
                                                "EXCHANGE_BINANCE_URL",
                                                binance.url().toString()))));
    }

    @AfterAll
    static void stop() {
        server.close();
        binance.close();
    }

    @BeforeEach
    void forget() {
        binance.forget();
    }

    /** What CCXT says of every market without asking, or learns by signed calls nobody wanted. */
    private static final Set<String> NOT_OURS =
            Set.of("marginModes", "tierBased", "percentage", "feeSide", "stock");

    /** A fill repeats what its order says; CCXT leaves that out. */
    private static final Set<String> OF_THE_ORDER =
            Set.of("timestamp", "datetime", "side", "order");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "fetchTicker|{}",
                "fetchTicker-flat|{\"symbol\":\"ETH/BTC\"}",
                "fetchOrderBook|{}",
                "fetchOrderBook-limit|{\"limit\":5}",
                "fetchTrades|{}",
                "fetchTrades-page|{\"since\":1763990000150,\"limit\":1}",
                "fetchOHLCV|{\"timeframe\":\"1m\"}",
                "fetchOHLCV-page|{\"timeframe\":\"1h\",\"since\":1763990000000,\"limit\":2}",
                "fetchBalance|{}",
                "fetchOpenOrders|{}",
                "fetchOrders|{}",
                "fetchOrders-page|{\"since\":1763999000000,\"limit\":3}",
                "fetchMyTrades|{}",
                "fetchMyTrades-page|{\"since\":1764000000000,\"limit\":2}",
                "createOrder-limit|{\"type\":\"limit\",\"side\":\"buy\",\"amount\":0.01,\"price\":50000}",
                "createOrder-market|{\"type\":\"market\",\"side\":\"buy\",\"amount\":0.01}",
                "createOrder-ioc|{\"type\":\"limit\",\"side\":\"buy\",\"amount\":0.01,\"price\":50000,\"params\":{\"timeInForce\":\"IOC\"}}",
                "createOrder-postOnly|{\"type\":\"limit\",\"side\":\"buy\",\"amount\":0.01,\"price\":50000,\"params\":{\"postOnly\":true}}",
                "createOrder-stop|{\"type\":\"market\",\"side\":\"sell\",\"amount\":0.01,\"params\":{\"triggerPrice\":80000}}",
                "createOrder-stopLossLimit|{\"type\":\"limit\",\"side\":\"sell\",\"amount\":0.01,\"price\":79990,\"params\":{\"stopLossPrice\":80000}}",
                "createOrder-takeProfit|{\"type\":\"market\",\"side\":\"sell\",\"amount\":0.01,\"params\":{\"takeProfitPrice\":90000}}",
                "createOrder-takeProfitLimit|{\"type\":\"limit\",\"side\":\"sell\",\"amount\":0.01,\"price\":90010,\"params\":{\"takeProfitPrice\":90000}}",
                "cancelOrder|{\"orderId\":\"28\"}"
            })
    void our_answer_and_our_request_equal_ccxts(String name, String body) throws Exception {
        Recording recording = Recording.of("binance", name, INCIDENTAL);

        var answer = client().post(path(name), keyed(body));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/success").asBoolean()).isTrue();
        assertThat(withoutRepetition(Recording.plain(answer.at("/data"))))
                .isEqualTo(Recording.plain(recording.answer()));
        var expected = recording.requests().getFirst();
        assertThat(
                        binance.received().stream()
                                .map(request -> Recording.Sent.of(request, INCIDENTAL))
                                .filter(sent -> sent.path().equals(expected.path())))
                .containsExactly(expected);
    }

    @Test
    void a_market_equals_ccxts() throws Exception {
        var theirs =
                fields(
                        Recording.plain(
                                Recording.of("binance", "loadMarkets", INCIDENTAL)
                                        .answer()
                                        .get("BTC/USDT")));
        theirs.keySet().removeAll(NOT_OURS);

        var answer = client().post("/api/exchange/market", keyed("{}"));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(Recording.plain(answer.at("/data"))).isEqualTo(theirs);
    }

    private static Client client() {
        return Client.of(server.url()).with(TOKEN);
    }

    private static String path(String name) {
        return "/api/exchange/" + name.replaceFirst("-.*", "");
    }

    private static String keyed(String body) throws Exception {
        var request = (ObjectNode) JSON.readTree(body);
        request.putObject("config")
                .put("exchangeId", "binance")
                .put("apiKey", "key")
                .put("secret", "c2VjcmV0c2VjcmV0");
        if (!request.has("symbol")) {
            request.put("symbol", "BTC/USDT");
        }
        return request.toString();
    }

    private static Object withoutRepetition(Object data) {
        if (!(data instanceof Map<?, ?>)
                || !(fields(data).get("trades") instanceof List<?> fills)) {
            return data;
        }
        var order = fields(data);
        order.put(
                "trades",
                fills.stream()
                        .map(
                                fill -> {
                                    var left = fields(fill);
                                    left.keySet().removeAll(OF_THE_ORDER);
                                    return left;
                                })
                        .toList());
        return order;
    }

    private static Map<String, Object> fields(Object object) {
        Map<String, Object> copy = new TreeMap<>();
        ((Map<?, ?>) object).forEach((name, value) -> copy.put((String) name, value));
        return copy;
    }
}
