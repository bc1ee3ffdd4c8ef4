package cc.profitmaker.application.stream;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.stream.AccountStreams.Rhythm;
import cc.profitmaker.application.testing.Fixtures;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

final class PaceTest {
    private static final Instant NOON = Fixtures.NOON;
    private final Pace pace = new Pace(Rhythm.USUAL, NOON);

    private static Instant after(String seconds) {
        return NOON.plus(Duration.parse("PT" + seconds + "S"));
    }

    private void readAt(Instant now, boolean heard) {
        assertThat(pace.isTime(now)).isTrue();
        pace.begin(now);
        pace.succeeded();
        pace.over(now, heard);
    }

    @Test
    void the_first_reading_is_at_once_and_the_next_after_three_seconds() {
        readAt(NOON, false);

        assertThat(pace.next()).isEqualTo(after("3"));
    }

    @Test
    void what_is_heard_is_read_every_fifteen_seconds() {
        readAt(NOON, true);

        assertThat(pace.next()).isEqualTo(after("15"));
    }

    @Test
    void a_ring_is_read_at_once_and_once_more_three_seconds_later() {
        readAt(NOON, true);

        pace.rung(after("7"));

        assertThat(pace.isTime(after("7"))).isTrue();
        readAt(after("7"), true);
        assertThat(pace.next()).isEqualTo(after("10"));
        readAt(after("10"), true);
        assertThat(pace.next()).isEqualTo(after("25"));
    }

    @Test
    void rings_are_read_twice_a_second_at_most() {
        readAt(NOON, true);

        pace.rung(after("0.1"));
        pace.rung(after("0.2"));

        assertThat(pace.next()).isEqualTo(after("0.5"));
        readAt(after("0.5"), true);
        pace.rung(after("0.6"));
        assertThat(pace.next()).isEqualTo(after("1"));
    }

    @Test
    void a_ring_never_puts_a_reading_off() {
        readAt(NOON, false);

        pace.rung(after("2.9"));
        pace.rung(after("4"));

        assertThat(pace.next()).isEqualTo(after("2.9"));
    }

    @Test
    void while_reading_fails_the_pauses_grow_from_the_usual_one_to_a_minute_heard_or_not() {
        readAt(NOON, true);
        Instant now = after("15");
        for (int seconds : new int[] {6, 12, 24, 48, 60, 60}) {
            pace.begin(now);
            pace.failed();
            pace.over(now, true);
            assertThat(pace.next()).isEqualTo(now.plusSeconds(seconds));
            now = pace.next();
        }

        readAt(now, true);
        assertThat(pace.next()).isEqualTo(now.plusSeconds(15));
    }
}
