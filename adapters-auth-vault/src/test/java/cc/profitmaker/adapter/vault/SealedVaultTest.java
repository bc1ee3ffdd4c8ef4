package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.vault.KeySealing.Unsealed;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.SealedCredential;
import cc.profitmaker.domain.vault.SealedDataKey;
import cc.profitmaker.domain.vault.SealedFor;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.UUID;

final class SealedVaultTest {
    private static final ApiCredential KEYS = credential("key", "secret", "passphrase");
    private static final UserId ANN = new UserId(UUID.randomUUID());
    private static final AccountId ACCOUNT = AccountId.own(UUID.randomUUID());
    private static final SealedFor USE =
            new SealedFor(ANN, ACCOUNT, new ExchangeId("binance"), 3, KeySlot.MAIN);

    private final MasterKeys masters = MasterKeys.given(Keys.list(1, 2));
    private final SealedVault vault = new SealedVault(masters);

    @Property(tries = 200)
    void what_was_sealed_opens_for_the_same_use(
            @ForAll String key, @ForAll String secret, @ForAll String passphrase) {
        ApiCredential credential = credential(key, secret, passphrase);

        assertOpens(vault.open(vault.seal(credential, USE), USE), credential);
    }

    @Test
    void half_a_character_comes_back_as_it_was() {
        ApiCredential odd = credential("\ud800", "\udc00x", "\0");

        assertOpens(vault.open(vault.seal(odd, USE), USE), odd);
    }

    @Test
    void it_is_sealed_under_the_current_master_key() {
        assertThat(vault.seal(KEYS, USE).dataKey().under()).isEqualTo(masters.held().getFirst());
    }

    @Test
    void the_same_credential_never_looks_the_same_twice() {
        SealedCredential once = vault.seal(KEYS, USE);
        SealedCredential again = vault.seal(KEYS, USE);

        assertThat(once.payload()).isNotEqualTo(again.payload());
        assertThat(once.dataKey().key()).isNotEqualTo(again.dataKey().key());
    }

    @Test
    void it_opens_for_no_other_use() {
        SealedCredential sealed = vault.seal(KEYS, USE);

        for (SealedFor other :
                new SealedFor[] {
                    new SealedFor(
                            new UserId(UUID.randomUUID()),
                            ACCOUNT,
                            USE.exchange(),
                            3,
                            KeySlot.MAIN),
                    new SealedFor(
                            ANN, AccountId.own(UUID.randomUUID()), USE.exchange(), 3, KeySlot.MAIN),
                    new SealedFor(ANN, ACCOUNT, new ExchangeId("okx"), 3, KeySlot.MAIN),
                    new SealedFor(ANN, ACCOUNT, USE.exchange(), 2, KeySlot.MAIN),
                    new SealedFor(ANN, ACCOUNT, USE.exchange(), 4, KeySlot.MAIN),
                    new SealedFor(ANN, ACCOUNT, USE.exchange(), 3, KeySlot.READ_ONLY)
                }) {
            assertThat(vault.open(sealed, other)).isEqualTo(new Unsealed.Tampered());
        }
    }

    @Test
    void halves_of_two_credentials_do_not_open_together() {
        SealedCredential one = vault.seal(KEYS, USE);
        SealedCredential other = vault.seal(credential("other", "other", ""), USE);

        assertThat(vault.open(new SealedCredential(one.dataKey(), other.payload()), USE))
                .isEqualTo(new Unsealed.Tampered());
    }

    @Test
    void a_flipped_bit_anywhere_is_noticed() {
        SealedCredential sealed = vault.seal(KEYS, USE);
        byte[] payload = sealed.payload().bytes();
        byte[] key = sealed.dataKey().key().bytes();

        for (int bit = 0; bit < payload.length * 8; bit++) {
            assertTampered(sealed.dataKey(), flipped(payload, bit));
        }
        for (int bit = 0; bit < key.length * 8; bit++) {
            assertTampered(
                    new SealedDataKey(sealed.dataKey().under(), Ciphertext.of(flipped(key, bit))),
                    payload);
        }
    }

    @Test
    void whatever_is_cut_off_is_noticed() {
        SealedCredential sealed = vault.seal(KEYS, USE);
        byte[] payload = sealed.payload().bytes();
        byte[] key = sealed.dataKey().key().bytes();

        for (int length = 0; length < payload.length; length++) {
            assertTampered(sealed.dataKey(), Arrays.copyOf(payload, length));
        }
        for (int length = 0; length < key.length; length++) {
            assertTampered(
                    new SealedDataKey(
                            sealed.dataKey().under(), Ciphertext.of(Arrays.copyOf(key, length))),
                    payload);
        }
        assertTampered(sealed.dataKey(), Arrays.copyOf(payload, payload.length + 1));
    }

    @Test
    void a_row_that_claims_another_master_key_of_ours_does_not_open() {
        SealedCredential sealed = vault.seal(KEYS, USE);

        assertTampered(
                new SealedDataKey(masters.held().getLast(), sealed.dataKey().key()),
                sealed.payload().bytes());
    }

    @Test
    void without_the_master_key_its_id_is_the_answer() {
        SealedCredential sealed = vault.seal(KEYS, USE);
        var stranger = new SealedVault(MasterKeys.given(Keys.list(3)));

        assertThat(stranger.open(sealed, USE))
                .isEqualTo(new Unsealed.MasterKeyMissing(masters.held().getFirst()));
    }

    @Test
    void an_older_master_key_still_opens() {
        SealedCredential old = new SealedVault(MasterKeys.given(Keys.list(2))).seal(KEYS, USE);

        assertOpens(vault.open(old, USE), KEYS);
    }

    @Test
    void nothing_of_the_credential_is_in_the_sealed_bytes() {
        String shown =
                new String(
                        vault.seal(KEYS, USE).payload().bytes(),
                        java.nio.charset.StandardCharsets.UTF_16BE);

        assertThat(shown).doesNotContain("key", "secret", "passphrase");
    }

    private void assertTampered(SealedDataKey key, byte[] payload) {
        assertThat(vault.open(new SealedCredential(key, Ciphertext.of(payload)), USE))
                .isEqualTo(new Unsealed.Tampered());
    }

    private static void assertOpens(Unsealed unsealed, ApiCredential expected) {
        assertThat(unsealed)
                .isInstanceOfSatisfying(
                        Unsealed.Opened.class,
                        opened -> {
                            ApiCredential actual = opened.credential();
                            assertThat(actual.key().reveal()).isEqualTo(expected.key().reveal());
                            assertThat(actual.secret().reveal())
                                    .isEqualTo(expected.secret().reveal());
                            assertThat(actual.passphrase().reveal())
                                    .isEqualTo(expected.passphrase().reveal());
                        });
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / 8] ^= (byte) (1 << (bit % 8));
        return copy;
    }

    private static ApiCredential credential(String key, String secret, String passphrase) {
        return new ApiCredential(Secret.of(key), Secret.of(secret), Secret.of(passphrase));
    }
}
