package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.VaultFixtures.account;
import static cc.profitmaker.application.testing.VaultFixtures.fingerprint;
import static cc.profitmaker.application.testing.VaultFixtures.givenAt;
import static cc.profitmaker.application.testing.VaultFixtures.grant;
import static cc.profitmaker.application.testing.VaultFixtures.liveGrant;
import static cc.profitmaker.application.testing.VaultFixtures.newId;
import static cc.profitmaker.application.testing.VaultFixtures.sealed;
import static cc.profitmaker.application.testing.VaultFixtures.with;
import static cc.profitmaker.application.testing.VaultFixtures.withBothKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.session.UserStore.OperatorClaim;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.application.vault.AccountStore.Change;
import cc.profitmaker.application.vault.AccountStore.Given;
import cc.profitmaker.application.vault.AccountStore.Kept;
import cc.profitmaker.application.vault.AccountStore.Named;
import cc.profitmaker.application.vault.AccountStore.Seen;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantId;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.AuditEvent.AccountChanged.Ceilings;
import cc.profitmaker.domain.identity.Binding;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.Label;
import cc.profitmaker.domain.vault.SealedCredential;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What every {@link AccountStore} promises. */
public interface AccountStoreContract {
    AccountStore accounts();

    /** The users that own accounts and are granted them; none when a test begins. */
    UserStore users();

    /** What the store tells; it may have been told of other tests' accounts. */
    RecordedChanges changes();

    AuditReading audit();

    /** From now on the trail takes no rows, though the database is there. */
    void refuseAudit();

    void acceptAudit();

    /** Binds a single sign-on subject to a user, as the operator does. */
    void bindToSso(UserId user, String subject);

    @Test
    default void an_added_account_is_its_owners_with_all_that_was_said_of_it() {
        UserId ann = addedByOperator("ann@example.org");
        Account account = withBothKeys(ann, NOON);
        accounts().add(with(account, "1"), added(account), NOON);

        assertThat(accounts().see(account.id(), ann)).contains(owned(account));
        assertThat(accounts().of(ann)).containsExactly(owned(account));
    }

    @Test
    default void what_an_exchange_did_not_say_stays_unsaid() {
        UserId ann = addedByOperator("ann@example.org");
        Account silent = put(account(ann, NOON, Map.of(KeySlot.MAIN, 1L)));

        assertThat(accounts().see(silent.id(), ann)).contains(owned(silent));
        assertThat(silent.report()).isEqualTo(KeyReport.SILENT);
    }

    @Test
    default void the_weakest_key_that_does_is_found_as_it_was_sealed() {
        UserId ann = addedByOperator("ann@example.org");
        Account both = put(withBothKeys(ann, NOON));
        Account one = put(account(ann, NOON, Map.of(KeySlot.MAIN, 1L)));

        assertThat(accounts().find(both.id(), ann, AccessLevel.READ))
                .contains(kept(both, KeySlot.READ_ONLY));
        assertThat(accounts().find(both.id(), ann, AccessLevel.TRADE))
                .contains(kept(both, KeySlot.MAIN));
        assertThat(accounts().find(one.id(), ann, AccessLevel.READ))
                .contains(kept(one, KeySlot.MAIN));
        assertThat(accounts().find(one.id(), ann, AccessLevel.TRADE))
                .contains(kept(one, KeySlot.MAIN));
    }

