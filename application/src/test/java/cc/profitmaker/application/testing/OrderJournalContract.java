package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.trading.HaltStore;
import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.application.trading.OrderJournal.Claim;
import cc.profitmaker.application.trading.OrderJournal.Clearance;
import cc.profitmaker.application.trading.OrderJournal.Entry;
import cc.profitmaker.application.trading.OrderJournal.EntryId;
import cc.profitmaker.application.trading.OrderJournal.Fate;
import cc.profitmaker.application.trading.OrderJournal.Intended;
import cc.profitmaker.application.trading.OrderJournal.Intent;
import cc.profitmaker.application.trading.OrderJournal.Reserved;
import cc.profitmaker.application.trading.OrderJournal.Settled;
import cc.profitmaker.application.trading.OrderJournal.State;
import cc.profitmaker.application.trading.OrderJournal.Turn;
import cc.profitmaker.application.trading.OrderJournal.Unsettled;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.application.vault.AccountStore.Named;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.access.Notional;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.HaltScope;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderDigest;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.vault.Account;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What every {@link OrderJournal} promises. */
public interface OrderJournalContract {
    Currency USDT = new Currency("USDT");
    Instant LAST_OF_DAY = Instant.parse("2026-11-23T23:59:59.999999Z");
    Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");

    OrderJournal journal();

    /** The halts that hold its orders back. */
    HaltStore halts();

    /** Where the grants are that orders are reserved under. */
    AccountStore accounts();

    /** None when a test begins. */
    UserStore users();

    AuditReading audit();

    @Test
    default void an_order_is_written_with_its_event_when_the_call_returns() {
        Intent intent = withoutGrant();

        assertThat(journal().intend(intent, requested(intent), NOON)).isEqualTo(written());

        assertThat(audit().recorded()).containsExactly(audit().shown(requested(intent), NOON));
    }

    @Test
    default void what_became_of_an_order_is_recorded_soon_and_in_order() {
        Intent one = withoutGrant();
        Intent two = withoutGrant();
        journal().intend(one, requested(one), NOON);
        journal().intend(two, requested(two), NOON);

        journal().settle(sent(two), as(two, Fate.UNKNOWN), settled(two), NOON);
        journal().settle(sent(one), as(one, Fate.ACCEPTED), settled(one), NOON);

        Eventually.holds(
                () ->
                        assertThat(audit().recorded())
                                .endsWith(
                                        audit().shown(settled(two), NOON),
                                        audit().shown(settled(one), NOON)));
    }

    @Test
    default void a_day_takes_orders_up_to_its_limit_and_not_a_hair_more() {
        Grant grant = granted(daily("1000"));

        assertThat(order(grant, "999.999999999999999999999999999999")).isEqualTo(written());
        int recorded = audit().recorded().size();
        assertThat(order(grant, "0.000000000000000000000000000002")).isEqualTo(dayOverLimit());
        assertThat(audit().recorded()).hasSize(recorded);
        assertThat(order(grant, "0.000000000000000000000000000001")).isEqualTo(written());
        assertThat(order(grant, "0.000000000000000000000000000001")).isEqualTo(dayOverLimit());
        assertThat(order(grant, "0")).isEqualTo(written());
    }

    @Test
    default void one_order_over_the_days_limit_is_refused_on_an_untouched_day() {
        Grant grant = granted(daily("1000"));

        assertThat(order(grant, "1000.000000000000000000000000000001")).isEqualTo(dayOverLimit());
        assertThat(order(grant, "1000")).isEqualTo(written());
    }

    @Test
    default void sums_of_thirty_digits_are_exact() {
        Grant grant = granted(daily("900000000000000000000.0000000003"));

        for (int i = 0; i < 3; i++) {
            assertThat(order(grant, "300000000000000000000.0000000001")).isEqualTo(written());
        }
        assertThat(order(grant, "0.0000000001")).isEqualTo(dayOverLimit());
    }

    @Test
    default void every_currency_has_a_sum_of_its_own() {
        Currency btc = new Currency("BTC");
        Grant grant =
                granted(
                        new GrantLimits(
                                Optional.empty(),
                                Map.of(),
                                Map.of(USDT, new BigDecimal("100"), btc, BigDecimal.ONE),
                                Optional.empty()));

        assertThat(order(grant, new Notional(USDT, new BigDecimal("100")), NOON))
                .isEqualTo(written());
        assertThat(order(grant, new Notional(btc, BigDecimal.ONE), NOON)).isEqualTo(written());
        assertThat(order(grant, new Notional(btc, new BigDecimal("0.1")), NOON))
                .isEqualTo(dayOverLimit());
    }

