package cc.profitmaker.adapter.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;
import cc.profitmaker.application.operator.Upstreams;
import cc.profitmaker.domain.market.ExchangeId;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Calls that nobody waits for any more. */
final class RestClientTest {
    private static final ExchangeId EXCHANGE = new ExchangeId("slow");

    @Path("")
    private interface Slow {
        @GET
        @Path("slow")
        HttpOutcome ask();
    }

    @Test
    void interrupted_calls_keep_nobody_else_out() throws Exception {
        var end = new Semaphore(0);
        List<HttpOutcome> outcomes = new CopyOnWriteArrayList<>();
        try (var server = new MisbehavingServer((_, _) -> end.acquireUninterruptibly());
                var http =
                        new RestClient(
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(1),
                                InstantSource.system())) {
            Slow slow =
                    RestInvoker.proxy(Slow.class, http.callingFor(EXCHANGE), server.url(), 1_000);
            for (int i = 0; i < 20; i++) {
                int sent = i;
                Thread asking = Thread.ofVirtual().start(() -> outcomes.add(slow.ask()));
                FeedStage.eventually(() -> server.requests().size() > sent);
                asking.interrupt();
                asking.join();
            }
            assertThat(outcomes).hasSize(20).hasOnlyElementsOfType(HttpOutcome.GivenUp.class);
            assertThat(http.hosts(EXCHANGE))
                    .extracting(Upstreams.Host::breaker)
                    .containsExactly(Upstreams.Breaker.CLOSED);
            end.release(20);
        }
    }
}
