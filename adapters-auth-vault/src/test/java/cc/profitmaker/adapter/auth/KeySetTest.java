package cc.profitmaker.adapter.auth;

import static cc.profitmaker.adapter.auth.testing.SigningKeys.jwk;
import static cc.profitmaker.adapter.auth.testing.SigningKeys.newKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.auth.testing.SigningKeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

final class KeySetTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final RSAPublicKey GOOD = (RSAPublicKey) newKey(2048).getPublic();

    private static KeySet read(List<? extends JsonNode> keys) throws IOException {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("keys").addAll(keys);
        return KeySet.read(document.toString().getBytes(UTF_8), NOW);
    }

    private static Arguments unusable(String why, Consumer<ObjectNode> change) {
        ObjectNode key = jwk("odd", GOOD);
        change.accept(key);
        return Arguments.of(why, key);
    }

    private static String number(long value) {
        return SigningKeys.base64(BigInteger.valueOf(value).toByteArray());
    }

    static Stream<Arguments> unusable_keys() {
        return Stream.of(
                unusable("not RSA", k -> k.put("kty", "EC")),
                unusable("a shared secret", k -> k.put("kty", "oct").put("k", "c2VjcmV0")),
                unusable("no type", k -> k.remove("kty")),
                unusable("for encryption", k -> k.put("use", "enc")),
                unusable("no use", k -> k.remove("use")),
                unusable("for RS512", k -> k.put("alg", "RS512")),
                unusable("for PS256", k -> k.put("alg", "PS256")),
                unusable("no algorithm", k -> k.remove("alg")),
                unusable("no id", k -> k.remove("kid")),
                unusable("an empty id", k -> k.put("kid", "")),
                unusable("an id that is a number", k -> k.put("kid", 7)),
                unusable("no modulus", k -> k.remove("n")),
                unusable("a modulus that is no base64", k -> k.put("n", "?!")),
                unusable("an exponent of 1", k -> k.put("e", number(1))),
                unusable("an even exponent", k -> k.put("e", number(65536))),
                unusable("a vast exponent", k -> k.put("e", k.path("n").asText())),
                unusable("its private half", k -> k.put("d", "AQAB")),
                Arguments.of("1024 bits", jwk("odd", (RSAPublicKey) newKey(1024).getPublic())),
                Arguments.of("2047 bits", jwkOfBits(2047)),
                Arguments.of("8193 bits", jwkOfBits(8193)),
                Arguments.of("no object", JsonNodeFactory.instance.textNode("key")));
    }

    private static ObjectNode jwkOfBits(int bits) {
        byte[] modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0).toByteArray();
        return jwk("odd", GOOD).put("n", SigningKeys.base64(modulus));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable_keys")
    void a_key_that_is_not_ours_to_use_is_passed_over(String why, JsonNode key) throws IOException {
        assertThat(read(List.of(key, jwk("good", GOOD))).keys()).containsOnlyKeys("good");
    }

    @Test
    void a_key_of_2048_bits_is_read_as_it_was_published() throws IOException {
        KeySet set = read(List.of(jwk("good", GOOD)));

        assertThat(set.find("good")).contains(GOOD);
        assertThat(set.find("other")).isEmpty();
        assertThat(set.fetchedAt()).isEqualTo(NOW);
        assertThat(read(List.of(jwkOfBits(2048))).keys()).hasSize(1);
    }

    @Test
    void of_two_keys_with_one_id_the_first_counts() throws IOException {
        var second = (RSAPublicKey) newKey(2048).getPublic();

        assertThat(read(List.of(jwk("one", GOOD), jwk("one", second))).find("one")).contains(GOOD);
    }

    @Test
    void a_set_holds_a_key_only_under_its_id_and_with_the_same_numbers() throws IOException {
        KeySet set = read(List.of(jwk("one", GOOD)));
        var other = (RSAPublicKey) newKey(2048).getPublic();

        assertThat(set.holds("one", read(List.of(jwk("x", GOOD))).find("x").orElseThrow()))
                .isTrue();
        assertThat(set.holds("one", other)).isFalse();
        assertThat(set.holds("two", GOOD)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\": null}",
                "{\"keys\": []}",
                "{\"keys\": {}}",
                "{\"keys\": []} {}",
                "<!doctype html>",
                "{\"keys\": [], \"keys\": []}"
            })
    void a_document_without_a_usable_key_is_no_key_set(String document) {
        assertThatThrownBy(() -> KeySet.read(document.getBytes(UTF_8), NOW))
                .isInstanceOf(IOException.class)
                .hasNoCause();
    }
}
