package cc.profitmaker.application.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.profitmaker.application.vault.MasterKeyList;
import cc.profitmaker.application.vault.MasterKeyRing;
import cc.profitmaker.application.vault.MasterKeyRing.Resealed;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What {@link MasterKeyRing} and {@link MasterKeyList} promise. */
public interface MasterKeyRingContract {
    MasterKeyId STRANGE = new MasterKeyId("ffffffffffffffff");
    DataKeyUse USE = new DataKeyUse.OfAccount(AccountId.own(new UUID(0, 1)), KeySlot.MAIN, 1);
    DataKeyUse OTHER = new DataKeyUse.OfAccount(AccountId.own(new UUID(0, 1)), KeySlot.MAIN, 2);

    /** The same one all the time, with two keys at first. */
    MasterKeyRing ring();

    MasterKeyList list();

    /** A data key, sealed under whatever {@link #ring} seals under now. */
    SealedDataKey sealed(DataKeyUse use);

    @Test
    default void new_things_are_sealed_under_the_newest_key_that_all_hold() {
        List<MasterKeyId> held = ring().held();
        assertThat(ring().seals()).isEqualTo(held.getFirst());

        ring().heldByAll(Set.of(held.getLast(), STRANGE));
        assertThat(ring().seals()).isEqualTo(held.getLast());
        assertThat(sealed(USE).under()).isEqualTo(held.getLast());

        ring().heldByAll(Set.copyOf(held));
        assertThat(ring().seals()).isEqualTo(held.getFirst());
    }

    @Test
    default void a_key_that_was_added_is_current_and_seals_nothing_until_all_hold_it() {
        List<MasterKeyId> before = ring().held();
        ring().heldByAll(Set.copyOf(before));

        MasterKeyId added = list().addCurrent();

        assertThat(ring().held()).startsWith(added).endsWith(before.toArray(MasterKeyId[]::new));
        assertThat(ring().seals()).isEqualTo(before.getFirst());
    }

    @Test
    default void an_old_key_can_be_dropped_and_the_current_one_cannot() {
        List<MasterKeyId> before = ring().held();

        list().drop(STRANGE);
        list().drop(before.getLast());
        list().drop(before.getFirst());

        assertThat(ring().held()).containsExactly(before.getFirst());
    }

    @Test
    default void a_data_key_is_sealed_anew_and_again() {
        SealedDataKey first = sealed(USE);
        MasterKeyId added = list().addCurrent();

        SealedDataKey second = done(ring().reseal(USE, first, added));
        SealedDataKey third = done(ring().reseal(USE, second, first.under()));

        assertThat(second.under()).isEqualTo(added);
        assertThat(second.key()).isNotEqualTo(first.key());
        assertThat(third.under()).isEqualTo(first.under());
    }

    @Test
    default void what_is_under_a_strange_master_key_is_not_sealed_anew() {
        assertThat(
                        ring().reseal(
                                        USE,
                                        new SealedDataKey(STRANGE, sealed(USE).key()),
                                        ring().held().getFirst()))
                .isEqualTo(new Resealed.MasterKeyMissing(STRANGE));
    }

    @Test
    default void what_was_changed_or_is_for_another_use_is_not_sealed_anew() {
        SealedDataKey sealed = sealed(USE);
        byte[] changed = sealed.key().bytes();
        changed[changed.length - 1] ^= 1;
        MasterKeyId current = ring().held().getFirst();

        assertThat(ring().reseal(OTHER, sealed, current)).isEqualTo(new Resealed.Tampered());
        assertThat(
                        ring().reseal(
                                        USE,
                                        new SealedDataKey(sealed.under(), Ciphertext.of(changed)),
                                        current))
                .isEqualTo(new Resealed.Tampered());
    }

    @Test
    default void nothing_is_sealed_anew_under_a_key_that_is_not_held() {
        SealedDataKey sealed = sealed(USE);

        assertThatIllegalArgumentException().isThrownBy(() -> ring().reseal(USE, sealed, STRANGE));
    }

    private static SealedDataKey done(Resealed resealed) {
        return switch (resealed) {
            case Resealed.Done(var key) -> key;
            case Resealed.MasterKeyMissing _, Resealed.Tampered _ ->
                    throw new AssertionError(resealed.toString());
        };
    }
}
