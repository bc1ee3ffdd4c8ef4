package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.application.trading.OrderJournal.EntryId;
import cc.profitmaker.application.trading.OrderJournal.Fate;
import cc.profitmaker.application.trading.OrderJournal.Intended;
import cc.profitmaker.application.trading.OrderJournal.Intent;
import cc.profitmaker.application.trading.OrderJournal.Reserved;
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
import cc.profitmaker.domain.order.ClientOrderId;
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

        journal().settle(two.id(), Fate.UNKNOWN, settled(two), NOON);
        journal().settle(one.id(), Fate.ACCEPTED, settled(one), NOON);

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
                                    intent.id(),
                                    i % 2 == 0 ? Fate.NOT_PLACED : Fate.ACCEPTED,
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

    private void settle(Intent intent, Fate fate) {
        settle(intent, fate, NOON);
    }

    /** Returns when it is written. */
    private void settle(Intent intent, Fate fate, Instant now) {
        int recorded = audit().recorded().size();
        journal().settle(intent.id(), fate, settled(intent), now);
        Eventually.holds(() -> assertThat(audit().recorded()).hasSize(recorded + 1));
    }

    private static Intent withoutGrant() {
        return new Intent(
                new EntryId(UUID.randomUUID()),
                new UserId(UUID.randomUUID()),
                PAPER_SPOT,
                orderId(),
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
                orderId(),
                Optional.of(grant.account()),
                Optional.of(new Reserved(grant, notional)));
    }

    private static ClientOrderId orderId() {
        return new ClientOrderId(UUID.randomUUID().toString());
    }

    private static AuditEvent requested(Intent intent) {
        return new AuditEvent.OrderRequested(
                intent.user(), intent.account(), intent.venue(), BTC_USDT, intent.order());
    }

    private static AuditEvent settled(Intent intent) {
        return new AuditEvent.OrderSettled(
                intent.user(), intent.venue(), intent.order(), "settled");
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
