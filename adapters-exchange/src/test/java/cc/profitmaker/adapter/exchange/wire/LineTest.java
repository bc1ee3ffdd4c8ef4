package cc.profitmaker.adapter.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.application.operator.Upstreams;
import cc.profitmaker.application.operator.Upstreams.Heard;
import cc.profitmaker.domain.market.ExchangeFault.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

class LineTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration QUICK = Duration.ofMillis(5);

    private final Line line = new Line("host", Optional.empty());

    private static HttpOutcome answered(int status, Optional<Duration> retryAfter) {
        return new HttpOutcome.Answered(
                status, retryAfter, new HttpOutcome.Body(new byte[] {'{', '}'}));
    }

    private void call(HttpOutcome outcome) {
        assertThat(line.enter(1, Lane.READ)).isEmpty();
        line.left(outcome, 1, QUICK);
    }

    private Kind refused(Lane lane) {
        return switch (line.enter(1, lane).orElseThrow()) {
            case HttpOutcome.NeverSent(var why, var wait) -> {
                assertThat(wait.orElseThrow()).isPositive();
                yield why;
            }
            case HttpOutcome other -> throw new AssertionError(other);
        };
    }

    @Test
    void a_host_that_does_not_answer_is_left_alone_but_for_cancels() {
        for (int i = 0; i < 10; i++) {
            call(new HttpOutcome.Lost(Kind.TIMED_OUT));
        }

        assertThat(refused(Lane.READ)).isEqualTo(Kind.UNREACHABLE);
        assertThat(refused(Lane.ORDER)).isEqualTo(Kind.UNREACHABLE);
        assertThat(line.enter(1, Lane.CANCEL)).isEmpty();
    }

    @Test
    void a_call_that_was_given_up_tells_nothing_of_its_host() {
        for (int i = 0; i < 100; i++) {
            call(new HttpOutcome.GivenUp());
        }
        assertThat(line.enter(1, Lane.ORDER)).isEmpty();
        assertThat(line.standing(NOON).heard())
                .isEqualTo(new Heard(Optional.empty(), Optional.empty()));
    }

    @Test
    void when_the_call_that_tries_again_is_given_up_another_tries() throws Exception {
        var forgiving = new Line("host", Optional.empty(), Duration.ofMillis(20));
        for (int i = 0; i < 10; i++) {
            assertThat(forgiving.enter(1, Lane.READ)).isEmpty();
            forgiving.left(new HttpOutcome.Lost(Kind.TIMED_OUT), 1, QUICK);
        }
        FeedStage.eventually(() -> forgiving.enter(1, Lane.READ).isEmpty());
        assertThat(forgiving.enter(1, Lane.READ)).isPresent();

        forgiving.left(new HttpOutcome.GivenUp(), 1, QUICK);

        assertThat(forgiving.enter(1, Lane.READ)).isEmpty();
        forgiving.left(answered(200, Optional.empty()), 1, QUICK);
        assertThat(forgiving.standing(NOON).breaker()).isEqualTo(Upstreams.Breaker.CLOSED);
    }

    @Test
    void what_is_known_of_a_host_is_told() {
        Upstreams.Host unasked = line.standing(NOON);
        assertThat(unasked.heard()).isEqualTo(new Heard(Optional.empty(), Optional.empty()));
        assertThat(unasked.breaker()).isEqualTo(Upstreams.Breaker.CLOSED);
        assertThat(unasked.restsUntil()).isEmpty();

        call(answered(200, Optional.empty()));
        call(answered(422, Optional.empty()));
        call(new HttpOutcome.Lost(Kind.TIMED_OUT));
        Upstreams.Host asked = line.standing(NOON);
        assertThat(asked.heard().wellAt().orElseThrow()).isBeforeOrEqualTo(NOON);
        assertThat(asked.heard().failure().orElseThrow().why()).isEqualTo(Kind.TIMED_OUT);
        assertThat(asked.heard().failure().orElseThrow().at())
                .isAfterOrEqualTo(asked.heard().wellAt().orElseThrow());

        for (int i = 0; i < 20; i++) {
            call2(answered(502, Optional.empty()));
        }
        call2(answered(418, Optional.of(Duration.ofHours(1))));
        Upstreams.Host banned = line.standing(NOON);
        assertThat(banned.breaker()).isEqualTo(Upstreams.Breaker.OPEN);
        assertThat(banned.heard().failure().orElseThrow().why()).isEqualTo(Kind.MAINTENANCE);
        assertThat(banned.restsUntil().orElseThrow())
                .isBetween(NOON.plusSeconds(3590), NOON.plusSeconds(3600));
    }

    @Test
    void what_of_an_allowance_is_used_is_told() {
        var turns = new Turns(100, Duration.ofHours(1), () -> 0L);
        var limited = new Line("host", Optional.of(turns));
        assertThat(limited.enter(30, Lane.READ)).isEmpty();
        assertThat(limited.standing(NOON).usage()).contains(new Upstreams.Usage(30, 100));
    }

    @Test
    void its_own_errors_count_as_well() {
        for (int i = 0; i < 10; i++) {
            call(answered(502, Optional.empty()));
        }
        assertThat(refused(Lane.READ)).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422})
    void what_one_user_did_wrong_never_keeps_the_others_out(int status) {
        for (int i = 0; i < 100; i++) {
            call(answered(status, Optional.empty()));
        }
        assertThat(line.enter(1, Lane.READ)).isEmpty();
    }

    @Test
    void a_failure_now_and_then_does_not_matter() {
        for (int i = 0; i < 100; i++) {
            call(
                    i % 2 == 0
                            ? new HttpOutcome.Lost(Kind.TIMED_OUT)
                            : answered(200, Optional.empty()));
        }
        assertThat(line.enter(1, Lane.READ)).isEmpty();
    }

    @Test
    void who_is_told_to_wait_waits_with_everything() {
        call(answered(429, Optional.of(Duration.ofHours(1))));
        call2(answered(429, Optional.of(Duration.ZERO)));

        assertThat(refused(Lane.READ)).isEqualTo(Kind.RATE_LIMITED);
        assertThat(refused(Lane.CANCEL)).isEqualTo(Kind.RATE_LIMITED);
    }

    /** An answer to a call that was on its way already. */
    private void call2(HttpOutcome outcome) {
        line.left(outcome, 1, QUICK);
    }

    @Test
    void what_was_too_much_for_one_user_keeps_nobody_else_out() {
        line.left(answered(429, Optional.of(Duration.ofHours(1))), 0, QUICK);

        assertThat(line.enter(1, Lane.READ)).isEmpty();
    }

    @Test
    void a_ban_without_a_time_is_kept_for_a_minute() {
        call(answered(418, Optional.empty()));

        assertThat(refused(Lane.ORDER)).isEqualTo(Kind.MAINTENANCE);
    }

    @Test
    void maintenance_is_waited_for_when_it_says_how_long() {
        call(answered(503, Optional.empty()));
        assertThat(line.enter(1, Lane.READ)).isEmpty();
        line.left(answered(503, Optional.of(Duration.ofMinutes(5))), 1, QUICK);
        assertThat(refused(Lane.READ)).isEqualTo(Kind.MAINTENANCE);
    }

    @Test
    void its_clock_is_followed_when_it_is_off_by_more_than_it_tells() {
        InstantSource theirs = line.clock(InstantSource.fixed(NOON));
        assertThat(theirs.instant()).isEqualTo(NOON);

        line.told(NOON.plusSeconds(7), NOON.minusMillis(100), NOON.plusMillis(100));
        assertThat(theirs.instant()).isEqualTo(NOON.plusMillis(7500));
        line.told(NOON.minusSeconds(30), NOON, NOON);
        assertThat(theirs.instant()).isEqualTo(NOON.minusMillis(29500));

        line.told(NOON, NOON.plusMillis(300), NOON.plusMillis(310));
        assertThat(theirs.instant()).isEqualTo(NOON);
        line.told(NOON.plus(Duration.ofDays(2)), NOON, NOON);
        assertThat(theirs.instant()).isEqualTo(NOON);
    }

    @Test
    void a_date_in_a_slow_answer_says_nothing_of_its_clock() {
        InstantSource theirs = line.clock(InstantSource.fixed(NOON));

        line.told(NOON.plusSeconds(10), NOON, NOON.plusMillis(1001));

        assertThat(theirs.instant()).isEqualTo(NOON);
    }

    @Test
    void who_waits_for_a_turn_while_the_host_bans_us_is_not_sent() throws InterruptedException {
        var turns = new Turns(1, Duration.ofMillis(500), System::nanoTime);
        var shared = new Line("host", Optional.of(turns));
        assertThat(shared.enter(1, Lane.ORDER)).isEmpty();
        var entered = new ArrayList<Optional<HttpOutcome>>();
        Thread waiting = Thread.ofVirtual().start(() -> entered.add(shared.enter(1, Lane.ORDER)));
        while (turns.waiting() == 0) {
            Thread.onSpinWait();
        }

        shared.left(answered(418, Optional.empty()), 1, QUICK);
        waiting.join();

        assertThat(entered.getFirst())
                .hasValueSatisfying(
                        told -> assertThat(told).isInstanceOf(HttpOutcome.NeverSent.class));
    }
}
