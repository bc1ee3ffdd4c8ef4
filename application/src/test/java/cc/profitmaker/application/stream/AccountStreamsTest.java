package cc.profitmaker.application.stream;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.application.stream.AccountStreams.Health;
import cc.profitmaker.application.stream.AccountStreams.Rhythm;
import cc.profitmaker.application.stream.AccountStreams.Subject;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandRungBells;
import cc.profitmaker.application.testing.HeardAccount;
import cc.profitmaker.application.testing.OwnVaultSetup;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.application.vault.Accounts;
import cc.profitmaker.application.vault.KeyChecks;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Asker;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.stream.AccountTick;
import cc.profitmaker.domain.vault.KeySlot;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

final class AccountStreamsTest {
    /** What is heard is not read by itself within any test. */
    private static final Rhythm RHYTHM =
            new Rhythm(Duration.ofMillis(40), Duration.ofHours(1), Duration.ofHours(1));

    private final OwnVaultSetup setup = new OwnVaultSetup();
    private final HandRungBells bells = new HandRungBells();
    private final HeardAccount heard = new HeardAccount();
    private AccountStreams streams = streams(RHYTHM);

    private AccountStreams streams(Rhythm rhythm) {
        return new AccountStreams(
                setup.exchange, bells, setup.gatekeeper, InstantSource.system(), rhythm);
    }

    @AfterEach
    void close() {
        streams.close();
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - until).as("20 s have passed").isNegative();
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private AccountStreams.Subscription listen(
            UserId user, AccountId account, Optional<Symbol> symbol, HeardAccount reader) {
        var subject =
                new Subject(new Asker.Away(user, Optional.empty()), account, PAPER_SPOT, symbol);
        return switch (streams.subscribe(subject, reader)) {
            case AccountStreams.Opened.In(var subscription) -> {
                subscription.start();
                yield subscription;
            }
            case AccountStreams.Opened other -> throw new AssertionError(other);
        };
    }

    private AccountStreams.Subscription listen(AccountId account) {
        return listen(setup.ann.id(), account, Optional.of(BTC_USDT), heard);
    }

    private void fill(String id) {
        var orders = new ArrayList<>(List.of(ScriptedExchange.order(new OrderId("0"), BTC_USDT)));
        orders.add(ScriptedExchange.order(new OrderId(id), BTC_USDT));
        setup.exchange.history(orders);
    }

    private long readings() {
        return setup.exchange.sent.stream().filter("FETCH_ORDERS"::equals).count();
    }

    /** After the bell is heard, and what it may have missed was read twice. */
    private HandRungBells.Hung settled(int which) throws InterruptedException {
        eventually(() -> bells.hung().size() > which && bells.hung().get(which).isHeard());
        long[] before = {-1, System.nanoTime()};
        eventually(
                () -> {
                    if (before[0] != readings()) {
                        before[0] = readings();
                        before[1] = System.nanoTime();
                    }
                    return System.nanoTime() - before[1] > TimeUnit.MILLISECONDS.toNanos(300);
                });
        return bells.hung().get(which);
    }

    @Test
    void an_account_of_which_there_is_nothing_to_tell_is_said_to_be_well() throws Exception {
        listen(setup.added());
        assertThat(heard.beats.poll(20, TimeUnit.SECONDS)).isEqualTo(Health.WELL);
        assertThat(heard.ticks).isEmpty();

        var later = new HeardAccount();
        listen(setup.ann.id(), setup.added(), Optional.of(BTC_USDT), later);
        assertThat(later.beats.poll(20, TimeUnit.SECONDS)).isEqualTo(Health.WELL);
    }

    @Test
    void who_comes_while_an_account_cannot_be_read_is_told_so_and_when_it_was_last()
            throws Exception {
        AccountId account = setup.added();
        listen(setup.ann.id(), account, Optional.empty(), heard);
        heard.next();
        assertThat(heard.beats.poll(20, TimeUnit.SECONDS)).isEqualTo(Health.WELL);
        setup.exchange.failWith(ExchangeFault.of(ExchangeFault.Kind.UNREACHABLE));
        assertThat(heard.faults.poll(20, TimeUnit.SECONDS)).isNotNull();
        Instant failed = Instant.now();

        var later = new HeardAccount();
        listen(setup.ann.id(), account, Optional.empty(), later);

        later.next();
        assertThat(later.times.element()).isBefore(failed);
        assertThat(later.faults).hasSize(1);
        assertThat(later.beats).isEmpty();
    }

