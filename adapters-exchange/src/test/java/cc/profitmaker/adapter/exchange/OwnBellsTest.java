package cc.profitmaker.adapter.exchange;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Patience;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Plaintext;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.FakeFeed;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.application.stream.AccountStreams;
import cc.profitmaker.application.stream.AccountStreams.Rhythm;
import cc.profitmaker.application.stream.AccountStreams.Subject;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HeardAccount;
import cc.profitmaker.application.testing.OwnVaultSetup;
import cc.profitmaker.application.vault.Accounts;
import cc.profitmaker.application.vault.KeyChecks;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Asker;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.stream.AccountTick;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.Label;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** From an exchange's private stream to who listens to the account, over everything in between. */
final class OwnBellsTest {
    private static final ExchangeId BINANCE = new ExchangeId("binance");
    private static final Venue SPOT = new Venue(BINANCE, MarketType.SPOT, Environment.LIVE);

    /** An account that is heard is not read by itself within any test. */
    private static final Rhythm RHYTHM =
            new Rhythm(Duration.ofMillis(50), Duration.ofHours(1), Duration.ofHours(1));

    private final OwnVaultSetup setup = new OwnVaultSetup();
    private final FakeExchange rest = FakeExchange.serving("binance");
    private final FakeFeed feed = new FakeFeed();
    private final Exchanges exchanges = exchanges(Optional.of(feed.url()));
    private final AccountStreams streams =
            new AccountStreams(
                    exchanges, exchanges.bells(), setup.gatekeeper, InstantSource.system(), RHYTHM);
    private final HeardAccount heard = new HeardAccount();

    private Exchanges exchanges(Optional<URI> stream) {
        return new Exchanges(
                new ExchangesConfig(
                        Map.of(
                                BINANCE,
                                new Hosts(Optional.of(rest.url()), stream, Optional.empty())),
                        Plaintext.LOOPBACK_ONLY,
                        Patience.DEFAULT),
                Map.of(),
                InstantSource.system(),
                FeedStage.BRISK);
    }

    @AfterEach
    void close() {
        streams.close();
        exchanges.close();
        rest.close();
        feed.close();
    }

    private AccountId account() {
        return setup.added(
                new Accounts.NewAccount(
                        BINANCE,
                        new Label("main"),
                        AccessLevel.TRADE,
                        Map.of(KeySlot.MAIN, Fixtures.credential("one")),
                        KeyChecks.FundsOut.REFUSED));
    }

    private AccountStreams.Subscription listen(UserId user, AccountId account) {
        var subject =
                new Subject(
                        new Asker.Away(user, Optional.empty()),
                        account,
                        SPOT,
                        Optional.of(BTC_USDT));
        return switch (streams.subscribe(subject, heard)) {
            case AccountStreams.Opened.In(var subscription) -> {
                subscription.start();
                yield subscription;
            }
            case AccountStreams.Opened other -> throw new AssertionError(other);
        };
    }

    /** The bell is heard, and all that was there is told. */
    private Peer settled() throws InterruptedException {
        Peer peer = feed.next();
        peer.next();
        peer.say("{\"id\":\"1\",\"status\":200,\"result\":{\"subscriptionId\":0}}");
        long[] before = {-1, System.nanoTime()};
        FeedStage.eventually(
                () -> {
                    if (before[0] != rest.received().size()) {
                        before[0] = rest.received().size();
                        before[1] = System.nanoTime();
                    }
                    return System.nanoTime() - before[1] > Duration.ofMillis(500).toNanos();
                });
        heard.ticks.clear();
        return peer;
    }

    @Test
    void a_fill_that_rings_is_told_long_before_the_account_would_be_read() throws Exception {
        listen(setup.ann.id(), account());
        Peer peer = settled();
        rest.answer(
                "GET",
                "^/api/v3/myTrades$",
                "[{\"symbol\":\"BTCUSDT\",\"id\":99001,\"orderId\":28,\"price\":\"50000\","
                        + "\"qty\":\"0.01\",\"quoteQty\":\"500\",\"commission\":\"0.00001\","
                        + "\"commissionAsset\":\"BTC\",\"time\":1764000000500,\"isBuyer\":true,"
                        + "\"isMaker\":true,\"isBestMatch\":true}]");

        peer.say(
                "{\"subscriptionId\":0,\"event\":{\"e\":\"executionReport\",\"s\":\"BTCUSDT\","
                        + "\"x\":\"TRADE\"}}");

        assertThat(heard.next())
                .isInstanceOfSatisfying(
                        AccountTick.MyTrades.class,
                        trades -> assertThat(trades.trades()).hasSize(1));
    }

    @Test
    void without_the_bell_the_account_is_read_at_the_usual_pace_and_the_bell_comes_back()
            throws Exception {
        listen(setup.ann.id(), account());
        Peer peer = settled();
        int before = rest.received().size();

        peer.drop();

        FeedStage.eventually(() -> rest.received().size() > before + 4);
        settled();
        assertThat(feed.open()).isEqualTo(1);
    }

    @Test
    void a_revoked_grant_closes_the_exchanges_socket_within_a_second() throws Exception {
        AccountId account = account();
        setup.share(account, AccessLevel.READ, GrantLimits.NONE, Optional.empty());
        listen(setup.bob.id(), account);
        settled();

        setup.grants.revoke(setup.ann, account, setup.grantsOf(account).getFirst());
        long revoked = System.nanoTime();
        streams.changed(account);

        FeedStage.eventually(() -> feed.open() == 0);
        assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(1));
        assertThat(heard.endsWithin(Duration.ofSeconds(1))).isTrue();
        FeedStage.eventually(() -> streams.bells() == 0);
    }

    @Test
    void the_socket_ends_with_the_last_reader_and_all_threads_with_the_exchanges()
            throws Exception {
        var subscription = listen(setup.ann.id(), account());
        settled();

        subscription.close();

        FeedStage.eventually(() -> feed.open() == 0);
        assertThat(feed.accepted()).isEqualTo(1);
        exchanges.close();
        FeedStage.eventually(() -> !FeedStage.hasThreads());
    }

    @Test
    void a_bell_needs_a_stream_of_the_same_world_as_the_reads() {
        assertThat(exchanges.bells().at(SPOT, _ -> {})).isPresent();
        var sandbox = new Venue(BINANCE, MarketType.SPOT, Environment.SANDBOX);
        assertThat(exchanges.bells().at(sandbox, _ -> {})).isEmpty();
        var unknown = new Venue(new ExchangeId("nope"), MarketType.SPOT, Environment.LIVE);
        assertThat(exchanges.bells().at(unknown, _ -> {})).isEmpty();
        try (Exchanges apart = exchanges(Optional.empty())) {
            assertThat(apart.bells().at(SPOT, _ -> {})).isEmpty();
        }
    }

    @Test
    void every_network_exchange_that_is_said_to_ring_does() {
        for (ExchangeId id : KnownExchanges.ringing()) {
            try (Exchanges own = exchanges(Optional.empty())) {
                Venue venue = id.equals(BINANCE) ? SPOT : own.first(id);
                boolean apart = id.equals(BINANCE);
                assertThat(own.bells().at(venue, _ -> {}).isPresent()).isEqualTo(!apart);
            }
        }
    }
}
