package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.Ticks;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class WatchRoutesTest {
    private static final String PRO =
            "{\"config\":{\"exchangeId\":\"binance\",\"ccxtType\":\"pro\"},"
                    + "\"symbol\":\"BTC/USDT\"";

    private final RunningServer server = RunningServer.start();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.close();
        server.close();
    }

    private Answer watch(String method, String body, Topic topic, Runnable news) {
        var answer =
                CompletableFuture.supplyAsync(
                        () -> server.postAs(server.annsToken, "/api/exchange/" + method, body),
                        threads);
        while (!answer.isDone()) {
            if (server.feed.open().contains(topic)) {
                try {
                    news.run();
                } catch (NullPointerException _) {
                    // It was closed in this moment: the call has what it waited for.
                }
            }
            Thread.onSpinWait();
        }
        return answer.join();
    }

    private Answer watch(String method, String body, Topic topic, Tick tick) {
        return watch(method, body, topic, () -> server.feed.tell(topic, tick));
    }

    @Test
    void the_next_update_is_answered_as_the_call_that_fetches_would() {
        Answer ticker =
                watch(
                        "watchTicker",
                        PRO + "}",
                        Topic.ticker(Ticks.SPOT, Fixtures.BTC_USDT),
                        Ticks.quoted(7));
        assertThat(ticker.is(200).json().at("/data/last").asInt()).isEqualTo(7);
        assertThat(ticker.json().at("/provider").isMissingNode()).isFalse();

        Answer book =
                watch(
                        "watchOrderBook",
                        PRO + ",\"limit\":1}",
                        Topic.orderBook(Ticks.SPOT, Fixtures.BTC_USDT),
                        Ticks.book(99));
        assertThat(book.is(200).json().at("/data/bids/0/0").asInt()).isEqualTo(99);

        Answer trades =
                watch(
                        "watchTrades",
                        PRO + "}",
                        Topic.trades(Ticks.SPOT, Fixtures.BTC_USDT),
                        Ticks.traded(5));
        assertThat(trades.is(200).json().at("/data/0/id").asText()).isEqualTo("5");

        Answer candles =
                watch(
                        "watchOHLCV",
                        PRO + ",\"timeframe\":\"1h\"}",
                        Topic.candles(Ticks.SPOT, Fixtures.BTC_USDT, new Timeframe("1h")),
                        Ticks.candle(3));
        assertThat(candles.is(200).json().at("/data/0/4").asInt()).isEqualTo(3);
        assertThat(server.feed.open()).isEmpty();
    }

    @Test
    void an_interrupted_stream_is_answered_as_what_interrupts_it() {
        Topic topic = Topic.ticker(Ticks.SPOT, Fixtures.BTC_USDT);
        watch("watchTicker", PRO + "}", topic, () -> server.feed.interrupt(topic, Kind.UNREACHABLE))
                .is(503);
    }

    @Test
    void watching_needs_the_pro_version_and_a_listed_symbol() {
        server.postAs(
                        server.annsToken,
                        "/api/exchange/watchTicker",
                        "{\"exchange\":\"binance\",\"symbol\":\"BTC/USDT\"}")
                .refuses(400, "invalid_request");
        server.postAs(
                        server.annsToken,
                        "/api/exchange/watchTicker",
                        PRO.replace("BTC/USDT", "NO/SUCH") + "}")
                .refuses(404, "unknown_symbol");
    }

    @Test
    void a_balance_that_does_not_change_is_waited_for_in_vain() {
        String keys = "\"apiKey\":\"k\",\"secret\":\"s\",\"exchangeId\"";
        server.postAs(
                        server.annsToken,
                        "/api/exchange/watchBalance",
                        PRO.replace("\"exchangeId\"", keys).replace("binance", "paper") + "}")
                .is(504);
        server.postAs(server.annsToken, "/api/exchange/watchBalance", PRO + "}")
                .refuses(400, "keys_required");
    }
}