    @Test
    void a_beat_does_not_wait_for_an_exchange_that_hangs() throws Exception {
        var release = new CountDownLatch(1);
        var hanging = new CountDownLatch(1);
        streams.close();
        streams =
                streams(
                        new Rhythm(
                                Duration.ofMillis(40), Duration.ofHours(1), Duration.ofMillis(20)));
        listen(setup.added());
        HandRungBells.Hung bell = settled(0);
        setup.exchange.whileReading(
                () -> {
                    hanging.countDown();
                    try {
                        var _ = release.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
        bell.ring(new Ring.Anything());
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
        heard.beats.clear();
        try {
            eventually(() -> heard.beats.size() > 3);
        } finally {
            release.countDown();
        }
    }

    @Test
    void reading_again_is_said_once_and_a_balance_told_anew() throws Exception {
        listen(setup.ann.id(), setup.added(), Optional.empty(), heard);
        AccountTick before = heard.next();
        assertThat(heard.beats.poll(20, TimeUnit.SECONDS)).isEqualTo(Health.WELL);

        setup.exchange.failWith(ExchangeFault.of(ExchangeFault.Kind.UNREACHABLE));
        assertThat(heard.faults.poll(20, TimeUnit.SECONDS)).isNotNull();
        setup.exchange.recover();

        assertThat(heard.next()).isEqualTo(before);
        assertThat(heard.beats.poll(20, TimeUnit.SECONDS)).isEqualTo(Health.WELL);
        assertThat(heard.beats).isEmpty();
    }

    @Test
    void what_rings_is_read_and_told_although_the_account_is_seldom_read() throws Exception {
        listen(setup.added());
        HandRungBells.Hung bell = settled(0);
        fill("7");

        bell.ring(new Ring.InMarket(BTC_USDT.value()));

        assertThat(heard.next())
                .isInstanceOfSatisfying(
                        AccountTick.Orders.class, orders -> assertThat(orders.orders()).hasSize(2));
    }

    @Test
    void what_concerns_another_market_or_the_funds_alone_is_not_read() throws Exception {
        listen(setup.added());
        HandRungBells.Hung bell = settled(0);
        long before = readings();

        bell.ring(new Ring.InMarket("ETH/USDT"));
        bell.ring(new Ring.Funds());

        eventually(() -> settledReadings(bell) >= 0);
        assertThat(readings()).isEqualTo(before);
    }

    private long settledReadings(HandRungBells.Hung bell) {
        try {
            assertThat(settled(0)).isSameAs(bell);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return readings();
    }

    @Test
    void a_balance_is_read_when_funds_or_any_market_rings() throws Exception {
        listen(setup.ann.id(), setup.added(), Optional.empty(), heard);
        eventually(() -> !bells.hung().isEmpty() && bells.hung().getFirst().isHeard());
        for (Ring ring : List.of(new Ring.Funds(), new Ring.InMarket("ETHUSDT"))) {
            long before = balances();
            bells.hung().getFirst().ring(ring);
            eventually(() -> balances() > before);
        }
    }

    private long balances() {
        return setup.exchange.sent.stream().filter("FETCH_BALANCE"::equals).count();
    }

    @Test
    void a_lost_bell_brings_the_usual_pace_back_until_it_is_heard_again() throws Exception {
        listen(setup.added());
        HandRungBells.Hung bell = settled(0);
        long before = readings();

        bell.lose();

        eventually(() -> readings() > before + 10);
        bell.needKeys();
        long then = settledReadings(bell);
        assertThat(bell.isHeard()).isTrue();
        assertThat(then).isLessThan(before + 1000);
    }

    @Test
    void all_of_a_users_listening_to_an_account_hears_one_bell_which_ends_with_the_last()
            throws Exception {
        AccountId account = setup.added();
        var bitcoin = listen(account);
        var ether =
                listen(
                        setup.ann.id(),
                        account,
                        Optional.of(new Symbol("ETH/USDT")),
                        new HeardAccount());
        HandRungBells.Hung bell = settled(0);

        bitcoin.close();

        assertThat(bells.hung()).hasSize(1);
        assertThat(bell.isClosed()).isFalse();
        ether.close();
        assertThat(bell.isClosed()).isTrue();
        assertThat(streams.bells()).isZero();
        eventually(() -> !bell.farewells().isEmpty());
        assertThat(bell.farewells()).isEqualTo(bell.tended());
    }

    @Test
    void a_bell_of_the_next_reader_is_a_new_one() throws Exception {
        AccountId account = setup.added();
        listen(account).close();

        listen(account);

        settled(1);
        assertThat(bells.hung().getFirst().isClosed()).isTrue();
    }

    @Test
    void another_users_bell_at_the_same_account_is_another_one() throws Exception {
        AccountId account = setup.added();
        setup.share(account, AccessLevel.READ, GrantLimits.NONE, Optional.empty());
        listen(account);
        listen(setup.bob.id(), account, Optional.of(BTC_USDT), new HeardAccount());

        settled(1);
        assertThat(bells.hung()).hasSize(2);
    }

    @Test
    void a_revoked_grant_ends_bell_and_reader_within_a_second_whatever_hangs() throws Exception {
        AccountId account = setup.added();
        setup.share(account, AccessLevel.READ, GrantLimits.NONE, Optional.empty());
        listen(setup.bob.id(), account, Optional.of(BTC_USDT), heard);
        HandRungBells.Hung bell = settled(0);
        var hanging = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        setup.exchange.whileReading(
                () -> {
                    hanging.countDown();
                    try {
                        assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        bell.ring(new Ring.Anything());
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
        fill("9");

        setup.grants.revoke(setup.ann, account, setup.grantsOf(account).getFirst());
        streams.changed(account);

        try {
            assertThat(heard.endsWithin(Duration.ofSeconds(1))).isTrue();
            eventually(bell::isClosed);
        } finally {
            goOn.countDown();
        }
        eventually(() -> streams.running() == 0);
        assertThat(heard.ticks).isEmpty();
        assertThat(bell.farewells()).isEmpty();
    }

    @Test
    void other_keys_begin_the_bell_anew_and_the_first_are_used_no_more() throws Exception {
        AccountId account = setup.added(OwnVaultSetup.paper("one"));
        listen(account);
        HandRungBells.Hung bell = settled(0);
        var other = Fixtures.credential("two");

        assertThat(
                        setup.accounts.change(
                                setup.ann,
                                account,
                                new Accounts.Wish(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Map.of(KeySlot.MAIN, other),
                                        KeyChecks.FundsOut.REFUSED)))
                .isInstanceOf(Accounts.Saved.Done.class);
        streams.changed(account);

        eventually(() -> bell.tended().size() == 2);
        assertThat(bell.tended()).last().isEqualTo(other.fingerprint());
    }

    @Test
    void keys_that_do_not_even_read_are_not_tried_on_the_bell() throws Exception {
        AccountId account = setup.added();
        setup.exchange.failWith(ExchangeFault.of(Kind.BAD_KEY));
        listen(account);
        eventually(() -> heard.faults.size() == 1);
        assertThat(bells.hung().getFirst().tended()).isEmpty();

        setup.exchange.recover();

        settled(0);
        assertThat(bells.hung().getFirst().tended()).hasSize(1);
    }

    @Test
    void a_shutdown_ends_all_bells_and_says_farewell_before_it_returns() throws Exception {
        listen(setup.added());
        HandRungBells.Hung bell = settled(0);

        streams.close();

        assertThat(bell.isClosed()).isTrue();
        assertThat(bell.farewells()).hasSize(1);
    }

    @Test
    void without_bells_the_account_is_read_at_the_usual_pace() throws Exception {
        streams.close();
        streams =
                new AccountStreams(
                        setup.exchange,
                        AccountBells.none(),
                        setup.gatekeeper,
                        InstantSource.system(),
                        RHYTHM);
        listen(setup.added());

        eventually(() -> readings() > 10);
    }
}
