package cc.profitmaker.application.vault;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.InMemorySealedKeys;
import cc.profitmaker.application.testing.PlainKeyRing;
import cc.profitmaker.application.vault.MasterKeyCheck.Checked;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.MasterKeyId;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.UUID;

final class MasterKeyCheckTest {
    private static final MasterKeyId ONE = new MasterKeyId("0000000000000001");
    private static final MasterKeyId TWO = new MasterKeyId("0000000000000002");

    private final InMemorySealedKeys rows = new InMemorySealedKeys();
    private final MasterKeyCheck check = new MasterKeyCheck(rows);

    @Test
    void a_new_database_expects_nothing_and_takes_any_key() {
        assertThat(check.expected()).isEmpty();
        assertThat(check.check(List.of(ONE))).isEqualTo(new Checked.Fits());
    }

    @Test
    void a_key_that_was_once_at_hand_is_expected_from_then_on() {
        check.check(List.of(ONE, TWO));

        assertThat(check.expected()).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void keys_that_open_all_there_is_fit_whatever_their_order() {
        given(ONE);
        given(TWO);

        assertThat(check.check(List.of(ONE, TWO))).isEqualTo(new Checked.Fits());
        assertThat(check.check(List.of(TWO, ONE))).isEqualTo(new Checked.Fits());
    }

    @Test
    void a_key_that_is_not_at_hand_is_named_with_what_it_seals_and_nothing_is_noted() {
        given(ONE);
        given(ONE);

        assertThat(check.check(List.of(TWO))).isEqualTo(new Checked.Missing(Map.of(ONE, 2L)));
        assertThat(check.expected()).containsExactly(ONE);
    }

    @Test
    void a_retired_key_may_be_at_hand_but_not_current() {
        rows.retire(ONE);

        assertThat(check.check(List.of(TWO, ONE))).isEqualTo(new Checked.Fits());
        assertThat(check.check(List.of(ONE, TWO))).isEqualTo(new Checked.CurrentIsRetired(ONE));
    }

    private void given(MasterKeyId under) {
        var use = new DataKeyUse.OfAccount(AccountId.own(UUID.randomUUID()), KeySlot.MAIN, 1);
        rows.given(use, new PlainKeyRing(new PlainKeyRing.Names(1)).sealed(use, under));
    }
}
