package cc.profitmaker.adapter.auth;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.identity.UserId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

class GranteeLimitTest {
    private static final UserId ANN = new UserId(new UUID(0, 1));
    private static final UserId BOB = new UserId(new UUID(0, 2));

    private final AtomicLong time = new AtomicLong();
    private final GranteeLimit limit = new GranteeLimit(time::get);

    @Test
    void ten_guesses_at_once_and_then_one_each_half_minute() {
        for (int i = 0; i < 10; i++) {
            assertThat(limit.attempt(ANN)).isEmpty();
        }
        assertThat(limit.attempt(ANN)).contains(Duration.ofSeconds(30));
        assertThat(limit.attempt(BOB)).isEmpty();
        time.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(limit.attempt(ANN)).isEmpty();
        assertThat(limit.attempt(ANN)).isPresent();
    }

    @Test
    void naming_somebody_costs_nothing() {
        for (int i = 0; i < 50; i++) {
            assertThat(limit.attempt(ANN)).isEmpty();
            limit.succeeded(ANN);
        }
    }
}
