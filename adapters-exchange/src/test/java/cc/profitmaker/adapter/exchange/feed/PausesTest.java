package cc.profitmaker.adapter.exchange.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How eagerly a feed comes back. */
final class PausesTest {
    private static final Tempo.Pause TEMPO =
            new Tempo.Pause(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60));

    @Test
    void pauses_double_up_to_the_longest_and_begin_again_after_a_calm() {
        var pauses = new Pauses(TEMPO, () -> 0.5);
        assertThat(pauses.after(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pauses.after(Duration.ofSeconds(59))).isEqualTo(Duration.ofSeconds(2));
        assertThat(pauses.after(Duration.ZERO)).isEqualTo(Duration.ofSeconds(4));
        assertThat(pauses.after(Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pauses.after(Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pauses.after(Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void pauses_are_jittered_by_half() {
        assertThat(new Pauses(TEMPO, () -> 0).after(Duration.ZERO))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(new Pauses(TEMPO, () -> 0.999).after(Duration.ZERO))
                .isEqualTo(Duration.ofMillis(1499));
    }

    @Test
    void connections_beyond_the_burst_wait_their_turn() {
        var now = new AtomicLong(Long.MAX_VALUE - 5);
        var tokens = new Tokens(new Tempo.Connects(2, Duration.ofNanos(10)), now::get);
        assertThat(tokens.takeNow()).isZero();
        assertThat(tokens.takeNow()).isZero();
        assertThat(tokens.takeNow()).isEqualTo(Duration.ofNanos(10));
        now.addAndGet(9);
        assertThat(tokens.takeNow()).isEqualTo(Duration.ofNanos(1));
        now.addAndGet(31);
        assertThat(tokens.takeNow()).isZero();
        assertThat(tokens.takeNow()).isZero();
        assertThat(tokens.takeNow()).isEqualTo(Duration.ofNanos(10));
    }

    @Test
    void what_may_not_connect_now_takes_nobodys_turn() {
        var now = new AtomicLong(Long.MAX_VALUE - 5);
        var tokens = new Tokens(new Tempo.Connects(1, Duration.ofNanos(10)), now::get);
        assertThat(tokens.takeNow()).isZero();
        assertThat(tokens.takeNow()).isEqualTo(Duration.ofNanos(10));
        assertThat(tokens.takeNow()).isEqualTo(Duration.ofNanos(10));
        now.addAndGet(10);
        assertThat(tokens.takeNow()).isZero();
    }
}