    @Test
    default void every_grantee_and_every_account_has_a_sum_of_its_own() {
        UserId ann = user("ann@example.org");
        UserId bob = user("bob@example.org");
        UserId eve = user("eve@example.org");
        Grant bobs = given(ann, account(ann), bob, daily("100"));
        Grant bobsOther = given(ann, account(ann), bob, daily("100"));
        Grant eves = given(ann, bobs, eve);

        for (Grant grant : List.of(bobs, bobsOther, eves)) {
            assertThat(order(grant, "100")).isEqualTo(written());
            assertThat(order(grant, "1")).isEqualTo(dayOverLimit());
        }
    }

    @Test
    default void a_refused_order_gives_its_part_of_the_day_back_and_no_other_does() {
        Grant grant = granted(daily("100"));
        for (Fate fate : Fate.values()) {
            Intent intent = intent(grant, "20");
            assertThat(journal().intend(intent, requested(intent), NOON)).isEqualTo(written());
            settle(intent, fate);
        }

        // Of the four, an accepted and an unknown one keep theirs.
        assertThat(order(grant, "60.01")).isEqualTo(dayOverLimit());
        assertThat(order(grant, "60")).isEqualTo(written());
    }

    @Test
    default void the_first_fate_stays_and_gives_back_once() {
        Grant grant = granted(daily("100"));
        Intent refused = intent(grant, "20");
        Intent unknown = intent(grant, "20");
        Intent other = intent(grant, "40");
        for (Intent intent : List.of(refused, unknown, other)) {
            assertThat(journal().intend(intent, requested(intent), NOON)).isEqualTo(written());
        }

        settle(refused, Fate.NOT_PLACED);
        settle(refused, Fate.NOT_PLACED);
        settle(unknown, Fate.UNKNOWN);
        settle(unknown, Fate.NOT_PLACED);
        settle(intent(grant, "40"), Fate.NOT_PLACED);

        assertThat(order(grant, "40.01")).isEqualTo(dayOverLimit());
        assertThat(order(grant, "40")).isEqualTo(written());
    }

    @Test
    default void a_day_ends_at_midnight_in_greenwich() {
        Grant grant = granted(daily("100"));

        assertThat(order(grant, usdt("100"), LAST_OF_DAY)).isEqualTo(written());
        assertThat(order(grant, usdt("1"), LAST_OF_DAY)).isEqualTo(dayOverLimit());
        assertThat(order(grant, usdt("100"), MIDNIGHT)).isEqualTo(written());
        assertThat(order(grant, usdt("1"), MIDNIGHT)).isEqualTo(dayOverLimit());
    }

    @Test
    default void what_is_given_back_after_midnight_goes_to_the_day_it_was_taken_from() {
        Grant grant = granted(daily("100"));
        Intent late = intent(grant, "100");
        assertThat(journal().intend(late, requested(late), LAST_OF_DAY)).isEqualTo(written());
        assertThat(order(grant, usdt("100"), MIDNIGHT)).isEqualTo(written());

        settle(late, Fate.NOT_PLACED, MIDNIGHT);

        assertThat(order(grant, usdt("1"), MIDNIGHT)).isEqualTo(dayOverLimit());
        assertThat(order(grant, usdt("100"), LAST_OF_DAY)).isEqualTo(written());
        assertThat(order(grant, usdt("1"), LAST_OF_DAY)).isEqualTo(dayOverLimit());
    }

    @Test
    default void a_grant_that_was_revoked_carries_no_order() {
        UserId ann = user("ann@example.org");
        Grant grant = given(ann, account(ann), user("bob@example.org"), daily("100"));
        revoke(ann, grant);
        int recorded = audit().recorded().size();

        assertThat(order(grant, "1")).isEqualTo(grantChanged());

        assertThat(audit().recorded()).hasSize(recorded);
    }

    @Test
    default void a_grant_carries_no_order_from_the_instant_of_its_expiry_on() {
        UserId ann = user("ann@example.org");
        Grant grant =
                give(
                        ann,
                        VaultFixtures.grant(
                                account(ann),
                                user("bob@example.org"),
                                AccessLevel.TRADE,
                                daily("100"),
                                Optional.of(NOON)));

        assertThat(order(grant, usdt("1"), NOON.minusMillis(1))).isEqualTo(written());
        assertThat(order(grant, usdt("1"), NOON)).isEqualTo(grantChanged());
    }

    @Test
    default void an_order_rests_on_the_grant_as_it_is_now() {
        UserId ann = user("ann@example.org");
        Account account = account(ann);
        UserId bob = user("bob@example.org");
        Grant before = given(ann, account, bob, daily("100"));
        Grant after = given(ann, account, bob, daily("200"));
        assertThat(order(before, "1")).isEqualTo(grantChanged());
        assertThat(order(after, "1")).isEqualTo(written());

        give(
                ann,
                VaultFixtures.grant(
                        account, bob, AccessLevel.READ, after.limits(), Optional.empty()));
        assertThat(order(after, "1")).isEqualTo(grantChanged());
    }