    @Test
    default void nobody_knows_of_an_account_but_its_owner() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));

        assertThat(accounts().find(account.id(), bob, AccessLevel.READ)).isEmpty();
        assertThat(accounts().see(account.id(), bob)).isEmpty();
        assertThat(accounts().of(bob)).isEmpty();
        assertThat(accounts().grants(account.id(), bob)).isEmpty();
        assertThat(accounts().see(newId(), ann)).isEmpty();
        assertThat(accounts().find(new AccountId("cred_1"), ann, AccessLevel.READ)).isEmpty();
    }

    @Test
    default void a_user_has_the_main_keys_of_their_own_accounts_and_no_others() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));

        assertThat(accounts().has(ann, fingerprint(account, "1"))).isTrue();
        assertThat(accounts().has(ann, fingerprint(account, "2"))).isFalse();
        assertThat(accounts().has(bob, fingerprint(account, "1"))).isFalse();
    }

    @Test
    default void a_change_of_the_label_leaves_the_keys_as_they_are() {
        UserId ann = addedByOperator("ann@example.org");
        Account before = put(withBothKeys(ann, NOON));
        var after =
                new Account(
                        before.id(),
                        ann,
                        before.exchange(),
                        new Label("Ännchens \"Konto\" 🙂"),
                        AccessLevel.READ,
                        before.versions(),
                        before.suffix(),
                        KeyReport.SILENT,
                        before.createdAt());

        assertThat(change(before, new Change(after, Map.of(), Optional.empty()))).isTrue();

        assertThat(accounts().see(after.id(), ann)).contains(owned(after));
        assertThat(accounts().find(after.id(), ann, AccessLevel.READ))
                .contains(kept(after, KeySlot.READ_ONLY));
        assertThat(accounts().find(after.id(), ann, AccessLevel.TRADE))
                .contains(kept(after, KeySlot.MAIN));
        assertThat(accounts().has(ann, fingerprint(before, "1"))).isTrue();
    }

    @Test
    default void a_new_main_key_takes_the_place_of_the_old_one_only() {
        UserId ann = addedByOperator("ann@example.org");
        Account before = put(withBothKeys(ann, NOON));
        Account after = account(before, Map.of(KeySlot.MAIN, 2L, KeySlot.READ_ONLY, 1L));
        SealedCredential fresh = sealed(after, KeySlot.MAIN, "2");

        assertThat(
                        change(
                                before,
                                new Change(
                                        after,
                                        Map.of(KeySlot.MAIN, fresh),
                                        Optional.of(fingerprint(after, "2")))))
                .isTrue();

        assertThat(accounts().find(after.id(), ann, AccessLevel.TRADE))
                .contains(new Kept(after, new Standing.Owner(), KeySlot.MAIN, fresh));
        assertThat(accounts().find(after.id(), ann, AccessLevel.READ))
                .contains(kept(after, KeySlot.READ_ONLY));
        assertThat(accounts().has(ann, fingerprint(after, "2"))).isTrue();
        assertThat(accounts().has(ann, fingerprint(before, "1"))).isFalse();
    }

    @Test
    default void a_key_that_the_account_has_no_more_goes_and_one_it_has_now_comes() {
        UserId ann = addedByOperator("ann@example.org");
        Account both = put(withBothKeys(ann, NOON));
        Account one = account(both, Map.of(KeySlot.MAIN, 1L));

        assertThat(change(both, new Change(one, Map.of(), Optional.empty()))).isTrue();
        assertThat(accounts().find(one.id(), ann, AccessLevel.READ))
                .contains(kept(one, KeySlot.MAIN));

        Account again = account(one, Map.of(KeySlot.MAIN, 1L, KeySlot.READ_ONLY, 7L));
        SealedCredential fresh = sealed(again, KeySlot.READ_ONLY, "7");
        assertThat(
                        change(
                                one,
                                new Change(
                                        again, Map.of(KeySlot.READ_ONLY, fresh), Optional.empty())))
                .isTrue();
        assertThat(accounts().find(again.id(), ann, AccessLevel.READ))
                .contains(new Kept(again, new Standing.Owner(), KeySlot.READ_ONLY, fresh));
    }

    @Test
    default void an_account_that_is_not_as_it_was_is_not_changed() {
        UserId ann = addedByOperator("ann@example.org");
        Account before = put(withBothKeys(ann, NOON));
        Account after = account(before, Map.of(KeySlot.MAIN, 1L));
        change(before, new Change(after, Map.of(), Optional.empty()));
        int recorded = audit().recorded().size();

        assertThat(change(before, with(account(before, before.versions()), "3"))).isFalse();
        Account nowhere = account(ann, NOON, Map.of(KeySlot.MAIN, 1L));
        assertThat(change(nowhere, with(nowhere, "3"))).isFalse();

        assertThat(accounts().see(before.id(), ann)).contains(owned(after));
        assertThat(accounts().see(nowhere.id(), ann)).isEmpty();
        assertThat(audit().recorded()).hasSize(recorded);
    }

    @Test
    default void of_concurrent_changes_from_one_state_one_is_made() {
        UserId ann = addedByOperator("ann@example.org");
        Account before = put(account(ann, NOON, Map.of(KeySlot.MAIN, 1L)));
        Account after = account(before, Map.of(KeySlot.MAIN, 2L));
        int recorded = audit().recorded().size();

        List<Boolean> made = AllAtOnce.run(20, i -> change(before, with(after, "try " + i)));

        assertThat(made).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(accounts().find(before.id(), ann, AccessLevel.TRADE).orElseThrow().credential())
                .isEqualTo(sealed(after, KeySlot.MAIN, "try " + made.indexOf(true)));
        assertThat(audit().recorded()).hasSize(recorded + 1);
    }

    @Test
    default void an_account_is_removed_by_its_owner_with_keys_and_grants() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));
        give(liveGrant(account, bob, AccessLevel.TRADE), ann);
        var event = new AuditEvent.AccountRemoved(ann, account.id());
        int recorded = audit().recorded().size();

        assertThat(accounts().remove(account.id(), bob, event, NOON)).isFalse();
        assertThat(accounts().remove(newId(), ann, event, NOON)).isFalse();
        assertThat(audit().recorded()).hasSize(recorded);
        assertThat(accounts().remove(account.id(), ann, event, NOON)).isTrue();

        assertThat(accounts().see(account.id(), ann)).isEmpty();
        assertThat(accounts().find(account.id(), bob, AccessLevel.READ)).isEmpty();
        assertThat(accounts().of(bob)).isEmpty();
        assertThat(accounts().grants(account.id(), ann)).isEmpty();
        assertThat(accounts().has(ann, fingerprint(account, "1"))).isFalse();
        assertThat(accounts().remove(account.id(), ann, event, NOON)).isFalse();
        assertThat(audit().recorded()).hasSize(recorded + 1).last().isEqualTo(shown(event));
    }

    @Test
    default void a_grant_is_kept_to_the_letter_and_stands_for_its_grantee() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));
        Grant grant =
                grant(
                        account,
                        bob,
                        AccessLevel.TRADE,
                        new GrantLimits(
                                Optional.of(Set.of(BTC_USDT, new Symbol("ETH/USDT:USDT"))),
                                Map.of(
                                        new Currency("USDT"),
                                        new BigDecimal("1000.50"),
                                        new Currency("BTC"),
                                        new BigDecimal("0.000000000000000000000000000001")),
                                Map.of(new Currency("USDT"), new BigDecimal("1E+3")),
                                Optional.of(new BigDecimal("2.5"))),
                        Optional.of(NOON.plusSeconds(60)));

        assertThat(give(grant, ann)).contains(new Given(grant, new Email("bob@example.org")));

        var standing = new Standing.Grantee(grant);
        assertThat(accounts().see(account.id(), bob)).contains(new Seen(account, standing));
        assertThat(accounts().of(bob)).containsExactly(new Seen(account, standing));
        assertThat(accounts().find(account.id(), bob, AccessLevel.READ))
                .contains(
                        new Kept(
                                account,
                                standing,
                                KeySlot.READ_ONLY,
                                sealed(account, KeySlot.READ_ONLY, "1")));
        assertThat(accounts().see(account.id(), ann)).contains(owned(account));
        assertThat(accounts().grants(account.id(), ann))
                .contains(List.of(new Given(grant, new Email("bob@example.org"))));
    }

    @Test
    default void no_symbol_at_all_is_not_every_symbol() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));
        var none = new GrantLimits(Optional.of(Set.of()), Map.of(), Map.of(), Optional.empty());
        Grant grant = grant(account, bob, AccessLevel.TRADE, none, Optional.empty());
        give(grant, ann);

        assertThat(accounts().see(account.id(), bob))
                .contains(new Seen(account, new Standing.Grantee(grant)));
    }

    @Test
    default void a_grant_that_expired_is_still_seen_as_what_it_was() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));
        Grant grant =
                grant(
                        account,
                        bob,
                        AccessLevel.READ,
                        GrantLimits.NONE,
                        Optional.of(NOON.minusSeconds(1)));
        give(grant, ann);

        assertThat(accounts().find(account.id(), bob, AccessLevel.READ).orElseThrow().standing())
                .isEqualTo(new Standing.Grantee(grant));
        assertThat(accounts().of(bob)).hasSize(1);
    }

    @Test
    default void a_second_grant_to_a_user_takes_the_place_of_the_first() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));
        Grant first = liveGrant(account, bob, AccessLevel.TRADE);
        Grant second = liveGrant(account, bob, AccessLevel.READ);
        give(first, ann);
        give(second, ann);

        assertThat(accounts().grants(account.id(), ann).orElseThrow())
                .extracting(Given::grant)
                .containsExactly(second);
        assertThat(accounts().see(account.id(), bob))
                .contains(new Seen(account, new Standing.Grantee(second)));
        assertThat(revoke(first, ann)).isFalse();
        assertThat(revoke(second, ann)).isTrue();
    }

    @Test
    default void only_the_owner_gives_and_only_to_users_who_may_sign_in() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        UserId eve = addedByOperator("eve@example.org");
        disable(eve);
        Account account = put(withBothKeys(ann, NOON));
        int recorded = audit().recorded().size();

        assertThat(give(liveGrant(account, bob, AccessLevel.READ), bob)).isEmpty();
        assertThat(give(liveGrant(account, eve, AccessLevel.READ), ann)).isEmpty();
        assertThat(give(liveGrant(account, new UserId(UUID.randomUUID()), AccessLevel.READ), ann))
                .isEmpty();
        Account nowhere = account(ann, NOON, Map.of(KeySlot.MAIN, 1L));
        assertThat(give(liveGrant(nowhere, bob, AccessLevel.READ), ann)).isEmpty();

        assertThat(accounts().grants(account.id(), ann)).contains(List.of());
        assertThat(audit().recorded()).hasSize(recorded);
    }

    @Test
    default void a_grant_is_revoked_by_the_owner_of_its_account_only() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));
        Account bobs = put(withBothKeys(bob, NOON));
        Grant grant = liveGrant(account, bob, AccessLevel.READ);
        give(grant, ann);
        var event = new AuditEvent.GrantRevoked(ann, account.id(), grant.id());
        int recorded = audit().recorded().size();

        assertThat(revoke(grant, bob)).isFalse();
        assertThat(accounts().revoke(bobs.id(), grant.id(), bob, event, NOON)).isFalse();
        assertThat(
                        accounts()
                                .revoke(
                                        account.id(),
                                        new GrantId(UUID.randomUUID()),
                                        ann,
                                        event,
                                        NOON))
                .isFalse();
        assertThat(audit().recorded()).hasSize(recorded);
        assertThat(accounts().find(account.id(), bob, AccessLevel.READ)).isPresent();

        assertThat(accounts().revoke(account.id(), grant.id(), ann, event, NOON)).isTrue();

        assertThat(accounts().find(account.id(), bob, AccessLevel.READ)).isEmpty();
        assertThat(accounts().of(bob)).containsExactly(owned(bobs));
        assertThat(revoke(grant, ann)).isFalse();
        assertThat(audit().recorded()).hasSize(recorded + 1).last().isEqualTo(shown(event));
    }

    @Test
    default void accounts_and_grants_come_by_age() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        UserId eve = addedByOperator("eve@example.org");
        Account young = put(withBothKeys(ann, NOON.plusSeconds(2)));
        Account shared = put(withBothKeys(bob, NOON.plusSeconds(1)));
        Account old = put(account(ann, NOON, Map.of(KeySlot.MAIN, 1L)));
        Grant second = givenAt(shared, ann, NOON.plusSeconds(9));
        Grant first = givenAt(shared, eve, NOON.plusSeconds(8));
        give(second, bob);
        give(first, bob);

        assertThat(accounts().of(ann))
                .containsExactly(
                        owned(old), new Seen(shared, new Standing.Grantee(second)), owned(young));
        assertThat(accounts().grants(shared.id(), bob).orElseThrow())
                .extracting(Given::grant)
                .containsExactly(first, second);
        assertThat(accounts().grants(shared.id(), ann)).isEmpty();
    }

    @Test
    default void concurrent_grants_to_one_user_leave_one() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));

        AllAtOnce.run(20, _ -> give(liveGrant(account, bob, AccessLevel.READ), ann).orElseThrow());

        List<Given> left = accounts().grants(account.id(), ann).orElseThrow();
        assertThat(left).hasSize(1);
        assertThat(accounts().see(account.id(), bob))
                .contains(new Seen(account, new Standing.Grantee(left.getFirst().grant())));
    }

    @Test
    default void grants_revocations_changes_and_the_removal_of_one_account_do_not_trip_up() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));
        var removed = new AuditEvent.AccountRemoved(ann, account.id());
        int recorded = audit().recorded().size();

        List<Boolean> done =
                AllAtOnce.run(
                        40,
                        i ->
                                switch (i % 4) {
                                    case 0 -> {
                                        Grant grant = liveGrant(account, bob, AccessLevel.READ);
                                        yield give(grant, ann).isPresent();
                                    }
                                    case 1 ->
                                            accounts().grants(account.id(), ann).stream()
                                                    .flatMap(List::stream)
                                                    .filter(given -> revoke(given.grant(), ann))
                                                    .findAny()
                                                    .isPresent();
                                    case 2 -> change(account, with(account, "1"));
                                    default ->
                                            i == 39
                                                    && accounts()
                                                            .remove(
                                                                    account.id(),
                                                                    ann,
                                                                    removed,
                                                                    NOON);
                                });

        assertThat(done.getLast()).isTrue();
        assertThat(accounts().see(account.id(), bob)).isEmpty();
        long events = done.stream().filter(Boolean::booleanValue).count();
        assertThat(audit().recorded()).hasSize(recorded + (int) events);
    }

    @Test
    default void an_address_is_trusted_when_the_operator_or_the_auth_service_vouches_for_it() {
        UserId added = addedByOperator("ann@example.org");
        UserId registered = registered("bob@example.org");
        UserId disabled = addedByOperator("eve@example.org");
        disable(disabled);
        User bootstrap = users().bootstrap(new UserId(UUID.randomUUID()), NOON);

        assertThat(accounts().trusted(new Email("ann@example.org"))).contains(added);
        assertThat(accounts().trusted(new Email("bob@example.org"))).isEmpty();
        assertThat(accounts().trusted(new Email("eve@example.org"))).isEmpty();
        assertThat(accounts().trusted(new Email("nobody@example.org"))).isEmpty();
        assertThat(accounts().trusted(bootstrap.email())).isEmpty();

        bindToSso(registered, "subject of bob");
        assertThat(accounts().trusted(new Email("bob@example.org"))).contains(registered);
    }

    @Test
    default void a_grant_by_address_ends_when_its_user_is_adopted_and_one_by_id_does_not() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account first = put(withBothKeys(ann, NOON));
        Account second = put(withBothKeys(ann, NOON));
        Grant byId = liveGrant(second, bob, AccessLevel.READ);
        assertThat(give(liveGrant(first, bob, AccessLevel.READ), ann)).isPresent();
        assertThat(
                        accounts()
                                .give(
                                        byId,
                                        Named.BY_ID,
                                        ann,
                                        new AuditEvent.GrantGiven(ann, byId),
                                        NOON))
                .isPresent();

        assertThat(
                        users().bind(
                                        Fixtures.sso("s-bob", "bob@example.org"),
                                        Binding.Newcomers.REFUSED,
                                        new UserId(UUID.randomUUID()),
                                        NOON))
                .isInstanceOf(Binding.Adopted.class);

        assertThat(accounts().see(first.id(), bob)).isEmpty();
        assertThat(accounts().see(second.id(), bob)).isPresent();
    }

    @Test
    default void access_ends_where_the_trail_is_closed_and_is_not_given_there() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));
        Account other = put(withBothKeys(ann, NOON));
        Grant grant = liveGrant(account, bob, AccessLevel.READ);
        assertThat(give(grant, ann)).isPresent();
        int before = audit().recorded().size();
        refuseAudit();
        try {
            assertThat(revoke(grant, ann)).isTrue();
            assertThat(
                            accounts()
                                    .remove(
                                            other.id(),
                                            ann,
                                            new AuditEvent.AccountRemoved(ann, other.id()),
                                            NOON))
                    .isTrue();
            assertThatThrownBy(() -> give(grant, ann)).isInstanceOf(Unavailable.class);

            assertThat(accounts().see(account.id(), bob)).isEmpty();
            assertThat(accounts().see(other.id(), ann)).isEmpty();
        } finally {
            acceptAudit();
        }
        Eventually.holds(() -> assertThat(audit().recorded()).hasSize(before + 2));
    }

    @Test
    default void a_user_may_be_named_by_id_while_enabled() {
        UserId ann = registered("ann@example.org");

        assertThat(accounts().enabled(ann)).contains(ann);
        assertThat(accounts().enabled(new UserId(UUID.randomUUID()))).isEmpty();
        disable(ann);
        assertThat(accounts().enabled(ann)).isEmpty();
    }

    @Test
    default void every_change_is_told_before_the_call_that_makes_it_returns() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = account(ann, NOON, Map.of(KeySlot.MAIN, 1L));
        long told = told(account);

        accounts().add(with(account, "1"), added(account), NOON);
        assertThat(told(account)).isGreaterThan(told);
        told = told(account);
        change(account, with(account, "2"));
        assertThat(told(account)).isGreaterThan(told);
        told = told(account);
        Grant grant = liveGrant(account, bob, AccessLevel.READ);
        give(grant, ann);
        assertThat(told(account)).isGreaterThan(told);
        told = told(account);
        revoke(grant, ann);
        assertThat(told(account)).isGreaterThan(told);
        told = told(account);
        accounts()
                .remove(account.id(), ann, new AuditEvent.AccountRemoved(ann, account.id()), NOON);
        assertThat(told(account)).isGreaterThan(told);
    }

    @Test
    default void every_change_is_recorded_with_it() {
        UserId ann = addedByOperator("ann@example.org");
        UserId bob = addedByOperator("bob@example.org");
        Account account = put(withBothKeys(ann, NOON));
        assertThat(audit().recorded()).last().isEqualTo(shown(added(account)));

        change(account, with(account, "1"));
        assertThat(audit().recorded()).last().isEqualTo(shown(changed(account)));

        Grant grant = liveGrant(account, bob, AccessLevel.READ);
        give(grant, ann);
        assertThat(audit().recorded())
                .last()
                .isEqualTo(shown(new AuditEvent.GrantGiven(ann, grant)));
    }

    private long told(Account account) {
        return changes().told().stream().filter(account.id()::equals).count();
    }

    /** With all its keys sealed over the text {@code 1}. */
    private Account put(Account account) {
        accounts().add(with(account, "1"), added(account), NOON);
        return account;
    }

    private boolean change(Account before, Change change) {
        return accounts().change(before, change, changed(before), NOON);
    }

    private Optional<Given> give(Grant grant, UserId by) {
        return accounts()
                .give(grant, Named.BY_EMAIL, by, new AuditEvent.GrantGiven(by, grant), NOON);
    }

    private boolean revoke(Grant grant, UserId by) {
        return accounts()
                .revoke(
                        grant.account(),
                        grant.id(),
                        by,
                        new AuditEvent.GrantRevoked(by, grant.account(), grant.id()),
                        NOON);
    }

    private UserId addedByOperator(String email) {
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

    private UserId registered(String email) {
        User user = Fixtures.user(email);
        assertThat(
                        users().register(
                                        user,
                                        IdentityContract.HASH,
                                        OperatorClaim.NONE,
                                        Fixtures.session(user, NOON),
                                        NOON))
                .isInstanceOf(UserStore.Registration.Registered.class);
        return user.id();
    }

    private void disable(UserId user) {
        users().setStatus(user, UserStatus.DISABLED, new AuditEvent.UserDisabled(user), NOON);
    }

    private String shown(AuditEvent event) {
        return audit().shown(event, NOON);
    }

    private static AuditEvent added(Account account) {
        return new AuditEvent.AccountAdded(
                account.owner(), account.id(), account.exchange(), account.report());
    }

    private static AuditEvent changed(Account account) {
        return new AuditEvent.AccountChanged(
                account.owner(),
                account.id(),
                Set.of(KeySlot.MAIN),
                new Ceilings(account.ceiling(), account.ceiling()),
                account.report());
    }

    private static Seen owned(Account account) {
        return new Seen(account, new Standing.Owner());
    }

    private static Kept kept(Account account, KeySlot slot) {
        return new Kept(account, new Standing.Owner(), slot, sealed(account, slot, "1"));
    }
}
