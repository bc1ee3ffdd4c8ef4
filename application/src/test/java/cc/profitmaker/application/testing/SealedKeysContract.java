package cc.profitmaker.application.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.application.vault.SealedDataKeys;
import cc.profitmaker.application.vault.SealedDataKeys.Row;
import cc.profitmaker.application.vault.SealedSecrets;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;
import cc.profitmaker.domain.vault.SealedSecret;
import cc.profitmaker.domain.vault.SecretName;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What {@link SealedDataKeys} and {@link SealedSecrets} promise together. */
public interface SealedKeysContract {
    MasterKeyId OLD = new MasterKeyId("00000000000000aa");
    MasterKeyId NEW = new MasterKeyId("00000000000000bb");
    SecretName NAME = new SecretName("audit-key");

    SealedDataKeys keys();

    SealedSecrets secrets();

    /** An account's key comes to be stored; fails when that is not allowed. */
    void given(DataKeyUse.OfAccount use, SealedDataKey key);

    @Test
    default void there_is_nothing_at_first() {
        assertThat(keys().counts()).isEmpty();
        assertThat(keys().known()).isEmpty();
        assertThat(keys().retired()).isEmpty();
        assertThat(keys().page(NEW, Optional.empty(), 10)).isEmpty();
        assertThat(secrets().find(NAME)).isEmpty();
    }

    @Test
    default void data_keys_of_accounts_and_secrets_count_by_their_master_key() {
        given(account(), under(OLD, "1"));
        given(account(), under(NEW, "2"));
        secrets().offer(NAME, secret(OLD, "3"));

        assertThat(keys().counts()).isEqualTo(Map.of(OLD, 2L, NEW, 1L));
        assertThat(keys().known()).containsExactlyInAnyOrder(OLD, NEW);
    }

    @Test
    default void pages_go_once_through_all_that_is_not_under_the_current_key() {
        List<Row> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            var use = account(i % 2 == 0 ? KeySlot.MAIN : KeySlot.READ_ONLY, i + 1);
            given(use, under(OLD, "key " + i));
            expected.add(new Row(use, under(OLD, "key " + i)));
        }
        given(account(), under(NEW, "current"));
        secrets().offer(NAME, secret(OLD, "secret"));
        secrets().offer(new SecretName("other"), secret(OLD, "other"));
        expected.add(new Row(new DataKeyUse.OfSecret(NAME), under(OLD, "secret")));
        expected.add(
                new Row(new DataKeyUse.OfSecret(new SecretName("other")), under(OLD, "other")));