    @Test
    default void a_grant_given_again_goes_on_with_the_days_sum() {
        UserId ann = user("ann@example.org");
        Account account = account(ann);
        UserId bob = user("bob@example.org");
        Grant first = given(ann, account, bob, daily("100"));
        assertThat(order(first, "60")).isEqualTo(written());

        revoke(ann, first);
        Grant again = given(ann, account, bob, daily("100"));
        assertThat(order(again, "40.01")).isEqualTo(dayOverLimit());
        // The grant it was decided on is gone, but what it said is what holds now.
        assertThat(order(first, "30")).isEqualTo(written());

        Grant more = given(ann, account, bob, daily("1000"));
        assertThat(order(more, "910.01")).isEqualTo(dayOverLimit());
        assertThat(order(more, "910")).isEqualTo(written());
    }

    @Test
    default void orders_under_a_limit_for_each_count_once_the_day_has_one() {
        UserId ann = user("ann@example.org");
        Account account = account(ann);
        UserId bob = user("bob@example.org");
        var each =
                new GrantLimits(
                        Optional.empty(),
                        Map.of(USDT, new BigDecimal("500")),
                        Map.of(),
                        Optional.empty());
        Grant unlimited = given(ann, account, bob, each);
        assertThat(order(unlimited, "400")).isEqualTo(written());
        assertThat(order(unlimited, "400")).isEqualTo(written());

        Grant limited = given(ann, account, bob, daily("1000"));

        assertThat(order(limited, "201")).isEqualTo(dayOverLimit());
        assertThat(order(limited, "200")).isEqualTo(written());
    }

    @Test
    default void of_concurrent_orders_exactly_those_that_fit_are_written() {
        Grant grant = granted(daily("1000"));
        int recorded = audit().recorded().size();

        List<Intended> outcomes = AllAtOnce.run(160, _ -> order(grant, "10"));

        assertThat(outcomes).filteredOn(written()::equals).hasSize(100);
        assertThat(outcomes).filteredOn(dayOverLimit()::equals).hasSize(60);
        assertThat(audit().recorded()).hasSize(recorded + 100);
    }

    @Test
    default void a_sum_is_exact_while_orders_give_back_as_others_take() {
        Grant grant = granted(daily("1000000"));
        int recorded = audit().recorded().size();

        AllAtOnce.run(
                100,
                i -> {
                    Intent intent = intent(grant, "10");
                    Intended intended = journal().intend(intent, requested(intent), NOON);
                    journal()
                            .settle(
                                    sent(intent),
                                    as(intent, i % 2 == 0 ? Fate.NOT_PLACED : Fate.ACCEPTED),
                                    settled(intent),
                                    NOON);
                    return intended;
                });

        Eventually.holds(() -> assertThat(audit().recorded()).hasSize(recorded + 200));
        assertThat(order(grant, "999500.01")).isEqualTo(dayOverLimit());
        assertThat(order(grant, "999500")).isEqualTo(written());
    }

    @Test
    default void no_order_is_written_after_its_grant_was_revoked() {
        UserId ann = user("ann@example.org");
        Grant grant = given(ann, account(ann), user("bob@example.org"), daily("1000000"));
        int before = audit().recorded().size();

        AllAtOnce.run(
                40,
                i -> {
                    if (i == 20) {
                        revoke(ann, grant);
                    } else {
                        order(grant, "1");
                    }
                    return i;
                });

        List<String> recorded = audit().recorded();
        String revoked =
                audit().shown(new AuditEvent.GrantRevoked(ann, grant.account(), grant.id()), NOON);
        assertThat(order(grant, "1")).isEqualTo(grantChanged());
        assertThat(recorded.subList(before, recorded.size()))
                .contains(revoked)
                .last()
                .isEqualTo(revoked);
    }

    @Test
    default void entries_are_forgotten_after_seven_days_and_sums_after_two() {
        Grant grant = granted(daily("100"));
        assertThat(order(grant, usdt("100"), NOON)).isEqualTo(written());

        Instant lastOfTheSecondDay = LAST_OF_DAY.plus(Duration.ofDays(2));
        assertThat(journal().sweep(lastOfTheSecondDay)).isZero();
        assertThat(order(grant, usdt("1"), NOON)).isEqualTo(dayOverLimit());
        assertThat(journal().sweep(MIDNIGHT.plus(Duration.ofDays(2)))).isZero();
        assertThat(order(grant, usdt("100"), NOON.plusSeconds(1))).isEqualTo(written());

        Instant end = NOON.plus(OrderJournal.ENTRIES_KEPT);
        assertThat(journal().sweep(end.minusMillis(1))).isZero();
        assertThat(journal().sweep(end)).isEqualTo(1);
        assertThat(journal().sweep(end)).isZero();
    }

    private Grant granted(GrantLimits limits) {
        UserId ann = user("ann@example.org");
        return given(ann, account(ann), user("bob@example.org"), limits);
    }

    private UserId user(String email) {
        User user = Fixtures.user(email);
        assertThat(
                        users().add(
                                        user,
                                        IdentityContract.HASH,
                                        NOON,
                                        new AuditEvent.UserAdded(user.id(), user.role())))
                .isTrue();
        return user.id();
    }

