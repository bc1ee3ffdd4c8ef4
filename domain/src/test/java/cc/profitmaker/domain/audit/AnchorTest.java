package cc.profitmaker.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

class AnchorTest {
    private static final String SEAL = "0123456789abcdef".repeat(4);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void an_anchor_is_read_as_it_is_written() {
        var anchor = new Anchor(new SealNumber(17), new Digest(SEAL));
        assertThat(anchor.toString()).isEqualTo("17:" + SEAL);
        assertThat(Anchor.parse(anchor.toString())).contains(anchor);
    }

    @Test
    void what_is_no_anchor_is_none() {
        for (String text :
                List.of(
                        "",
                        "17",
                        ":" + SEAL,
                        "0:" + SEAL,
                        "-1:" + SEAL,
                        "017:" + SEAL,
                        "9999999999999999999:" + SEAL,
                        "17:" + SEAL + "0",
                        "17:" + SEAL.toUpperCase(Locale.ROOT),
                        "17:" + SEAL + "\n",
                        "17::" + SEAL)) {
            assertThat(Anchor.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void seals_are_numbered_from_one() {
        assertThat(SealNumber.FIRST.next()).isEqualTo(new SealNumber(2));
        assertThatThrownBy(() -> new SealNumber(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_digest_has_64_digits() {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) 0xab;
        assertThat(Digest.of(bytes)).isEqualTo(new Digest("0".repeat(62) + "ab"));
        assertThatThrownBy(() -> new Digest("ab")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_retirement_ends_at_its_instant_and_at_its_last_seal() {
        var digest = new Digest(SEAL);
        var retirement = new Retirement(NOON, new SealNumber(5), 5, digest, digest);
        assertThat(retirement.covers(new SealNumber(5), NOON.minusNanos(1))).isTrue();
        assertThat(retirement.covers(new SealNumber(5), NOON)).isFalse();
        assertThat(retirement.covers(new SealNumber(6), NOON.minusNanos(1))).isFalse();
    }
}
