package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.testing.MisbehavingServer.answer;
import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.spotMarket;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import cc.profitmaker.adapter.exchange.ClientCache;
import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer.Conduct;
import cc.profitmaker.adapter.exchange.wire.RestClient;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

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

/** What happens when the exchange, or something on the way to it, does not behave. */
final class BinanceMisbehavingTest {
    private static final ApiCredential KEYS =
            new ApiCredential(Secret.of("canary-key"), Secret.of("canary-secret"), Secret.of(""));
    private static final KeyHolder ANN =
            new KeyHolder(new UserId(new UUID(1, 1)), KEYS, Optional.empty());
    private static final OrderTicket TICKET = ticket(Terms.PLAIN);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
    private final RestClient http = new RestClient(Duration.ofSeconds(2), ANSWER, clock);
    private final ClientCache clients = new ClientCache(InstantSource.system());
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(http, clients));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened.reversed()) {
            closeable.close();
        }
    }

    private static Conduct json(int status, String body) {
        return MisbehavingServer.says(
                "HTTP/1.1 "
                        + status
                        + " X\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);
    }

    private MisbehavingServer server(Conduct conduct) {
        var server = new MisbehavingServer(conduct);
        opened.add(server);
        return server;
    }

    private Connector binance(URI url) {
        return new BinanceConnectors(
                        new Upstream(
                                http,
                                clients,
                                new Hosts(Optional.of(url), Optional.empty(), Optional.empty()),
                                clock))
                .open(MarketType.SPOT, Environment.LIVE);
    }

    private Placed place(URI url) {
        return binance(url).place(ANN, spotMarket(BTC_USDT), TICKET);
    }

    private ExchangeFault ticker(URI url) {
        return failed(binance(url).ticker(spotMarket(BTC_USDT)));
    }

    @Test
    void an_order_whose_answer_is_lost_is_sent_once_and_stays_unconfirmed() {
        MisbehavingServer server = server((_, _) -> {});

        assertThat(place(server.url()))
                .isEqualTo(new Placed.Unconfirmed(TICKET.id(), ExchangeFault.of(Kind.UNREACHABLE)));
        assertThat(server.requests()).hasSize(1);
    }

    private Reply<LookUp> lookUp(URI url) {
        Market market = spotMarket(BTC_USDT);
        return binance(url).lookUp(ANN, new MarketList(List.of(market)), market, TICKET.id());
    }

    @Test
    void an_order_is_looked_up_by_our_id_with_a_signed_read() {
        MisbehavingServer server =
                server(
                        json(
                                200,
                                "{\"symbol\":\"BTCUSDT\",\"orderId\":28,\"clientOrderId\":\""
                                        + TICKET.id()
                                        + "\",\"status\":\"FILLED\",\"type\":\"LIMIT\",\"side\":\"BUY\","
                                        + "\"price\":\"1\",\"origQty\":\"1\",\"executedQty\":\"1\","
                                        + "\"cummulativeQuoteQty\":\"1\",\"time\":1499827319559}"));

        Reply<LookUp> reply = lookUp(server.url());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered -> {
                            var told = (LookUp) answered.value();
                            assertThat(told.order().orElseThrow().id())
                                    .isEqualTo(new OrderId("28"));
                            assertThat(told.valid()).contains(Duration.ofSeconds(10));
                        });
        assertThat(server.requests())
                .singleElement()
                .asString()
                .startsWith("GET /api/v3/order?")
                .contains("origClientOrderId=" + TICKET.id(), "symbol=BTCUSDT", "signature=");
    }

    @Test
    void an_id_binance_does_not_know_is_told_as_such_and_every_other_failure_as_one() {
        assertThat(
                        lookUp(
                                server(
                                                json(
                                                        400,
                                                        "{\"code\":-2013,\"msg\":\"Order does not"
                                                                + " exist.\"}"))
                                        .url()))
                .isEqualTo(
                        Reply.answered(
                                new LookUp(Optional.empty(), Optional.of(Duration.ofSeconds(10)))));
        assertThat(failed(lookUp(server(json(503, "{}")).url())).kind()).isEqualTo(Kind.NONSENSE);
        assertThat(failed(lookUp(server((_, _) -> {}).url())).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void a_cancel_whose_answer_is_lost_is_sent_once() {
        MisbehavingServer server = server((_, _) -> {});

        assertThat(
                        failed(
                                binance(server.url())
                                        .cancel(ANN, spotMarket(BTC_USDT), new OrderId("28"))))
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
        assertThat(failed(binance(server.url()).balance(ANN)).kind()).isEqualTo(Kind.NONSENSE);
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
                .isEqualTo(new Placed.Unconfirmed(TICKET.id(), ExchangeFault.of(Kind.NONSENSE)));
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
                .isEqualTo(new Placed.Unconfirmed(TICKET.id(), ExchangeFault.of(Kind.TIMED_OUT)));
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
    void what_is_not_binance_speaking_is_nonsense_and_settles_no_order(String status, String body) {
        MisbehavingServer server = server(MisbehavingServer.says(answer(status, "", body)));

        assertThat(place(server.url()))
                .isEqualTo(new Placed.Unconfirmed(TICKET.id(), ExchangeFault.of(Kind.NONSENSE)));
        assertThat(failed(binance(server.url()).loadMarkets()))
                .isEqualTo(ExchangeFault.of(Kind.NONSENSE));
    }

    @Test
    void a_negative_price_is_nonsense() {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(
                                        "200 OK",
                                        "",
                                        "{\"lastUpdateId\":1,\"bids\":[[\"-1\",\"1\"]],\"asks\":[]}")));

        assertThat(failed(binance(server.url()).orderBook(spotMarket(BTC_USDT), Optional.empty())))
                .isEqualTo(ExchangeFault.of(Kind.NONSENSE));
    }

    @Test
    void a_ban_is_maintenance_until_the_time_it_names() {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(
                                        "418 I'm a teapot",
                                        "Retry-After: 120\r\n",
                                        "{\"code\":-1003,\"msg\":\"banned\"}")));

        ExchangeFault fault = ticker(server.url());
        assertThat(fault.kind()).isEqualTo(Kind.MAINTENANCE);
        assertThat(fault.retryAfter()).contains(Duration.ofMinutes(2));
        assertThat(place(server.url())).isEqualTo(new Placed.Rejected(fault));
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
        assertThat(place(server.url())).isEqualTo(new Placed.Rejected(fault));
    }

    @ParameterizedTest
    @CsvSource({
        "400, -2010, Account has insufficient balance for requested action., INSUFFICIENT_FUNDS",
        "400, -2010, some insufficient balance words, REFUSED",
        "400, -2010, Market is closed., MARKET_CLOSED",
        "400, -1013, Filter failure: NOTIONAL, BELOW_MINIMUM",
        "400, -1013, Filter failure: PRICE_FILTER, REFUSED",
        "400, -1121, Account has insufficient balance for requested action., UNKNOWN_SYMBOL",
        "400, -1021, Timestamp, CLOCK",
        "401, -2014, API-key format invalid., BAD_KEY",
        "401, -2015, 'Invalid API-key, IP, or permissions for action.', BAD_KEY",
        "400, -1022, Signature for this request is not valid., BAD_KEY",
        "400, -2011, Unknown order sent., ORDER_NOT_FOUND",
        "400, -2013, Order does not exist., ORDER_NOT_FOUND",
        "400, -1003, Too many, RATE_LIMITED",
        "400, -99999, never heard of, REFUSED"
    })
    void a_refusal_is_told_by_its_code(int status, int code, String text, Kind kind) {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(
                                        status + " No",
                                        "",
                                        "{\"code\":" + code + ",\"msg\":\"" + text + "\"}")));

        assertThat(place(server.url()))
                .isEqualTo(
                        new Placed.Rejected(ExchangeFault.of(kind, Integer.toString(code), text)));
    }

    @ParameterizedTest
    @CsvSource({"400, -1000", "400, -1001", "400, -1006", "400, -1007", "500, -2010", "503, -1008"})
    void a_code_that_leaves_the_fate_open_leaves_the_order_unconfirmed(int status, int code) {
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer(
                                        status + " No",
                                        "",
                                        "{\"code\":" + code + ",\"msg\":\"x\"}")));

        assertThat(place(server.url())).isInstanceOf(Placed.Unconfirmed.class);
    }

    @Test
    void what_the_exchange_says_is_cut_and_shows_no_key() {
        String text = "canary-key used with canary-secret " + "x".repeat(1000);
        MisbehavingServer server =
                server(
                        MisbehavingServer.says(
                                answer("400 No", "", "{\"code\":-2015,\"msg\":\"" + text + "\"}")));

        String said = failed(binance(server.url()).balance(ANN)).said().orElseThrow().text();
        assertThat(said).startsWith("*** used with *** xxx").hasSize(200);
    }

    @Test
    void an_order_binance_has_no_words_for_is_not_offered_and_nothing_is_sent() {
        MisbehavingServer server = server((_, _) -> {});
        var trigger = Optional.of(new Trigger(Trigger.Kind.STOP, Price.of("80000")));
        for (Terms terms :
                List.of(
                        new Terms(Optional.of(TimeInForce.PO), false, trigger),
                        new Terms(Optional.empty(), true, Optional.empty()))) {
            assertThat(binance(server.url()).place(ANN, spotMarket(BTC_USDT), ticket(terms)))
                    .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED)));
        }
        assertThat(
                        failed(
                                binance(server.url())
                                        .cancel(ANN, spotMarket(BTC_USDT), new OrderId("a-b"))))
                .isEqualTo(ExchangeFault.of(Kind.ORDER_NOT_FOUND));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void what_binance_answers_for_one_market_only_needs_a_symbol_and_nothing_is_sent() {
        MisbehavingServer server = server((_, _) -> {});
        var none = new MarketList(List.of());

        assertThat(failed(binance(server.url()).orders(ANN, none, Optional.empty(), Page.DEFAULT)))
                .isEqualTo(ExchangeFault.of(Kind.SYMBOL_NEEDED));
        assertThat(
                        failed(
                                binance(server.url())
                                        .myTrades(ANN, none, Optional.empty(), Page.DEFAULT)))
                .isEqualTo(ExchangeFault.of(Kind.SYMBOL_NEEDED));
        assertThat(server.requests()).isEmpty();
    }

    private static OrderTicket ticket(Terms terms) {
        return new OrderTicket(
                new ClientOrderId("pm1"),
                BTC_USDT,
                Side.BUY,
                new Pricing.AtLimit(Price.of("50000")),
                Quantity.of("0.01"),
                terms);
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

    private static <T> ExchangeFault failed(Reply<T> reply) {
        return switch (reply) {
            case Reply.Failed<T>(var fault) -> fault;
            case Reply.Answered<T>(var value) -> throw new AssertionError("answered " + value);
        };
    }
}