    private Account account(UserId owner) {
        Account account = VaultFixtures.withBothKeys(owner, NOON);
        accounts()
                .add(
                        VaultFixtures.with(account, "1"),
                        new AuditEvent.AccountAdded(
                                owner, account.id(), account.exchange(), account.report()),
                        NOON);
        return account;
    }

    private Grant given(UserId owner, Account account, UserId grantee, GrantLimits limits) {
        return give(
                owner,
                VaultFixtures.grant(account, grantee, AccessLevel.TRADE, limits, Optional.empty()));
    }

    /** The same to another user. */
    private Grant given(UserId owner, Grant like, UserId grantee) {
        return given(
                owner,
                accounts().see(like.account(), owner).orElseThrow().account(),
                grantee,
                like.limits());
    }

    private Grant give(UserId owner, Grant grant) {
        return accounts()
                .give(grant, Named.BY_ID, owner, new AuditEvent.GrantGiven(owner, grant), NOON)
                .orElseThrow()
                .grant();
    }

    private void revoke(UserId owner, Grant grant) {
        assertThat(
                        accounts()
                                .revoke(
                                        grant.account(),
                                        grant.id(),
                                        owner,
                                        new AuditEvent.GrantRevoked(
                                                owner, grant.account(), grant.id()),
                                        NOON))
                .isTrue();
    }

    private Intended order(Grant grant, String usdt) {
        return order(grant, usdt(usdt), NOON);
    }

    private Intended order(Grant grant, Notional notional, Instant now) {
        Intent intent = intent(grant, notional);
        return journal().intend(intent, requested(intent), now);
    }

    /** Sent at noon, if it was not sent yet. */
    private Turn sent(Intent intent) {
        journal().sending(intent.id(), NOON);
        return new Turn(intent.id(), NOON);
    }

    private void settle(Intent intent, Fate fate) {
        settle(intent, fate, NOON);
    }

    private void settle(Intent intent, Fate fate, Instant now) {
        settle(sent(intent), intent, fate, now);
    }

    /** Returns when it is written. */
    private void settle(Turn turn, Intent intent, Fate fate, Instant now) {
        int recorded = audit().recorded().size();
        journal().settle(turn, as(intent, fate), settled(intent), now);
        Eventually.holds(() -> assertThat(audit().recorded()).hasSize(recorded + 1));
    }