        for (int size : new int[] {1, 2, 3, 100}) {
            assertThat(all(NEW, size)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    default void both_keys_of_one_account_are_there() {
        AccountId id = AccountId.own(UUID.randomUUID());
        given(new DataKeyUse.OfAccount(id, KeySlot.MAIN, 1), under(OLD, "main"));
        given(new DataKeyUse.OfAccount(id, KeySlot.READ_ONLY, 4), under(OLD, "reading"));

        assertThat(all(NEW, 1))
                .containsExactlyInAnyOrder(
                        new Row(new DataKeyUse.OfAccount(id, KeySlot.MAIN, 1), under(OLD, "main")),
                        new Row(
                                new DataKeyUse.OfAccount(id, KeySlot.READ_ONLY, 4),
                                under(OLD, "reading")));
    }

    @Test
    default void a_data_key_is_replaced_and_only_where_it_is_as_it_was() {
        var use = account();
        given(use, under(OLD, "before"));

        assertThat(keys().replace(use, under(OLD, "not this"), under(NEW, "after"))).isFalse();
        assertThat(keys().replace(use, under(NEW, "before"), under(NEW, "after"))).isFalse();
        assertThat(keys().replace(account(), under(OLD, "before"), under(NEW, "after"))).isFalse();
        assertThat(
                        keys().replace(
                                        new DataKeyUse.OfAccount(
                                                use.account(), use.slot(), use.version() + 1),
                                        under(OLD, "before"),
                                        under(NEW, "after")))
                .isFalse();
        assertThat(keys().page(NEW, Optional.empty(), 9))
                .containsExactly(new Row(use, under(OLD, "before")));

        assertThat(keys().replace(use, under(OLD, "before"), under(NEW, "after"))).isTrue();
        assertThat(keys().page(OLD, Optional.empty(), 9))
                .containsExactly(new Row(use, under(NEW, "after")));
    }

    @Test
    default void of_many_who_replace_a_data_key_at_once_one_does() {
        var use = account();
        given(use, under(OLD, "before"));

        List<Boolean> done =
                AllAtOnce.run(
                        8, i -> keys().replace(use, under(OLD, "before"), under(NEW, "by " + i)));

        assertThat(done).containsOnlyOnce(true);
    }

    @Test
    default void a_secrets_data_key_is_replaced_and_its_payload_stays() {
        secrets().offer(NAME, secret(OLD, "before"));

        assertThat(
                        keys().replace(
                                        new DataKeyUse.OfSecret(NAME),
                                        under(OLD, "before"),
                                        under(NEW, "after")))
                .isTrue();

        assertThat(secrets().find(NAME))
                .contains(new SealedSecret(under(NEW, "after"), secret(OLD, "before").payload()));
    }

    @Test
    default void the_first_secret_of_a_name_stays() {
        secrets().offer(NAME, secret(OLD, "first"));
        secrets().offer(NAME, secret(NEW, "second"));

        assertThat(secrets().find(NAME)).contains(secret(OLD, "first"));
        assertThat(keys().counts()).isEqualTo(Map.of(OLD, 1L));
    }

    @Test
    default void of_secrets_offered_at_once_one_stays() {
        AllAtOnce.run(
                8,
                i -> {
                    secrets().offer(NAME, secret(OLD, "by " + i));
                    return i;
                });

        assertThat(keys().counts()).isEqualTo(Map.of(OLD, 1L));
        assertThat(secrets().find(NAME)).isPresent();
    }

    @Test
    default void a_master_key_is_remembered_before_anything_is_sealed_under_it() {
        keys().remember(Set.of(OLD, NEW));
        keys().remember(Set.of(OLD));

        assertThat(keys().known()).containsExactlyInAnyOrder(OLD, NEW);
        assertThat(keys().counts()).isEmpty();
    }

    @Test
    default void a_master_key_that_seals_something_is_not_retired() {
        given(account(), under(OLD, "1"));
        assertThat(keys().retire(OLD)).isFalse();

        secrets().offer(NAME, secret(NEW, "2"));
        assertThat(keys().retire(NEW)).isFalse();

        assertThat(keys().retired()).isEmpty();
        given(account(), under(OLD, "3"));
        assertThat(keys().counts()).isEqualTo(Map.of(OLD, 2L, NEW, 1L));
    }

    @Test
    default void nothing_is_sealed_under_a_retired_master_key_any_more() {
        var use = account();
        given(use, under(NEW, "current"));
        keys().remember(Set.of(OLD, NEW));

        assertThat(keys().retire(OLD)).isTrue();
        assertThat(keys().retire(OLD)).isTrue();

        assertThat(keys().retired()).containsExactly(OLD);
        assertThat(keys().known()).containsExactly(NEW);
        keys().remember(Set.of(OLD));
        assertThat(keys().retired()).containsExactly(OLD);
        assertThatThrownBy(() -> given(account(), under(OLD, "late")));
        assertThatThrownBy(() -> secrets().offer(NAME, secret(OLD, "late")));
        assertThatThrownBy(() -> keys().replace(use, under(NEW, "current"), under(OLD, "back")));
        assertThat(keys().counts()).isEqualTo(Map.of(NEW, 1L));
    }

    @Test
    default void what_is_stored_while_its_master_key_is_retired_is_refused_or_keeps_it() {
        List<Boolean> outcomes =
                AllAtOnce.run(
                        12,
                        i -> {
                            if (i == 6) {
                                return keys().retire(OLD);
                            }
                            try {
                                given(account(), under(OLD, "by " + i));
                                return true;
                            } catch (RuntimeException | AssertionError _) {
                                return false;
                            }
                        });

        boolean retired = outcomes.get(6);
        assertThat(keys().retired().contains(OLD)).isEqualTo(retired);
        assertThat(keys().counts().containsKey(OLD)).isEqualTo(!retired);
    }

    private List<Row> all(MasterKeyId current, int size) {
        List<Row> all = new ArrayList<>();
        Optional<DataKeyUse> last = Optional.empty();
        while (true) {
            List<Row> page = keys().page(current, last, size);
            if (page.isEmpty()) {
                return all;
            }
            assertThat(page).hasSizeLessThanOrEqualTo(size);
            all.addAll(page);
            last = Optional.of(page.getLast().use());
        }
    }

    private static DataKeyUse.OfAccount account() {
        return account(KeySlot.MAIN, 1);
    }

    private static DataKeyUse.OfAccount account(KeySlot slot, long version) {
        return new DataKeyUse.OfAccount(AccountId.own(UUID.randomUUID()), slot, version);
    }

    private static SealedDataKey under(MasterKeyId id, String bytes) {
        return new SealedDataKey(id, Ciphertext.of(bytes.getBytes(UTF_8)));
    }

    private static SealedSecret secret(MasterKeyId id, String bytes) {
        return new SealedSecret(under(id, bytes), Ciphertext.of(("of " + bytes).getBytes(UTF_8)));
    }
}
