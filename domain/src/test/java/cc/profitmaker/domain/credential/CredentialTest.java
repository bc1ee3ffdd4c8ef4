package cc.profitmaker.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.util.List;

class CredentialTest {
    private static final String CANARY = "canary-7f3a";

    @Test
    void a_secret_is_told_only_by_revealing_it() {
        Secret secret = Secret.of(CANARY);

        assertThat(secret.reveal()).isEqualTo(CANARY);
        assertThat(secret).hasToString("Secret[redacted]").isNotEqualTo(Secret.of(CANARY));
        assertThat("" + secret + List.of(secret)).doesNotContain(CANARY);
        assertThat(secret.isEmpty()).isFalse();
        assertThat(Secret.of("").isEmpty()).isTrue();
    }

    @Test
    void a_credential_never_prints() {
        var credential = credential(CANARY, CANARY, CANARY);

        assertThat(credential).hasToString("ApiCredential[redacted]");
        assertThat(credential.key().reveal()).isEqualTo(CANARY);
        assertThat(credential.fingerprint().toString()).doesNotContain(CANARY);
    }

    @Test
    void a_credential_keeps_its_parts_apart() {
        var credential = credential("k", "s", "p");

        assertThat(credential.key().reveal()).isEqualTo("k");
        assertThat(credential.secret().reveal()).isEqualTo("s");
        assertThat(credential.passphrase().reveal()).isEqualTo("p");
    }

    @Test
    void a_fingerprint_changes_with_every_part() {
        Fingerprint one = credential("k", "s", "p").fingerprint();

        assertThat(credential("k", "s", "p").fingerprint()).isEqualTo(one);
        assertThat(credential("K", "s", "p").fingerprint()).isNotEqualTo(one);
        assertThat(credential("k", "S", "p").fingerprint()).isNotEqualTo(one);
        assertThat(credential("k", "s", "P").fingerprint()).isNotEqualTo(one);
        assertThat(credential("k", "sp", "").fingerprint()).isNotEqualTo(one);
        assertThat(credential("ks", "", "p").fingerprint()).isNotEqualTo(one);
    }

    @Test
    void a_fingerprint_is_64_hexadecimal_digits() {
        assertThat(new Fingerprint("0a".repeat(32)).value()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint("0a".repeat(31)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint("0A".repeat(32)));
    }

    @Test
    void sha_256_is_that_of_everybody_else() {
        assertThat(Sha256.hex("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Sha256.hex("é"))
                .isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
    }

    @Test
    void a_tuple_is_the_digest_of_its_parts_each_after_its_length() {
        // The length is big-endian in four bytes: here 1 and 258.
        assertThat(Sha256.hexOfTuple(List.of("a", "b".repeat(258))))
                .isEqualTo(Sha256.hex("\0\0\0\1a\0\0\1\2" + "b".repeat(258)));
        assertThat(Sha256.hexOfTuple(List.of())).isEqualTo(Sha256.hex(""));
        assertThat(Sha256.hexOfTuple(List.of("c".repeat(0x10203))))
                .isEqualTo(Sha256.hex("\0\1\2\3" + "c".repeat(0x10203)));
    }

    @Property
    void different_tuples_never_collide(
            @ForAll("tuples") List<String> one, @ForAll("tuples") List<String> other) {
        assertThat(Sha256.hexOfTuple(one).equals(Sha256.hexOfTuple(other)))
                .isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<List<String>> tuples() {
        return Arbitraries.strings()
                .withChars('a', 'b', '\0', '\1')
                .ofMaxLength(2)
                .list()
                .ofMaxSize(3);
    }

    private static ApiCredential credential(String key, String secret, String passphrase) {
        return new ApiCredential(Secret.of(key), Secret.of(secret), Secret.of(passphrase));
    }
}
