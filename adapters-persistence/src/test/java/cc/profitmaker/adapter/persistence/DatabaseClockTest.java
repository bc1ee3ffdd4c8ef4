package cc.profitmaker.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Replicas whose clocks differ count time alike. */
final class DatabaseClockTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final DatabaseClock clock = new DatabaseClock(InstantSource.fixed(NOON));

    private void told(Duration difference, Duration took) {
        clock.told(NOON.plus(took.dividedBy(2)).plus(difference), NOON, NOON.plus(took));
    }

    private void goesBy(Duration difference) {
        assertThat(clock.instant()).isEqualTo(NOON.plus(difference));
    }

    @Test
    void the_databases_clock_is_followed_and_found_again() {
        goesBy(Duration.ZERO);
        told(Duration.ofSeconds(-7), Duration.ofMillis(10));
        goesBy(Duration.ofSeconds(-7));
        told(Duration.ofSeconds(3), Duration.ofMillis(10));
        goesBy(Duration.ofSeconds(3));
        told(Duration.ZERO, Duration.ofMillis(10));
        goesBy(Duration.ZERO);
    }

    @Test
    void what_is_within_the_time_of_an_answer_is_no_difference() {
        told(Duration.ofMillis(100), Duration.ofMillis(10));
        goesBy(Duration.ZERO);
        told(Duration.ofMillis(101), Duration.ofMillis(10));
        goesBy(Duration.ofMillis(101));
        told(Duration.ofMillis(20), Duration.ofMillis(10));
        goesBy(Duration.ofMillis(101));
    }

    @Test
    void a_slow_answer_and_a_broken_clock_are_not_followed() {
        told(Duration.ofSeconds(5), Duration.ofMillis(201));
        goesBy(Duration.ZERO);
        told(Duration.ofMinutes(2), Duration.ofMillis(10));
        goesBy(Duration.ZERO);
    }
}
