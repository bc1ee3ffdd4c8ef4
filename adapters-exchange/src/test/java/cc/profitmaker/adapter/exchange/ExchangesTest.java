package cc.profitmaker.adapter.exchange;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.credential;
import static cc.profitmaker.application.testing.Fixtures.spotMarket;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;
import cc.profitmaker.adapter.exchange.testing.Permits;
import cc.profitmaker.application.operator.Upstreams;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class ExchangesTest {
    private static final Venue BINANCE_SWAP =
            new Venue(new ExchangeId("binance"), MarketType.SWAP, Environment.LIVE);
    private static final Venue BINANCE = venue("binance", MarketType.SPOT, Environment.LIVE);
    private static final Duration KEPT = Exchanges.LIST_KEPT;
    private static final Symbol NOT_LISTED = new Symbol("DOGE/EUR");

    private final FakeExchange live = FakeExchange.serving("binance");
    private final FakeExchange testNet = FakeExchange.serving("binance");
    private final Exchanges exchanges =
            new Exchanges(
                    new ExchangesConfig(
                            Map.of(
                                    BINANCE.exchange(),
                                    new Hosts(
                                            Optional.of(live.url()),
                                            Optional.empty(),
                                            Optional.of(testNet.url()))),
                            ExchangesConfig.Plaintext.LOOPBACK_ONLY,
                            ExchangesConfig.Patience.DEFAULT),
                    Map.of(),
                    InstantSource.fixed(NOON));

    private Upstreams.Standing standing(String exchange) {
        return exchanges.standings().stream()
                .filter(standing -> standing.id().value().equals(exchange))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void how_we_get_on_with_an_exchange_is_told_without_asking_it() {
        assertThat(standing("binance"))
                .isEqualTo(
                        new Upstreams.Standing(
                                BINANCE.exchange(), Upstreams.Place.CONFIGURED, List.of()));
        assertThat(standing("kraken").place()).isEqualTo(Upstreams.Place.NETWORK);

        exchanges.markets(BINANCE);
        int asked = live.received().size();

        Upstreams.Host host = standing("binance").hosts().getFirst();
        assertThat(host.name()).isEqualTo(live.url().toString());
        assertThat(host.heard().wellAt()).isPresent();
        assertThat(host.heard().failure()).isEmpty();
        assertThat(host.usage().orElseThrow().used()).isPositive();
        assertThat(standing("kraken").hosts()).isEmpty();
        assertThat(live.received()).hasSize(asked);
    }

    @Test
    void a_check_asks_the_exchange_each_time_and_says_why_it_cannot_be_reached() {
        assertThat(exchanges.check(BINANCE.exchange()))
                .isInstanceOfSatisfying(
                        Reply.Answered.class, reply -> assertThat(reply.value()).isNotEqualTo(0));
        int asked = live.received().size();
        exchanges.check(BINANCE.exchange());
        assertThat(live.received()).hasSizeGreaterThan(asked);

        live.close();
        assertThat(exchanges.check(BINANCE.exchange())).isEqualTo(Reply.failed(Kind.UNREACHABLE));
        assertThat(standing("binance").hosts().getFirst().heard().failure().orElseThrow().why())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(exchanges.check(new ExchangeId("nowhere")))
                .isEqualTo(Reply.failed(Kind.UNKNOWN_EXCHANGE));
    }

    @AfterEach
    void close() {
        exchanges.close();
        live.close();
        testNet.close();
    }

    @Test
    void an_exchange_that_is_not_registered_is_unknown() {
        for (String id : List.of("constructor", "getclass", "org", "nowhere")) {
            assertThat(exchanges.ticker(venue(id, MarketType.SPOT, Environment.LIVE), BTC_USDT))
                    .isEqualTo(Reply.failed(Kind.UNKNOWN_EXCHANGE));
        }
        assertThat(exchanges.exchanges())
                .containsExactlyInAnyOrderElementsOf(Exchanges.configurable())
                .contains(BINANCE.exchange());
    }

    @Test
    void a_market_type_that_is_not_served_never_goes_to_spot() {
        for (MarketType type : MarketType.values()) {
            if (type != MarketType.SPOT && type != MarketType.SWAP) {
                assertThat(exchanges.ticker(venue("binance", type, Environment.LIVE), BTC_USDT))
                        .isEqualTo(Reply.failed(Kind.NO_SUCH_MARKET_TYPE));
            }
        }
        assertThat(live.received()).isEmpty();
    }

    @Test
    void a_sandbox_call_goes_to_the_test_net_only_and_a_live_one_to_the_live_host_only() {
        assertThat(
                        exchanges.ticker(
                                venue("binance", MarketType.SPOT, Environment.SANDBOX), BTC_USDT))
                .isInstanceOf(Reply.Answered.class);
        assertThat(live.received()).isEmpty();
        testNet.forget();

        assertThat(exchanges.ticker(BINANCE, BTC_USDT)).isInstanceOf(Reply.Answered.class);
        assertThat(testNet.received()).isEmpty();
    }

    @Test
    void a_symbol_that_is_not_listed_is_never_sent() {
        Reply<?> unknown = Reply.failed(Kind.UNKNOWN_SYMBOL);
        assertThat(exchanges.market(BINANCE, NOT_LISTED)).isEqualTo(unknown);
        assertThat(exchanges.ticker(BINANCE, NOT_LISTED)).isEqualTo(unknown);
        assertThat(exchanges.ticker(BINANCE, new Symbol("BTC/USDT:USDT"))).isEqualTo(unknown);
        assertThat(exchanges.orderBook(BINANCE, NOT_LISTED, Optional.empty())).isEqualTo(unknown);
        assertThat(
                        exchanges.cancel(
                                BINANCE,
                                permit(Operation.CANCEL_ORDER),
                                credential("k"),
                                new OrderId("1"),
                                NOT_LISTED))
                .isEqualTo(unknown);
        assertThat(place(permit(Operation.CREATE_ORDER), NOT_LISTED))
                .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.UNKNOWN_SYMBOL)));
        assertThat(live.received())
                .allSatisfy(r -> assertThat(r.path()).isEqualTo("/api/v3/exchangeInfo"))
                .hasSize(1);
    }

    @Test
    void what_is_not_offered_is_said_so_and_not_sent() {
        assertThat(
                        exchanges.positions(
                                BINANCE,
                                permit(Operation.FETCH_POSITIONS),
                                credential("k"),
                                Set.of()))
                .isEqualTo(Reply.failed(Kind.NOT_OFFERED));
        assertThat(exchanges.candles(BINANCE, BTC_USDT, new Timeframe("7m"), Page.DEFAULT))
                .isEqualTo(Reply.failed(Kind.NOT_OFFERED));
        assertThat(live.received())
                .allSatisfy(r -> assertThat(r.path()).isEqualTo("/api/v3/exchangeInfo"));
    }

    @Test
    void a_permit_for_something_else_opens_nothing() {
        Permit toRead = permit(Operation.FETCH_BALANCE);
        assertThatThrownBy(() -> place(toRead, BTC_USDT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(
                        () ->
                                exchanges.cancel(
                                        BINANCE,
                                        toRead,
                                        credential("k"),
                                        new OrderId("1"),
                                        BTC_USDT))
                .isInstanceOf(IllegalStateException.class);
        assertThat(live.received()).isEmpty();
    }

    @Test
    void concurrent_callers_load_a_market_list_once() throws InterruptedException {
        var lists = new SharedReplies<Venue, List<Market>>(9, KEPT, () -> 0);
        var loads = new AtomicInteger();
        var start = new CountDownLatch(1);
        var threads =
                IntStream.range(0, 50)
                        .mapToObj(
                                _ ->
                                        Thread.ofVirtual()
                                                .start(
                                                        () -> {
                                                            awaitUninterrupted(start);
                                                            lists.of(
                                                                    BINANCE,
                                                                    () -> {
                                                                        loads.incrementAndGet();
                                                                        return oneMarket();
                                                                    });
                                                        }))
                        .toList();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void sixty_four_who_want_the_same_ticker_make_one_call() throws InterruptedException {
        assertThat(exchanges.markets(BINANCE)).isInstanceOf(Reply.Answered.class);
        live.forget();
        var start = new CountDownLatch(1);
        var answers = new CopyOnWriteArrayList<Reply<Ticker>>();
        var threads =
                IntStream.range(0, 64)
                        .mapToObj(
                                _ ->
                                        Thread.ofVirtual()
                                                .start(
                                                        () -> {
                                                            awaitUninterrupted(start);
                                                            answers.add(
                                                                    exchanges.ticker(
                                                                            BINANCE, BTC_USDT));
                                                        }))
                        .toList();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(64).allMatch(Reply.Answered.class::isInstance);
        assertThat(live.received()).hasSize(1);
    }

    @Test
    void a_key_that_was_called_bad_rests_and_another_does_not() {
        MisbehavingServer binance =
                new MisbehavingServer(
                        MisbehavingServer.says(
                                MisbehavingServer.answer(
                                        "401 No", "", "{\"code\":-2015,\"msg\":\"no\"}")));
        try (binance;
                var own =
                        new Exchanges(
                                new ExchangesConfig(
                                        Map.of(
                                                BINANCE.exchange(),
                                                new Hosts(
                                                        Optional.of(binance.url()),
                                                        Optional.empty(),
                                                        Optional.empty())),
                                        ExchangesConfig.Plaintext.LOOPBACK_ONLY,
                                        ExchangesConfig.Patience.DEFAULT),
                                Map.of(),
                                InstantSource.fixed(NOON))) {
            assertThat(balance(own, "bad")).isEqualTo(Optional.empty());
            assertThat(balance(own, "bad")).isEqualTo(Optional.of(RestingKeys.RESTS));
            assertThat(binance.requests()).hasSize(1);
            assertThat(balance(own, "another")).isEqualTo(Optional.empty());
            assertThat(binance.requests()).hasSize(2);
            // A key for the one market is a bad key at the other, and rests there only.
            assertThat(balance(own, BINANCE_SWAP, "bad")).isEqualTo(Optional.empty());
            assertThat(binance.requests()).hasSize(3);
        }
    }

    @Test
    void an_order_that_was_kept_back_is_not_sent() {
        var order =
                new Dispatch(
                        new OrderTicket(
                                new ClientOrderId("pm1"),
                                BTC_USDT,
                                Side.BUY,
                                new Pricing.AtMarket(),
                                Quantity.of("0.01"),
                                Terms.PLAIN),
                        NOON.minusSeconds(3));

        assertThat(
                        exchanges.place(
                                BINANCE,
                                permit(Operation.CREATE_ORDER),
                                credential("canary-key"),
                                order))
                .isEqualTo(new Placed.Rejected(ExchangeFault.of(Kind.TIMED_OUT)));
        assertThat(live.received()).noneMatch(request -> request.path().endsWith("/order"));
    }

    /** How long to wait with a key that is called bad. */
    private static Optional<Duration> balance(Exchanges own, String key) {
        return balance(own, BINANCE, key);
    }

    private static Optional<Duration> balance(Exchanges own, Venue venue, String key) {
        return switch (own.balance(venue, permit(Operation.FETCH_BALANCE), credential(key))) {
            case Reply.Failed<Balance>(var fault) -> {
                assertThat(fault.kind()).isEqualTo(Kind.BAD_KEY);
                yield fault.retryAfter();
            }
            case Reply.Answered<Balance> answered -> throw new AssertionError(answered);
        };
    }

    @Test
    void a_failed_market_list_is_asked_for_again_and_a_good_one_kept_for_ten_minutes() {
        var now = new java.util.concurrent.atomic.AtomicLong();
        var lists = new SharedReplies<Venue, List<Market>>(9, KEPT, now::get);
        assertThat(lists.of(BINANCE, () -> Reply.failed(Kind.TIMED_OUT)))
                .isInstanceOf(Reply.Failed.class);
        assertThat(lists.of(BINANCE, ExchangesTest::oneMarket)).isInstanceOf(Reply.Answered.class);

        now.set(KEPT.toNanos() - 1);
        assertThat(lists.of(BINANCE, () -> Reply.failed(Kind.TIMED_OUT)))
                .isInstanceOf(Reply.Answered.class);
        now.set(KEPT.toNanos());
        assertThat(lists.of(BINANCE, () -> Reply.failed(Kind.TIMED_OUT)))
                .isInstanceOf(Reply.Failed.class);
    }

    @Test
    void no_key_reaches_a_log_even_at_the_chattiest_level() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var seen = new ListAppender<ILoggingEvent>();
        Level before = root.getLevel();
        var quiet =
                Stream.of("si.mazi.rescu", "org.knowm", "org.eclipse.jetty")
                        .map(name -> (Logger) LoggerFactory.getLogger(name))
                        .toList();
        seen.start();
        root.addAppender(seen);
        root.setLevel(Level.TRACE);
        quiet.forEach(logger -> logger.setLevel(Level.WARN));
        try {
            assertThat(
                            exchanges.balance(
                                    BINANCE,
                                    permit(Operation.FETCH_BALANCE),
                                    credential("canary-key")))
                    .isInstanceOf(Reply.Answered.class);
            assertThat(place(permit(Operation.CREATE_ORDER), BTC_USDT))
                    .isInstanceOf(Placed.Accepted.class);
        } finally {
            root.detachAppender(seen);
            root.setLevel(before);
            quiet.forEach(logger -> logger.setLevel(null));
        }
        assertThat(live.received().toString()).contains("canary-key").contains("signature=");
        assertThat(seen.list)
                .allSatisfy(
                        event ->
                                assertThat(event.getFormattedMessage())
                                        .doesNotContain("canary")
                                        .doesNotContain("signature="));
    }

    private Placed place(Permit permit, Symbol symbol) {
        return exchanges.place(
                BINANCE,
                permit,
                credential("canary-key"),
                new Dispatch(
                        new OrderTicket(
                                new ClientOrderId("pm1"),
                                symbol,
                                Side.BUY,
                                new Pricing.AtMarket(),
                                Quantity.of("0.01"),
                                Terms.PLAIN),
                        NOON));
    }

    private static Reply<List<Market>> oneMarket() {
        return Reply.answered(List.of(spotMarket(BTC_USDT)));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Permit permit(Operation operation) {
        return Permits.of(user("ann@example.org"), operation);
    }

    private static Venue venue(String exchange, MarketType type, Environment environment) {
        return new Venue(new ExchangeId(exchange), type, environment);
    }
}
