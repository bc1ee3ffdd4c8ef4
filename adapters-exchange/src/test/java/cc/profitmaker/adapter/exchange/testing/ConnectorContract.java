package cc.profitmaker.adapter.exchange.testing;

import static cc.profitmaker.adapter.exchange.testing.MisbehavingServer.answer;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import cc.profitmaker.adapter.exchange.ClientCache;
import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer.Conduct;
import cc.profitmaker.adapter.exchange.wire.RestClient;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

/**
 * What every connector of a real exchange keeps when the exchange, or something on the way to it,
 * does not behave: an order is sent at most once, a key goes to no other host, and only what is
 * certainly a refusal is told as one.
 */
public abstract class ConnectorContract {
    protected static final ApiCredential KEYS =
            new ApiCredential(
                    Secret.of("canary-key"),
                    Secret.of("Y2FuYXJ5LXNlY3JldA=="),
                    Secret.of("canary-passphrase"));
    protected final KeyHolder ann =
            new KeyHolder(new UserId(new UUID(1, 1)), KEYS, Optional.empty());
    private static final Duration ANSWER = Duration.ofSeconds(2);

    protected final InstantSource clock =
            InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
    protected final Market market;
    protected final OrderTicket ticket;
    private final RestClient http = new RestClient(Duration.ofSeconds(2), ANSWER, clock);
    private final ClientCache clients = new ClientCache(InstantSource.system());
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(http, clients));

    /**
     * For one venue.
     *
     * @param market one of the exchange
     * @param ticket a plain limit order of that market
     */
    protected ConnectorContract(Market market, OrderTicket ticket) {
        this.market = market;
        this.ticket = ticket;
    }

    /** The connector under test, which calls the host of {@code upstream}. */
    protected abstract Connector open(Upstream upstream);

    /** An order's id as the exchange writes them. */
    protected abstract OrderId known();

    /** The whole HTTP answer that refuses a bad key in these words. */
    protected abstract String refusal(String words);

    @AfterEach
    final void close() throws Exception {
        for (AutoCloseable closeable : opened.reversed()) {
            closeable.close();
        }
    }

    protected final MisbehavingServer server(Conduct conduct) {
        var server = new MisbehavingServer(conduct);
        opened.add(server);
        return server;
    }

    protected final Connector connector(URI url) {
        return open(
                new Upstream(
                        http,
                        clients,
                        new Hosts(Optional.of(url), Optional.empty(), Optional.empty()),
                        clock));
    }

    protected final Placed place(URI url) {
        return connector(url).place(ann, market, new Dispatch(ticket, clock.instant()));
    }

    protected final ExchangeFault ticker(URI url) {
        return failed(connector(url).ticker(market));
    }

    protected static Conduct json(int status, String body) {
        return MisbehavingServer.says(
                answer(status + " X", "Content-Type: application/json\r\n", body));
    }

    @Test
    void an_order_whose_answer_is_lost_is_sent_once_and_stays_unconfirmed() {
        MisbehavingServer server = server((_, _) -> {});

        assertThat(place(server.url()))
                .isEqualTo(new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.UNREACHABLE)));
        assertThat(server.requests()).hasSize(1);
    }

    /** What the request for an order has in it that tells when it was let go. */
    protected abstract String timed(Instant at);

    @Test
    void an_order_tells_the_exchange_when_it_was_let_go_and_not_when_it_was_signed() {
        MisbehavingServer server = server((_, _) -> {});
        Instant at = clock.instant().minusMillis(1500);

        connector(server.url()).place(ann, market, new Dispatch(ticket, at));

        assertThat(server.requests()).singleElement().asString().contains(timed(at));
    }

    @Test
    void a_cancel_whose_answer_is_lost_is_sent_once() {
        MisbehavingServer server = server((_, _) -> {});

        assertThat(failed(connector(server.url()).cancel(ann, market, known())))
                .isEqualTo(ExchangeFault.of(Kind.UNREACHABLE));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void an_order_that_never_got_a_connection_is_rejected() throws IOException {
        // Bound, so that nobody else can take the port, but not listening.
        try (var deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            URI url = URI.create("http://127.0.0.1:" + deaf.getLocalPort());

            assertThat(place(url))
                    .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.UNREACHABLE)));
            assertThat(ticker(url)).isEqualTo(ExchangeFault.of(Kind.UNREACHABLE));
        }
    }

    @ParameterizedTest
    @CsvSource({"301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"})
    void a_redirect_carries_nothing_to_the_other_host(String status) {
        MisbehavingServer other = server(MisbehavingServer.says(answer("200 OK", "", "{}")));
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(status, "Location: " + other.url() + "/take\r\n", "")));

        assertThat(ticker(server.url())).isEqualTo(ExchangeFault.of(Kind.NONSENSE));
        assertThat(failed(connector(server.url()).balance(ann)).kind()).isEqualTo(Kind.NONSENSE);
        assertThat(place(server.url())).isInstanceOf(Placed.Unconfirmed.class);
        assertThat(server.requests()).hasSize(3);
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void an_answer_of_fifty_megabytes_ends_at_the_bound() {
        var written = new java.util.concurrent.atomic.AtomicLong();
        MisbehavingServer server =
                server(
                        (_, out) -> {
                            out.write(head("Content-Length: 52428800"));
                            flood(out, written, 50);
                        });

        assertThat(ticker(server.url())).isEqualTo(ExchangeFault.of(Kind.NONSENSE));
        assertThat(written.get()).isLessThan(20L << 20);
    }

    @Test
    void an_endless_answer_ends_at_the_bound() {
        var written = new java.util.concurrent.atomic.AtomicLong();
        MisbehavingServer server =
                server(
                        (_, out) -> {
                            out.write(head("Connection: close"));
                            flood(out, written, Integer.MAX_VALUE);
                        });

        assertThat(place(server.url()))
                .isEqualTo(new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.NONSENSE)));
        assertThat(written.get()).isLessThan(20L << 20);
    }

    @Test
    void a_small_answer_that_unpacks_to_a_huge_one_ends_at_the_bound() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] spaces = " ".repeat(1 << 20).getBytes(ISO_8859_1);
            gzip.write('{');
            for (int i = 0; i < 50; i++) {
                gzip.write(spaces);
            }
            gzip.write('}');
        }
        MisbehavingServer server =
                server(
                        (_, out) -> {
                            out.write(
                                    head(
                                            "Content-Encoding: gzip\r\nContent-Length: "
                                                    + packed.size()));
                            packed.writeTo(out);
                        });

        assertThat(ticker(server.url())).isEqualTo(ExchangeFault.of(Kind.NONSENSE));
    }

    @Test
    void an_answer_that_trickles_ends_with_the_time_of_the_whole_call() {
        MisbehavingServer server =
                server(
                        (_, out) -> {
                            out.write(head("Connection: close"));
                            trickle(out);
                        });

        assertThat(ticker(server.url())).isEqualTo(ExchangeFault.of(Kind.TIMED_OUT));
    }

    @Test
    void a_server_that_says_nothing_times_out_and_an_order_stays_unconfirmed() {
        var hold = new CountDownLatch(1);
        opened.add(hold::countDown);
        MisbehavingServer server = server((_, _) -> await(hold));

        assertThat(place(server.url()))
                .isEqualTo(new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.TIMED_OUT)));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_cut_off_answer_is_nonsense() {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"symbol\":\"BTC"));

        assertThat(ticker(server.url())).isEqualTo(ExchangeFault.of(Kind.NONSENSE));
        assertThat(place(server.url())).isInstanceOf(Placed.Unconfirmed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, <html>a proxy says hello</html>",
        "200 OK, {\"symbol\":",
        "200 OK, [1",
        "200 OK, '\"text\"'",
        "200 OK, ''",
        "200 OK, '{}{}'",
        "502 Bad Gateway, <html>",
        "403 Forbidden, <html>",
        "404 Not Found, ''"
    })
    void what_is_not_the_exchange_speaking_is_nonsense_and_settles_no_order(
            String status, String body) {
        MisbehavingServer server = server(MisbehavingServer.says(answer(status, "", body)));

        assertThat(place(server.url()))
                .isEqualTo(new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.NONSENSE)));
        assertThat(failed(connector(server.url()).loadMarkets()))
                .isEqualTo(ExchangeFault.of(Kind.NONSENSE));
    }

    @Test
    void too_many_requests_are_rate_limited_until_the_date_named() {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(
                                        "429 Too Many Requests",
                                        "Retry-After: Mon, 23 Nov 2026 12:00:30 GMT\r\n",
                                        "")));

        ExchangeFault fault = ticker(server.url());
        assertThat(fault.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(fault.retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(place(server.url()))
                .isInstanceOfSatisfying(
                        Placed.Rejected.class,
                        rejected ->
                                assertThat(rejected.fault().kind()).isEqualTo(Kind.RATE_LIMITED));
        // Until then nothing is sent at all.
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void what_the_exchange_says_is_cut_and_shows_no_key() {
        String text = "canary-key used with Y2FuYXJ5LXNlY3JldA== " + "x".repeat(1000);
        MisbehavingServer server = server(MisbehavingServer.says(refusal(text)));

        String said = failed(connector(server.url()).balance(ann)).said().orElseThrow().text();
        assertThat(said).startsWith("*** used with *** xxx").hasSize(200);
    }

    private static byte[] head(String headers) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    private static void flood(
            java.io.OutputStream out, java.util.concurrent.atomic.AtomicLong written, int megabytes)
            throws IOException {
        byte[] chunk = " ".repeat(1 << 20).getBytes(ISO_8859_1);
        for (int i = 0; i < megabytes; i++) {
            out.write(chunk);
            written.addAndGet(chunk.length);
        }
    }

    /** A byte now and then, until the client hangs up. */
    private static void trickle(java.io.OutputStream out) throws IOException {
        while (true) {
            out.write(' ');
            out.flush();
            await(new CountDownLatch(1), Duration.ofMillis(100));
        }
    }

    private static void await(CountDownLatch latch) {
        await(latch, Duration.ofSeconds(30));
    }

    private static void await(CountDownLatch latch, Duration most) {
        try {
            var _ = latch.await(most.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    protected static <T> ExchangeFault failed(Reply<T> reply) {
        return switch (reply) {
            case Reply.Failed<T>(var fault) -> fault;
            case Reply.Answered<T>(var value) -> throw new AssertionError("answered " + value);
        };
    }
}
