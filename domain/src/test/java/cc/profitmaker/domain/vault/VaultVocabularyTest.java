package cc.profitmaker.domain.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.KeyReport.Permission;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class VaultVocabularyTest {
    private static final AccountId ACCOUNT = AccountId.own(new UUID(1, 2));
    private static final UserId ANN = new UserId(new UUID(3, 4));
    private static final ExchangeId PAPER = new ExchangeId("paper");

    private static Account account(Map<KeySlot, Long> versions) {
        return new Account(
                ACCOUNT,
                ANN,
                PAPER,
                Label.NONE,
                AccessLevel.TRADE,
                versions,
                new KeySuffix("1234"),
                KeyReport.SILENT,
                Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({"12345678,5678", "abcdEFGH,EFGH", "1234567,''", "'',''"})
    void a_key_is_known_by_its_last_four_characters_unless_that_is_half_of_it(
            String key, String shown) {
        assertThat(suffix(key)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12345 78", "1234567\u007f", "123456\t8", "1234567ä", "123456\uD83D\uDE00"})
    void what_cannot_be_read_is_not_shown(String key) {
        assertThat(suffix(key)).isEmpty();
    }

    @Test
    void the_first_and_last_printable_characters_are_shown_and_never_more_than_four() {
        assertThat(suffix("1234!~!~")).isEqualTo("!~!~");
        assertThat(new KeySuffix("abcd")).hasToString("abcd");
        assertThatIllegalArgumentException().isThrownBy(() -> new KeySuffix("abcde"));
    }

    private static String suffix(String key) {
        return KeySuffix.of(new ApiCredential(Secret.of(key), Secret.of("s"), Secret.of("")))
                .value();
    }

    @Test
    void a_label_is_stripped_and_at_most_a_hundred_characters() {
        assertThat(Label.parse("  My \uD83D\uDE00 key "))
                .contains(new Label("My \uD83D\uDE00 key"));
        assertThat(Label.parse("x".repeat(100))).isPresent();
        assertThat(Label.parse("x".repeat(101))).isEmpty();
        assertThat(Label.parse("\uD83D\uDE00".repeat(100))).isPresent();
        assertThat(Label.parse(" ")).contains(Label.NONE);
        assertThat(new Label("abc")).hasToString("abc");
        assertThatIllegalArgumentException().isThrownBy(() -> new Label("x".repeat(101)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Label(" abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u0085b", "a\uD83Db"})
    void a_label_has_no_control_and_no_half_characters(String text) {
        assertThat(Label.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Label(text));
    }

    @Test
    void ciphertexts_are_equal_by_content_and_cannot_be_changed_from_outside() {
        byte[] bytes = {1, 2, 3};
        Ciphertext text = Ciphertext.of(bytes);
        bytes[0] = 9;
        text.bytes()[1] = 9;

        assertThat(text.bytes()).containsExactly(1, 2, 3);
        assertThat(text)
                .isEqualTo(Ciphertext.of(new byte[] {1, 2, 3}))
                .hasSameHashCodeAs(Ciphertext.of(new byte[] {1, 2, 3}))
                .isNotEqualTo(Ciphertext.of(new byte[] {1, 2, 4}))
                .isNotEqualTo("text")
                .hasToString("Ciphertext[3 bytes]");
        assertThat(text.hashCode()).isNotEqualTo(Ciphertext.of(new byte[] {4}).hashCode());
    }

    @Test
    void a_report_tells_whether_a_key_takes_funds_out_only_if_the_exchange_did() {
        assertThat(KeyReport.SILENT.takesFundsOut()).isFalse();
        assertThat(report(Permission.READ, Permission.SPOT_TRADE).takesFundsOut()).isFalse();
        assertThat(report(Permission.READ, Permission.WITHDRAW).takesFundsOut()).isTrue();
    }

    private static KeyReport report(Permission... permissions) {
        return new KeyReport(Optional.of(Set.of(permissions)), Optional.empty(), Optional.empty());
    }

    @Test
    void reading_takes_the_read_only_key_where_there_is_one() {
        Account both = account(Map.of(KeySlot.MAIN, 2L, KeySlot.READ_ONLY, 5L));
        Account one = account(Map.of(KeySlot.MAIN, 1L));

        assertThat(both.slotFor(AccessLevel.READ)).isEqualTo(KeySlot.READ_ONLY);
        assertThat(both.slotFor(AccessLevel.TRADE)).isEqualTo(KeySlot.MAIN);
        assertThat(one.slotFor(AccessLevel.READ)).isEqualTo(KeySlot.MAIN);
        assertThat(both.sealedFor(KeySlot.READ_ONLY))
                .isEqualTo(new SealedFor(ANN, ACCOUNT, PAPER, 5, KeySlot.READ_ONLY));
    }

    @Test
    void an_account_has_a_main_key_and_keeps_its_versions_to_itself() {
        Map<KeySlot, Long> versions = new HashMap<>(Map.of(KeySlot.MAIN, 1L));
        Account account = account(versions);
        versions.put(KeySlot.MAIN, 7L);

        assertThat(account.versions()).containsEntry(KeySlot.MAIN, 1L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> account(Map.of(KeySlot.READ_ONLY, 1L)));
    }

    @Test
    void versions_start_at_one_and_name_the_data_key() {
        var sealed = new SealedFor(ANN, ACCOUNT, PAPER, 1, KeySlot.MAIN);

        assertThat(sealed.dataKeyUse())
                .isEqualTo(new DataKeyUse.OfAccount(ACCOUNT, KeySlot.MAIN, 1))
                .hasToString("account " + ACCOUNT + " MAIN 1");
        assertThat(new DataKeyUse.OfSecret(new SecretName("audit-key")))
                .hasToString("secret audit-key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SealedFor(ANN, ACCOUNT, PAPER, 0, KeySlot.MAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "a_b", "ä"})
    void a_secrets_name_is_plain(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretName(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new SecretName("x".repeat(41)));
        assertThat(new SecretName("x".repeat(40))).hasToString("x".repeat(40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF"})
    void a_master_keys_id_is_sixteen_hexadecimal_digits(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MasterKeyId(text));
        assertThat(new MasterKeyId("0123456789abcdef")).hasToString("0123456789abcdef");
    }
}
