package cc.profitmaker.application.vault;

import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.OwnVaultSetup.PAPER;
import static cc.profitmaker.application.testing.OwnVaultSetup.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.OwnVaultSetup;
import cc.profitmaker.application.vault.Accounts.NewAccount;
import cc.profitmaker.application.vault.Accounts.Removal;
import cc.profitmaker.application.vault.Accounts.Saved;
import cc.profitmaker.application.vault.Accounts.Wish;
import cc.profitmaker.application.vault.KeyChecks.FundsOut;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.AuditEvent.AccountChanged.Ceilings;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.Label;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class AccountsTest {
    private static final KeyReport TRADING = report(Permission.READ, Permission.SPOT_TRADE);
    private static final KeyReport TAKING = report(Permission.READ, Permission.WITHDRAW);
    private static final ApiCredential OLD = Fixtures.credential("an old key: 1234");
    private static final ApiCredential NEW = Fixtures.credential("a new key: 5678");

    private final OwnVaultSetup setup = new OwnVaultSetup();
    private final Accounts accounts = setup.accounts;
    private final Caller ann = setup.ann;
    private final Caller bob = setup.bob;

    private static KeyReport report(Permission... permissions) {
        return new KeyReport(Optional.of(Set.of(permissions)), Optional.of(true), Optional.empty());
    }

    private static NewAccount account(Map<KeySlot, ApiCredential> keys, FundsOut fundsOut) {
        return new NewAccount(PAPER, new Label("main"), AccessLevel.READ, keys, fundsOut);
    }

    private static NewAccount withOldKey() {
        return account(Map.of(KeySlot.MAIN, OLD), FundsOut.REFUSED);
    }

    private static Wish keys(Map<KeySlot, ApiCredential> keys) {
        return new Wish(Optional.empty(), Optional.empty(), keys, FundsOut.REFUSED);
    }

    private static Wish label(String text) {
        return new Wish(Optional.of(new Label(text)), Optional.empty(), Map.of(), FundsOut.REFUSED);
    }

    private static Account done(Saved saved) {
        return switch (saved) {
            case Saved.Done(var seen) -> {
                assertThat(seen.standing()).isEqualTo(new Standing.Owner());
                yield seen.account();
            }
            case Saved other -> throw new AssertionError(other);
        };
    }

    private ApiCredential stored(AccountId id, AccessLevel level) {
        var kept = setup.store.find(id, ann.id(), level).orElseThrow();
        return switch (setup.sealing.open(
                kept.credential(), kept.account().sealedFor(kept.slot()))) {
            case KeySealing.Unsealed.Opened(var credential) -> credential;
            case KeySealing.Unsealed other -> throw new AssertionError(other);
        };
    }

    @Test
    void an_added_account_is_as_it_was_wished_with_what_the_exchange_said() {
        setup.exchange.report(TRADING);

        Account made = done(accounts.add(ann, withOldKey()));

        assertThat(made.owner()).isEqualTo(ann.id());
        assertThat(made.exchange()).isEqualTo(PAPER);
        assertThat(made.label()).isEqualTo(new Label("main"));
        assertThat(made.ceiling()).isEqualTo(AccessLevel.READ);
        assertThat(made.versions()).isEqualTo(Map.of(KeySlot.MAIN, 1L));
        assertThat(made.suffix()).hasToString("1234");
        assertThat(made.report()).isEqualTo(TRADING);
        assertThat(made.createdAt()).isEqualTo(NOON);
        assertThat(accounts.list(ann))
                .containsExactly(new AccountStore.Seen(made, new Standing.Owner()));
        assertThat(accounts.list(bob)).isEmpty();
        assertThat(stored(made.id(), AccessLevel.TRADE)).isEqualTo(OLD);
        assertThat(setup.store.has(ann.id(), OLD.fingerprint())).isTrue();
        assertThat(setup.audit.events())
                .containsExactly(new AuditEvent.AccountAdded(ann.id(), made.id(), PAPER, TRADING));
    }

    @Test
    void every_key_is_checked_and_the_main_ones_report_is_kept() {
        setup.exchange.report(TRADING);
        Account made =
                done(
                        accounts.add(
                                ann,
                                account(
                                        Map.of(KeySlot.MAIN, OLD, KeySlot.READ_ONLY, NEW),
                                        FundsOut.REFUSED)));

        assertThat(setup.exchange.sent).containsExactly("INSPECT_KEY", "INSPECT_KEY");
        assertThat(made.versions()).containsOnlyKeys(KeySlot.MAIN, KeySlot.READ_ONLY);
        assertThat(made.report()).isEqualTo(TRADING);
        assertThat(stored(made.id(), AccessLevel.READ)).isEqualTo(NEW);
        assertThat(stored(made.id(), AccessLevel.TRADE)).isEqualTo(OLD);
    }

    @Test
    void a_key_that_takes_funds_out_is_refused_unless_its_owner_insists() {
        setup.exchange.report(TAKING);

        assertThat(accounts.add(ann, withOldKey())).isEqualTo(new Saved.TakesFundsOut());
        assertThat(accounts.list(ann)).isEmpty();
        assertThat(setup.audit.events()).isEmpty();

        Account insisted =
                done(accounts.add(ann, account(Map.of(KeySlot.MAIN, OLD), FundsOut.ALLOWED)));
        assertThat(setup.audit.events())
                .containsExactly(
                        new AuditEvent.AccountAdded(ann.id(), insisted.id(), PAPER, TAKING));
        assertThat(accounts.change(ann, insisted.id(), keys(Map.of(KeySlot.MAIN, NEW))))
                .isEqualTo(new Saved.TakesFundsOut());
        assertThat(stored(insisted.id(), AccessLevel.TRADE)).isEqualTo(OLD);
    }

    @Test
    void a_key_the_exchange_does_not_know_is_not_stored() {
        var fault = ExchangeFault.of(ExchangeFault.Kind.BAD_KEY);
        setup.exchange.failWith(fault);

        assertThat(accounts.add(ann, withOldKey())).isEqualTo(new Saved.Failed(fault));
        assertThat(accounts.list(ann)).isEmpty();
    }

    @Test
    void without_a_row_in_the_trail_no_key_is_stored() {
        setup.audit.goAway();

        assertThatThrownBy(() -> accounts.add(ann, withOldKey())).isInstanceOf(Unavailable.class);
        assertThat(accounts.list(ann)).isEmpty();
    }

    @Test
    void an_account_needs_a_main_key() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> account(Map.of(KeySlot.READ_ONLY, OLD), FundsOut.REFUSED));
    }

    @Test
    void a_new_label_asks_the_exchange_nothing_and_leaves_the_rest() {
        AccountId id = setup.added(withOldKey());
        setup.exchange.sent.clear();

        Account changed = done(accounts.change(ann, id, label("other")));

        assertThat(changed.label()).isEqualTo(new Label("other"));
        assertThat(changed.versions()).isEqualTo(Map.of(KeySlot.MAIN, 1L));
        assertThat(changed.suffix()).hasToString("1234");
        assertThat(setup.exchange.sent).isEmpty();
        assertThat(stored(id, AccessLevel.TRADE)).isEqualTo(OLD);
        assertThat(setup.audit.events())
                .last()
                .isEqualTo(
                        new AuditEvent.AccountChanged(
                                ann.id(),
                                id,
                                Set.of(),
                                new Ceilings(AccessLevel.READ, AccessLevel.READ),
                                KeyReport.SILENT));
    }

    @Test
    void a_new_main_key_takes_the_place_of_the_old_one_and_its_report() {
        AccountId id = setup.added(withOldKey());
        setup.exchange.report(TRADING);

        Account changed = done(accounts.change(ann, id, keys(Map.of(KeySlot.MAIN, NEW))));

        assertThat(changed.versions()).isEqualTo(Map.of(KeySlot.MAIN, 2L));
        assertThat(changed.suffix()).hasToString("5678");
        assertThat(changed.report()).isEqualTo(TRADING);
        assertThat(stored(id, AccessLevel.TRADE)).isEqualTo(NEW);
        assertThat(setup.store.has(ann.id(), OLD.fingerprint())).isFalse();
        assertThat(setup.changes.told()).endsWith(id);
    }

    @Test
    void a_read_only_key_is_added_beside_the_main_one_whose_report_stays() {
        AccountId id = setup.added(withOldKey());
        setup.exchange.report(TRADING);

        Account changed = done(accounts.change(ann, id, keys(Map.of(KeySlot.READ_ONLY, NEW))));

        assertThat(changed.versions()).isEqualTo(Map.of(KeySlot.MAIN, 1L, KeySlot.READ_ONLY, 1L));
        assertThat(changed.suffix()).hasToString("1234");
        assertThat(changed.report()).isEqualTo(KeyReport.SILENT);
        assertThat(stored(id, AccessLevel.READ)).isEqualTo(NEW);
        assertThat(setup.audit.events())
                .last()
                .isEqualTo(
                        new AuditEvent.AccountChanged(
                                ann.id(),
                                id,
                                Set.of(KeySlot.READ_ONLY),
                                new Ceilings(AccessLevel.READ, AccessLevel.READ),
                                TRADING));
    }

    @Test
    void raising_what_anybody_may_do_is_told_before_and_after() {
        AccountId id = setup.added(withOldKey());

        Account changed =
                done(
                        accounts.change(
                                ann,
                                id,
                                new Wish(
                                        Optional.empty(),
                                        Optional.of(AccessLevel.TRADE),
                                        Map.of(),
                                        FundsOut.REFUSED)));

        assertThat(changed.ceiling()).isEqualTo(AccessLevel.TRADE);
        assertThat(setup.audit.events())
                .last()
                .isEqualTo(
                        new AuditEvent.AccountChanged(
                                ann.id(),
                                id,
                                Set.of(),
                                new Ceilings(AccessLevel.READ, AccessLevel.TRADE),
                                KeyReport.SILENT));
    }

    @Test
    void only_the_owner_changes_and_removes_and_strangers_are_told_there_is_nothing() {
        AccountId id = setup.added();

        assertThat(accounts.change(bob, id, label("mine"))).isEqualTo(new Saved.NoSuchAccount());
        assertThat(accounts.remove(bob, id)).isEqualTo(Removal.NO_SUCH_ACCOUNT);

        setup.share(id, AccessLevel.TRADE, GrantLimits.NONE, Optional.of(NOON.plusSeconds(1)));
        assertThat(accounts.list(bob)).hasSize(1);
        assertThat(accounts.change(bob, id, label("mine"))).isEqualTo(new Saved.NotTheOwner());
        assertThat(accounts.remove(bob, id)).isEqualTo(Removal.NOT_THE_OWNER);

        setup.clock.advance(Duration.ofSeconds(1));
        assertThat(accounts.list(bob)).isEmpty();
        assertThat(accounts.change(bob, id, label("mine"))).isEqualTo(new Saved.NoSuchAccount());
        assertThat(accounts.remove(bob, id)).isEqualTo(Removal.NO_SUCH_ACCOUNT);
        assertThat(accounts.list(ann)).hasSize(1);
    }

    @Test
    void a_removed_account_is_gone_with_its_keys() {
        AccountId id = setup.added();

        assertThat(accounts.remove(ann, id)).isEqualTo(Removal.REMOVED);
        assertThat(accounts.list(ann)).isEmpty();
        assertThat(setup.store.find(id, ann.id(), AccessLevel.READ)).isEmpty();
        assertThat(setup.audit.events())
                .last()
                .isEqualTo(new AuditEvent.AccountRemoved(ann.id(), id));
        assertThat(accounts.remove(ann, id)).isEqualTo(Removal.NO_SUCH_ACCOUNT);
        assertThat(accounts.change(ann, AccountId.own(UUID.randomUUID()), label("x")))
                .isEqualTo(new Saved.NoSuchAccount());
    }

    @Test
    void a_change_of_what_changed_meanwhile_is_told_as_stale() {
        AccountId id = setup.added(paper("a key of paper"));
        setup.exchange.report(TRADING);
        setup.exchange.whileInspecting(() -> done(accounts.change(ann, id, label("first"))));

        assertThat(accounts.change(ann, id, keys(Map.of(KeySlot.MAIN, NEW))))
                .isEqualTo(new Saved.Stale());
        assertThat(accounts.list(ann).getFirst().account().label()).isEqualTo(new Label("first"));
    }
}
