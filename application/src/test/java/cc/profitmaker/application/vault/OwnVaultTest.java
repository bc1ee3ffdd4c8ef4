package cc.profitmaker.application.vault;

import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.OwnVaultSetup.PAPER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.access.Gatekeeper.Admitted;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.Gatekeepers;
import cc.profitmaker.application.testing.OwnVaultSetup;
import cc.profitmaker.application.testing.VaultFixtures;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision.Reason;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedCredential;
import cc.profitmaker.domain.vault.SealedDataKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

class OwnVaultTest {
    private final OwnVaultSetup setup = new OwnVaultSetup();

    private Admitted admit(Caller caller, Operation operation, AccountId account) {
        return setup.gatekeeper.admit(
                caller, operation, new Keys.Account(account, Optional.empty()), PAPER);
    }

    private static Admitted refused(Reason reason) {
        return new Admitted.Refused(reason);
    }

    private static ApiCredential credential(Admitted admitted) {
        return switch (admitted) {
            case Admitted.Granted(_, var credential) -> credential;
            case Admitted.Refused(var reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void an_owner_gets_the_key_and_a_minute_to_forget_it() {
        AccountId id = setup.added(OwnVaultSetup.paper("a key of paper"));

        Admitted admitted = admit(setup.ann, Operation.CREATE_ORDER, id);

        assertThat(credential(admitted).fingerprint())
                .isEqualTo(Fixtures.credential("a key of paper").fingerprint());
        var permit = ((Admitted.Granted) admitted).decision().permit();
        assertThat(permit.account()).contains(id);
        assertThat(permit.keysUntil()).contains(NOON.plusSeconds(60));
        assertThat(permit.holder()).isEqualTo(setup.ann.id());
    }

    @Test
    void nothing_is_opened_for_somebody_who_may_not_have_it_and_the_refusal_is_recorded() {
        AccountId id = setup.added();

        assertThat(admit(setup.bob, Operation.FETCH_BALANCE, id))
                .isEqualTo(refused(Reason.NO_SUCH_ACCOUNT));
        assertThat(setup.sealing.opened).hasValue(0);
        assertThat(setup.audit.events())
                .last()
                .isEqualTo(
                        new AuditEvent.AccessRefused(
                                setup.bob.id(),
                                id,
                                Operation.FETCH_BALANCE,
                                Reason.NO_SUCH_ACCOUNT));
        assertThat(admit(setup.ann, Operation.FETCH_BALANCE, AccountId.own(UUID.randomUUID())))
                .isEqualTo(refused(Reason.NO_SUCH_ACCOUNT));
        assertThat(
                        setup.gatekeeper.admit(
                                setup.ann,
                                Operation.FETCH_BALANCE,
                                new Keys.Account(id, Optional.empty()),
                                new ExchangeId("binance")))
                .isEqualTo(refused(Reason.EXCHANGE_MISMATCH));
        assertThat(setup.sealing.opened).hasValue(0);
    }

    @Test
    void a_share_grows_shrinks_and_ends_on_the_next_call() {
        AccountId id = setup.added();

        setup.share(id, AccessLevel.READ, GrantLimits.NONE, Optional.empty());
        assertThat(admit(setup.bob, Operation.FETCH_BALANCE, id))
                .isInstanceOf(Admitted.Granted.class);
        assertThat(admit(setup.bob, Operation.CREATE_ORDER, id))
                .isEqualTo(refused(Reason.READ_GRANT));

        setup.share(id, AccessLevel.TRADE, GrantLimits.NONE, Optional.of(NOON.plusSeconds(1)));
        assertThat(admit(setup.bob, Operation.CREATE_ORDER, id))
                .isInstanceOf(Admitted.Granted.class);

        setup.clock.advance(Duration.ofSeconds(1));
        assertThat(admit(setup.bob, Operation.FETCH_BALANCE, id))
                .isEqualTo(refused(Reason.NO_SUCH_ACCOUNT));
    }

    @Test
    void a_wish_to_trade_raises_a_reading_call() {
        AccountId id = setup.added();
        setup.share(id, AccessLevel.READ, GrantLimits.NONE, Optional.empty());

        assertThat(
                        setup.gatekeeper.admit(
                                setup.bob,
                                Operation.FETCH_BALANCE,
                                new Keys.Account(id, Optional.of(AccessLevel.TRADE)),
                                PAPER))
                .isEqualTo(refused(Reason.READ_GRANT));
    }

    @Test
    void a_row_that_was_swapped_does_not_open() {
        AccountId mine = setup.added(OwnVaultSetup.paper("a key of paper"));
        AccountId other = setup.added(OwnVaultSetup.paper("another key of paper"));
        SealedCredential others = sealed(other);
        put(mine, others);

        assertThat(admit(setup.ann, Operation.FETCH_BALANCE, mine))
                .isEqualTo(refused(Reason.VAULT_NONSENSE));
    }

    @Test
    void a_missing_master_key_is_named_and_is_not_a_refusal() {
        AccountId id = setup.added();
        SealedCredential before = sealed(id);
        put(
                id,
                new SealedCredential(
                        new SealedDataKey(
                                new MasterKeyId("fedcba9876543210"), before.dataKey().key()),
                        before.payload()));

        assertThatThrownBy(() -> admit(setup.ann, Operation.FETCH_BALANCE, id))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        e -> assertThat(e.dependency()).isEqualTo(Unavailable.Dependency.VAULT))
                .cause()
                .hasMessageContaining("fedcba9876543210");
    }

    private SealedCredential sealed(AccountId id) {
        return setup.store.find(id, setup.ann.id(), AccessLevel.TRADE).orElseThrow().credential();
    }

    private void put(AccountId id, SealedCredential credential) {
        Account account = setup.store.see(id, setup.ann.id()).orElseThrow().account();
        assertThat(
                        setup.store.change(
                                account,
                                new AccountStore.Change(
                                        account,
                                        Map.of(KeySlot.MAIN, credential),
                                        Optional.of(VaultFixtures.fingerprint(account, "x"))),
                                new AuditEvent.AccountRemoved(setup.ann.id(), id),
                                NOON))
                .isTrue();
    }

    @Test
    void without_a_vault_of_its_own_local_callers_have_no_accounts() {
        Gatekeeper none = Gatekeepers.withoutVaults(setup.audit);
        var keys = new Keys.Account(setup.added(), Optional.empty());

        assertThat(none.admit(setup.ann, Operation.FETCH_BALANCE, keys, PAPER))
                .isEqualTo(refused(Reason.SSO_IDENTITY_NEEDED));
        assertThat(setup.audit.events()).last().isInstanceOf(AuditEvent.AccessRefused.class);
    }
}
