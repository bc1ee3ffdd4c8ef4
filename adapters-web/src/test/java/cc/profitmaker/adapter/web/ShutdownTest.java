package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.RunningServer.Setup;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.application.trading.ExchangeGateway;

import org.junit.jupiter.api.Test;

import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

final class ShutdownTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    /** Answers a ticker only when it is told to. */
    private ExchangeGateway slow() {
        var exchange = new ScriptedExchange(Fixtures.spotMarkets());
        return (ExchangeGateway)
                Proxy.newProxyInstance(
                        ExchangeGateway.class.getClassLoader(),
                        new Class<?>[] {ExchangeGateway.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("ticker")) {
                                asked.countDown();
                                answer.await();
                            }
                            try {
                                return method.invoke(exchange, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static String request(RunningServer server) {
        String body = "{\"exchange\":\"paper\",\"symbol\":\"BTC/USDT\"}";
        return "POST /api/exchange/fetchTicker HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + server.annsToken
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    @Test
    void a_call_in_flight_is_answered_while_later_ones_are_turned_away() throws Exception {
        var server = RunningServer.start(Setup.USUAL.with(slow()));
        try (var first = new Raw(server.port());
                var second = new Raw(server.port())) {
            assertThat(second.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").one())
                    .startsWith("HTTP/1.1 200");
            first.send(request(server));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            assertThat(answersWhileStopping(second))
                    .satisfiesAnyOf(
                            answer ->
                                    assertThat(answer)
                                            .startsWith("HTTP/1.1 503")
                                            .contains("Connection: close")
                                            .contains("\"code\":\"unavailable\""),
                            // While it stops, Jetty hangs up on connections idle for a second.
                            answer -> assertThat(answer).isEqualTo("closed"));
            assertThat(stopped).isNotDone();
            answer.countDown();
            assertThat(first.one()).startsWith("HTTP/1.1 200").contains("\"last\":50000");
            stopped.get(10, TimeUnit.SECONDS);
        } finally {
            answer.countDown();
            server.close();
        }
    }

    /** The first thing a connection hears that is not an ordinary answer. */
    private static String answersWhileStopping(Raw connection) {
        try {
            String answer;
            do {
                answer = connection.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").one();
            } while (answer.startsWith("HTTP/1.1 200"));
            return answer;
        } catch (UncheckedIOException _) {
            return "closed";
        }
    }
}