    private static Intent withoutGrant() {
        return new Intent(
                new EntryId(UUID.randomUUID()),
                new UserId(UUID.randomUUID()),
                PAPER_SPOT,
                BTC_USDT,
                new Sought(orderId(), false),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Intent intent(Grant grant, String usdt) {
        return intent(grant, usdt(usdt));
    }

    private static Intent intent(Grant grant, Notional notional) {
        return new Intent(
                new EntryId(UUID.randomUUID()),
                grant.grantee(),
                PAPER_SPOT,
                BTC_USDT,
                new Sought(orderId(), false),
                Optional.of(grant.account()),
                Optional.of(new Reserved(grant, notional)),
                Optional.empty());
    }

    private static Intent named(UserId user, String name, String wish) {
        return new Intent(
                new EntryId(UUID.randomUUID()),
                user,
                PAPER_SPOT,
                BTC_USDT,
                new Sought(orderId(), false),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Claim(new IdempotencyKey(name), OrderDigest.of(List.of(wish)))));
    }

    private Optional<Entry> find(Intent intent) {
        return journal().find(intent.user(), intent.claim().orElseThrow().key());
    }

    private Intended intend(Intent intent) {
        return journal().intend(intent, requested(intent), NOON);
    }

    private static Settled as(Intent intent, Fate fate) {
        return new Settled(
                fate,
                switch (fate) {
                    case ACCEPTED -> new Placed.Accepted(order(intent));
                    case NOT_PLACED -> new Placed.Rejected(fault("NOT_PLACED"));
                    case NOT_SENT -> new Placed.Rejected(fault("NOT_SENT"));
                    case UNKNOWN -> new Placed.Unconfirmed(intent.order().id(), fault("UNKNOWN"));
                });
    }

    private static ExchangeFault fault(String text) {
        return new ExchangeFault(
                ExchangeFault.Kind.REFUSED,
                Optional.of(new ExchangeFault.Said("-1", text)),
                Optional.of(Duration.ofMillis(1500)));
    }

    /** With something in every part. */
    private static Order order(Intent intent) {
        return new Order(
                new OrderId("a-1"),
                Optional.of(intent.order().id().value()),
                BTC_USDT,
                new Order.Kind(
                        Optional.of("limit"),
                        Optional.of(Side.SELL),
                        Optional.of(Price.of("50000.10")),
                        Optional.of("GTC"),
                        Optional.of(true),
                        Optional.empty(),
                        new Order.Triggers(
                                Optional.of(Price.of("1E+2")), Optional.empty(), Optional.empty())),
                new Order.Times(
                        Optional.of(Instant.parse("2026-11-23T11:59:59.123456789Z")),
                        Optional.empty(),
                        Optional.of(NOON)),
                new Order.Progress(
                        Optional.of(OrderState.CLOSED),
                        Optional.of(Quantity.of("0.50")),
                        Optional.of(Quantity.of("0")),
                        Optional.empty(),
                        Optional.of(new BigDecimal("123456789012345678.000000001")),
                        Optional.empty(),
                        List.of(),
                        List.of()),
                new RawPayload("{\"orderId\":1,\"x\":[null,\"\\u20ac\"]}"));
    }

    @Test
    default void a_named_order_is_found_by_its_user_alone_with_all_it_came_to() {
        Intent intent = named(new UserId(UUID.randomUUID()), "!my~order", "buy");
        Intent others = named(new UserId(UUID.randomUUID()), "!my~order", "buy");
        assertThat(intend(intent)).isEqualTo(written());

        assertThat(find(others)).isEmpty();
        Eventually.holds(() -> assertThat(find(intent).orElseThrow().tended()).isTrue());
        assertThat(find(intent))
                .contains(
                        new Entry(
                                intent.id(),
                                intent.order().id(),
                                OrderDigest.of(List.of("buy")),
                                State.INTENDED,
                                NOON,
                                NOON,
                                true,
                                Optional.empty()));
        assertThat(journal().sending(intent.id(), NOON.plusSeconds(1)))
                .isInstanceOf(Clearance.Go.class);
        assertThat(find(intent).orElseThrow().state()).isEqualTo(State.SENT);
        assertThat(find(intent).orElseThrow().since()).isEqualTo(NOON.plusSeconds(1));
        settle(
                new Turn(intent.id(), NOON.plusSeconds(1)),
                intent,
                Fate.ACCEPTED,
                NOON.plusSeconds(2));
        assertThat(find(intent).orElseThrow().state()).isEqualTo(State.ACCEPTED);
        assertThat(find(intent).orElseThrow().outcome())
                .contains(new Placed.Accepted(order(intent)));
    }

    @Test
    default void a_name_is_claimed_once_and_a_refused_claim_writes_nothing() {
        UserId ann = new UserId(UUID.randomUUID());
        Intent first = named(ann, "n", "buy");
        assertThat(intend(first)).isEqualTo(written());
        int recorded = audit().recorded().size();

        assertThat(intend(named(ann, "n", "buy"))).isEqualTo(new Intended.Claimed());
        assertThat(intend(named(ann, "n", "sell"))).isEqualTo(new Intended.Claimed());
        assertThat(audit().recorded()).hasSize(recorded);
        assertThat(find(first).orElseThrow().id()).isEqualTo(first.id());
        assertThat(intend(named(ann, "N", "buy"))).isEqualTo(written());
    }

    @Test
    default void of_many_claims_at_once_one_is_written() {
        UserId ann = new UserId(UUID.randomUUID());

        List<Intended> all = AllAtOnce.run(8, _ -> intend(named(ann, "n", "buy")));

        assertThat(all).filteredOn(written()::equals).hasSize(1);
        assertThat(all).filteredOn(new Intended.Claimed()::equals).hasSize(7);
    }

    @Test
    default void what_the_exchange_refused_is_kept_and_what_nobody_judged_is_free_again() {
        UserId ann = new UserId(UUID.randomUUID());
        Intent refused = named(ann, "refused", "buy");
        Intent unsent = named(ann, "unsent", "buy");
        intend(refused);
        intend(unsent);
        settle(refused, Fate.NOT_PLACED);
        settle(unsent, Fate.NOT_SENT);

        assertThat(find(refused).orElseThrow().state()).isEqualTo(State.NOT_PLACED);
        assertThat(find(refused).orElseThrow().outcome())
                .contains(new Placed.Rejected(fault("NOT_PLACED")));
        assertThat(find(unsent)).isEmpty();
        assertThat(intend(named(ann, "unsent", "sell"))).isEqualTo(written());
    }

    @Test
    default void an_order_is_sent_once_and_soon_or_not_at_all() {
        UserId ann = new UserId(UUID.randomUUID());
        Intent quick = named(ann, "quick", "buy");
        Intent slow = named(ann, "slow", "buy");
        intend(quick);
        intend(slow);
        Instant last = NOON.plus(OrderJournal.SENT_WITHIN);

        assertThat(journal().sending(quick.id(), last)).isInstanceOf(Clearance.Go.class);
        assertThat(journal().sending(quick.id(), last)).isEqualTo(new Clearance.Lost());
        assertThat(journal().sending(slow.id(), last.plusMillis(1)))
                .isEqualTo(new Clearance.Lost());
        assertThat(journal().sending(new EntryId(UUID.randomUUID()), NOON))
                .isEqualTo(new Clearance.Lost());
    }

    @Test
    default void one_of_several_sends_an_order_of_unknown_fate_again() {
        Intent intent = named(new UserId(UUID.randomUUID()), "n", "buy");
        intend(intent);
        assertThat(journal().sending(intent.id(), NOON)).isInstanceOf(Clearance.Go.class);
        settle(intent, Fate.UNKNOWN, NOON.plusSeconds(5));
        Entry unknown = find(intent).orElseThrow();
        assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
        assertThat(unknown.since()).isEqualTo(NOON);

        List<Clearance> all =
                AllAtOnce.run(8, _ -> journal().sendingAgain(unknown, NOON.plusSeconds(20)));

        assertThat(all).filteredOn(Clearance.Go.class::isInstance).hasSize(1);
        assertThat(find(intent).orElseThrow().state()).isEqualTo(State.SENT);
        assertThat(find(intent).orElseThrow().since()).isEqualTo(NOON.plusSeconds(20));
        settle(
                new Turn(intent.id(), NOON.plusSeconds(20)),
                intent,
                Fate.ACCEPTED,
                NOON.plusSeconds(21));
        assertThat(find(intent).orElseThrow().state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    default void who_lost_the_turn_settles_nothing_any_more() {
        Intent intent = named(new UserId(UUID.randomUUID()), "n", "buy");
        intend(intent);
        Turn stalled = sent(intent);
        Instant later = NOON.plus(OrderJournal.OVER_AFTER);
        assertThat(journal().sendingAgain(find(intent).orElseThrow(), later))
                .isEqualTo(new Clearance.Go(new Turn(intent.id(), later)));

        settle(stalled, intent, Fate.NOT_SENT, later);
        assertThat(find(intent).orElseThrow().state()).isEqualTo(State.SENT);
        settle(new Turn(intent.id(), later), intent, Fate.ACCEPTED, later);
        settle(stalled, intent, Fate.UNKNOWN, later);
        assertThat(find(intent).orElseThrow().state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    default void an_order_is_given_up_unless_somebody_else_sends_it() {
        Grant grant = granted(daily("100"));
        Intent taken = named(new UserId(UUID.randomUUID()), "taken", "buy");
        Intent late = intent(grant, "60");
        intend(taken);
        intend(late);
        journal().sendingAgain(find(taken).orElseThrow(), NOON.plusSeconds(20));
        int recorded = audit().recorded().size();

        assertThat(journal().giveUp(taken.id(), settled(taken), NOON)).isFalse();
        assertThat(find(taken).orElseThrow().state()).isEqualTo(State.SENT);
        assertThat(audit().recorded()).hasSize(recorded);

        assertThat(order(grant, "60")).isEqualTo(dayOverLimit());
        assertThat(journal().giveUp(late.id(), settled(late), NOON)).isTrue();
        assertThat(journal().giveUp(late.id(), settled(late), NOON)).isFalse();
        assertThat(audit().recorded()).hasSize(recorded + 1);
        assertThat(journal().sending(late.id(), NOON)).isEqualTo(new Clearance.Lost());
        assertThat(order(grant, "60")).isEqualTo(written());
    }

    @Test
    default void a_look_up_settles_an_unknown_fate_and_no_other() {
        UserId ann = new UserId(UUID.randomUUID());
        Intent unknown = named(ann, "unknown", "buy");
        Intent refused = named(ann, "refused", "buy");
        intend(unknown);
        intend(refused);
        settle(unknown, Fate.UNKNOWN);
        settle(refused, Fate.NOT_PLACED);
        int recorded = audit().recorded().size();

        journal().found(unknown.id(), order(unknown), settled(unknown), NOON);
        journal().found(refused.id(), order(refused), settled(refused), NOON);

        Eventually.holds(() -> assertThat(audit().recorded()).hasSize(recorded + 2));
        assertThat(find(unknown).orElseThrow().outcome())
                .contains(new Placed.Accepted(order(unknown)));
        assertThat(find(refused).orElseThrow().state()).isEqualTo(State.NOT_PLACED);
    }

    @Test
    default void a_name_is_free_again_when_its_order_is_forgotten() {
        UserId ann = new UserId(UUID.randomUUID());
        intend(named(ann, "n", "buy"));

        journal().sweep(NOON.plus(OrderJournal.ENTRIES_KEPT).minusMillis(1));
        assertThat(intend(named(ann, "n", "buy"))).isEqualTo(new Intended.Claimed());
        journal().sweep(NOON.plus(OrderJournal.ENTRIES_KEPT));
        assertThat(intend(named(ann, "n", "buy"))).isEqualTo(written());
    }

    @Test
    default void a_lasting_settlement_tells_the_outcome_that_stands() {
        Intent intent = named(new UserId(UUID.randomUUID()), "n", "buy");
        intend(intent);
        journal().sending(intent.id(), NOON);
        Placed unknown = as(intent, Fate.UNKNOWN).outcome();
        Placed accepted = as(intent, Fate.ACCEPTED).outcome();

        assertThat(
                        journal()
                                .settleDurably(
                                        new Turn(intent.id(), NOON),
                                        as(intent, Fate.UNKNOWN),
                                        settled(intent),
                                        NOON))
                .isEqualTo(unknown);
        assertThat(journal().found(intent.id(), order(intent), settled(intent), NOON))
                .isEqualTo(accepted);
        assertThat(find(intent).orElseThrow().outcome()).contains(accepted);
        assertThat(
                        journal()
                                .settleDurably(
                                        new Turn(intent.id(), NOON),
                                        as(intent, Fate.NOT_PLACED),
                                        settled(intent),
                                        NOON))
                .isEqualTo(accepted);
    }

    @Test
    default void no_order_is_written_or_sent_while_everybody_or_its_user_is_halted() {
        UserId ann = user("ann@example.org");
        UserId bob = user("bob@example.org");
        for (Optional<UserId> whose : List.of(Optional.of(ann), Optional.<UserId>empty())) {
            Intent written = named(ann, "written", "buy");
            Intent unknown = named(ann, "unknown", "buy");
            intend(written);
            intend(unknown);
            journal().sending(unknown.id(), NOON);
            settle(unknown, Fate.UNKNOWN);
            Entry seen = find(unknown).orElseThrow();

            halts().halt(whose, halted(ann, true), NOON);
            int recorded = audit().recorded().size();
            assertThat(intend(named(ann, "new", "buy"))).isEqualTo(new Intended.Halted());
            assertThat(audit().recorded()).hasSize(recorded);
            assertThat(journal().sending(written.id(), NOON)).isEqualTo(new Clearance.Halted());
            assertThat(journal().sendingAgain(seen, NOON)).isEqualTo(new Clearance.Halted());
            assertThat(intend(named(bob, "bobs", "buy")))
                    .isEqualTo(whose.isEmpty() ? new Intended.Halted() : written());

            halts().resume(whose, halted(ann, false), NOON);
            assertThat(journal().sending(written.id(), NOON)).isInstanceOf(Clearance.Go.class);
            assertThat(journal().sendingAgain(seen, NOON)).isInstanceOf(Clearance.Go.class);
            journal().sweep(NOON.plus(OrderJournal.ENTRIES_KEPT));
        }
    }

    @Test
    default void an_owner_who_is_halted_halts_those_who_trade_with_the_account() {
        UserId ann = user("ann@example.org");
        Grant grant = given(ann, account(ann), user("bob@example.org"), daily("100"));

        halts().halt(Optional.of(ann), halted(ann, true), NOON);

        assertThat(order(grant, "1")).isEqualTo(new Intended.Halted());
    }

    @Test
    default void a_halt_is_told_with_its_beginning_until_it_ends() {
        UserId ann = user("ann@example.org");
        UserId bob = user("bob@example.org");
        assertThat(halts().of(ann))
                .isEqualTo(new HaltStore.Halts(Optional.empty(), Optional.empty()));

        halts().halt(Optional.of(ann), halted(ann, true), NOON);
        halts().halt(Optional.of(ann), halted(ann, true), NOON.plusSeconds(1));
        halts().halt(Optional.empty(), halted(bob, true), NOON.plusSeconds(2));

        Optional<Instant> all = Optional.of(NOON.plusSeconds(2));
        assertThat(halts().of(ann)).isEqualTo(new HaltStore.Halts(all, Optional.of(NOON)));
        assertThat(halts().of(bob)).isEqualTo(new HaltStore.Halts(all, Optional.empty()));

        halts().resume(Optional.empty(), halted(bob, false), NOON);
        assertThat(halts().of(ann))
                .isEqualTo(new HaltStore.Halts(Optional.empty(), Optional.of(NOON)));
        assertThat(audit().recorded())
                .endsWith(
                        audit().shown(halted(bob, true), NOON.plusSeconds(2)),
                        audit().shown(halted(bob, false), NOON));
    }

    private static AuditEvent halted(UserId by, boolean active) {
        return new AuditEvent.TradingHalted(by, HaltScope.OWN, active);
    }

    @Test
    default void orders_with_accounts_that_nobody_finds_out_about_are_unsettled() {
        Grant grant = granted(daily("1000"));
        Intent intended = intent(grant, "10");
        Intent sent = intent(grant, "10");
        Intent unknown = intent(grant, "10");
        Intent accepted = intent(grant, "10");
        Intent keys = withoutGrant();
        for (Intent intent : List.of(intended, sent, unknown, accepted, keys)) {
            assertThat(intend(intent)).isEqualTo(written());
        }
        for (Intent intent : List.of(sent, unknown, accepted)) {
            journal().sending(intent.id(), NOON.plusSeconds(1));
        }
        Instant sentAt = NOON.plusSeconds(1);
        settle(new Turn(unknown.id(), sentAt), unknown, Fate.UNKNOWN, NOON.plusSeconds(2));
        settle(new Turn(accepted.id(), sentAt), accepted, Fate.ACCEPTED, NOON.plusSeconds(2));

        // Their server is there, and may still be at it.
        Eventually.holds(
                () ->
                        assertThat(unsettled(NOON.plusSeconds(3)))
                                .extracting(Unsettled::id)
                                .containsExactly(unknown.id()));
        Instant over = NOON.plusSeconds(1).plus(OrderJournal.OVER_AFTER);
        assertThat(unsettled(over))
                .extracting(Unsettled::id)
                .containsExactlyInAnyOrder(intended.id(), sent.id(), unknown.id());
        assertThat(unsettled(over))
                .filteredOn(o -> o.id().equals(sent.id()))
                .containsExactly(
                        new Unsettled(
                                sent.id(),
                                sent.user(),
                                Optional.empty(),
                                grant.account(),
                                PAPER_SPOT,
                                BTC_USDT,
                                sent.order(),
                                State.SENT,
                                NOON,
                                NOON.plusSeconds(1)));
        List<Unsettled> all = unsettled(over);
        assertThat(journal().unsettled(Optional.empty(), 2, over)).isEqualTo(all.subList(0, 2));
        assertThat(journal().unsettled(Optional.of(all.get(1)), 2, over))
                .isEqualTo(all.subList(2, 3));
        assertThat(journal().unsettled(Optional.of(all.get(2)), 2, over)).isEmpty();
    }

    private List<Unsettled> unsettled(Instant now) {
        return journal().unsettled(Optional.empty(), 10, now);
    }

    @Test
    default void a_lapsed_order_gives_back_what_it_took_and_its_name_unless_it_changed() {
        Grant grant = granted(daily("100"));
        Claim claim = new Claim(new IdempotencyKey("n"), OrderDigest.of(List.of("buy")));
        Intent plain = intent(grant, "60");
        Intent named =
                new Intent(
                        plain.id(),
                        plain.user(),
                        plain.venue(),
                        plain.symbol(),
                        plain.order(),
                        plain.account(),
                        plain.reserved(),
                        Optional.of(claim));
        intend(named);
        journal().sending(named.id(), NOON);
        settle(named, Fate.UNKNOWN, NOON);
        Unsettled seen = unsettled(NOON).getFirst();
        journal().sendingAgain(find(named).orElseThrow(), NOON.plusSeconds(1));

        lapse(seen);
        assertThat(order(grant, "60")).isEqualTo(dayOverLimit());
        assertThat(find(named)).isPresent();

        settle(new Turn(named.id(), NOON.plusSeconds(1)), named, Fate.UNKNOWN, NOON.plusSeconds(2));
        lapse(unsettled(NOON).getFirst());
        assertThat(find(named)).isEmpty();
        assertThat(order(grant, "100")).isEqualTo(written());
        assertThat(unsettled(NOON)).isEmpty();
    }

    private void lapse(Unsettled seen) {
        int recorded = audit().recorded().size();
        journal()
                .lapsed(
                        seen,
                        new AuditEvent.OrderSettled(
                                seen.user(), seen.venue(), seen.order().id(), "not placed"),
                        NOON);
        Eventually.holds(() -> assertThat(audit().recorded()).hasSize(recorded + 1));
    }

    @Test
    default void where_accounts_were_used_is_told_to_their_owner_and_of_everybody() {
        UserId ann = user("ann@example.org");
        UserId bob = user("bob@example.org");
        Grant grant = given(ann, account(ann), bob, daily("100"));
        order(grant, "1");
        order(grant, "1");
        intend(withoutGrant());
        var used =
                new OrderJournal.Used(bob, Optional.empty(), grant.account(), PAPER_SPOT, BTC_USDT);

        assertThat(journal().used(Optional.empty())).containsExactly(used);
        assertThat(journal().used(Optional.of(ann))).containsExactly(used);
        assertThat(journal().used(Optional.of(bob))).isEmpty();
    }

    private static ClientOrderId orderId() {
        return new ClientOrderId(UUID.randomUUID().toString());
    }

    private static AuditEvent requested(Intent intent) {
        return new AuditEvent.OrderRequested(
                intent.user(), intent.account(), intent.venue(), BTC_USDT, intent.order().id());
    }

    private static AuditEvent settled(Intent intent) {
        return new AuditEvent.OrderSettled(
                intent.user(), intent.venue(), intent.order().id(), "settled");
    }

    private static GrantLimits daily(String usdt) {
        return new GrantLimits(
                Optional.empty(), Map.of(), Map.of(USDT, new BigDecimal(usdt)), Optional.empty());
    }

    private static Notional usdt(String amount) {
        return new Notional(USDT, new BigDecimal(amount));
    }

    private static Intended written() {
        return new Intended.Written();
    }

    private static Intended dayOverLimit() {
        return new Intended.DayOverLimit();
    }

    private static Intended grantChanged() {
        return new Intended.GrantChanged();
    }
}
