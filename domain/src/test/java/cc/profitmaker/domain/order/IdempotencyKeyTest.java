package cc.profitmaker.domain.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class IdempotencyKeyTest {
    @Test
    void a_key_is_1_to_128_visible_characters_and_is_not_printed() {
        assertThat(IdempotencyKey.parse("!")).contains(new IdempotencyKey("!"));
        assertThat(IdempotencyKey.parse("~".repeat(128))).isPresent();
        assertThat(IdempotencyKey.parse("~".repeat(129))).isEmpty();
        assertThat(new IdempotencyKey("my-order")).hasToString("IdempotencyKey[8 characters]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "tab\there", "n\u00e4me", "del\u007f"})
    void what_cannot_be_seen_is_no_key(String text) {
        assertThat(IdempotencyKey.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey(text));
    }

    @Test
    void orders_differ_when_any_part_of_them_does() {
        OrderDigest digest = OrderDigest.of(List.of("ab", "c"));

        assertThat(OrderDigest.of(List.of("ab", "c"))).isEqualTo(digest);
        assertThat(OrderDigest.of(List.of("a", "bc"))).isNotEqualTo(digest);
        assertThat(new OrderDigest(digest.hex())).isEqualTo(digest);
        assertThatIllegalArgumentException().isThrownBy(() -> new OrderDigest("0A".repeat(32)));
    }
}
