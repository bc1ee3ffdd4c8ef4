package cc.profitmaker.adapter.auth;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.AttemptLimit.Familiarity;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.session.ClientAddress;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

final class GuessingLimitTest {
    private static final Email ANN = new Email("ann@example.com");
    private static final Email BEN = new Email("ben@example.com");
    private static final String HOME = "198.51.100.1";
    private static final String AWAY = "203.0.113.9";

    private final AtomicLong nanos = new AtomicLong(-17);
    private final GuessingLimit limit = new GuessingLimit(nanos::get, 1_000);
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void an_address_has_ten_attempts_and_then_one_each_thirty_seconds() {
        for (int i = 0; i < 10; i++) {
            assertThat(attempt(HOME, account(i))).isEmpty();
        }

        assertThat(attempt(HOME, ANN)).contains(Duration.ofSeconds(30));
        pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(attempt(HOME, ANN)).contains(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));
        assertThat(attempt(HOME, ANN)).isEmpty();
        assertThat(attempt(HOME, ANN)).contains(Duration.ofSeconds(30));
        assertThat(attempt(AWAY, ANN)).isEmpty();
    }

    @Test
    void an_account_has_sixty_attempts_and_then_one_each_ten_seconds() {
        useUpAccount(ANN);

        assertThat(attempt(AWAY, ANN)).contains(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(attempt(AWAY, ANN)).contains(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));
        assertThat(attempt(AWAY, ANN)).isEmpty();
        assertThat(attempt(AWAY, ANN)).contains(Duration.ofSeconds(10));
    }

    @Test
    void an_attempt_the_account_refuses_does_not_use_up_the_addresss() {
        useUpAccount(ANN);
        for (int i = 0; i < 100; i++) {
            assertThat(attempt(AWAY, ANN)).isPresent();
        }

        for (int i = 0; i < 10; i++) {
            assertThat(attempt(AWAY, BEN)).isEmpty();
        }
        assertThat(attempt(AWAY, BEN)).isPresent();
    }

    @Test
    void an_attempt_the_address_refuses_does_not_use_up_the_accounts() {
        for (int i = 0; i < 1_000; i++) {
            attempt(AWAY, ANN);
        }

        for (int i = 1; i <= 50; i++) {
            assertThat(attempt("198.51.100." + i, ANN)).isEmpty();
        }
        assertThat(attempt("198.51.100.51", ANN)).isPresent();
    }

    @Test
    void a_storm_of_fifty_a_second_from_three_addresses_never_keeps_the_owner_out_elsewhere() {
        int passed = 0;
        for (int tick = 0; tick < 50 * 3_600; tick++) {
            for (int storm = 0; storm < 3; storm++) {
                passed += attempt("192.0.2." + storm, ANN).isEmpty() ? 1 : 0;
            }
            pass(Duration.ofMillis(20));
            if (tick % 3_000 == 2_999) {
                assertThat(attempt(AWAY, ANN)).isEmpty();
                success(AWAY, ANN);
            }
        }
        // An hour: the burst and two a minute of each.
        assertThat(passed).isEqualTo(3 * (10 + 119));
    }

    @Test
    void ipv6_addresses_count_by_their_64_bit_prefix() {
        for (int i = 1; i <= 10; i++) {
            assertThat(attempt("2001:db8:1:2::" + i, account(i))).isEmpty();
        }

        assertThat(attempt("2001:db8:1:2:ffff:ffff:ffff:ffff", ANN)).isPresent();
        assertThat(attempt("2001:0DB8:0001:0002:0:0:0:1", ANN)).isPresent();
        assertThat(attempt("2001:db8:1:3::1", ANN)).isEmpty();
    }

    @Test
    void an_ipv4_address_in_ipv6_clothes_is_the_same_address_and_not_the_64_it_lies_in() {
        useUpAddress(HOME);

        assertThat(attempt("::ffff:" + HOME, ANN)).isPresent();
        assertThat(attempt("::ffff:" + AWAY, ANN)).isEmpty();
    }

    @Test
    void text_that_is_no_address_counts_as_itself() {
        useUpAddress("dead.beef");

        assertThat(attempt("dead.beef", ANN)).isPresent();
        assertThat(attempt("dead.bee", ANN)).isEmpty();
    }

    @Test
    void a_known_address_is_bound_by_neither_count() {
        useUpAddress(HOME);
        useUpAccount(ANN);

        for (int i = 0; i < 100; i++) {
            assertThat(attemptOfKnown(HOME, ANN)).isEmpty();
            assertThat(attemptOfKnown(AWAY, ANN)).isEmpty();
        }
    }

    @Test
    void a_refused_registration_does_not_make_the_owner_behind_the_address_a_stranger() {
        useUpAddress(HOME);

        assertThat(limit.attempt(new ClientAddress(HOME), ANN, () -> Familiarity.IRRELEVANT))
                .isPresent();
        assertThat(attemptOfKnown(HOME, ANN)).isEmpty();
    }

    @Test
    void an_address_known_to_one_account_is_unknown_to_others() {
        useUpAddress(HOME);

        assertThat(attemptOfKnown(HOME, ANN)).isEmpty();
        assertThat(attempt(HOME, BEN)).isPresent();
    }

    @Test
    void familiarity_is_asked_only_for_a_refusal_and_at_most_once_a_minute() {
        for (int i = 0; i < 10; i++) {
            attempt(HOME, ANN);
        }
        assertThat(questions).hasValue(0);

        attempt(HOME, ANN);
        attempt(HOME, ANN);
        assertThat(questions).hasValue(1);

        pass(Duration.ofSeconds(1));
        success(AWAY, ANN);
        attempt(HOME, ANN);
        assertThat(questions).hasValue(1);

        pass(GuessingLimit.STRANGER);
        useUpAddress(HOME);
        questions.set(0);
        attempt(HOME, ANN);
        assertThat(questions).hasValue(1);
    }

    @Test
    void an_address_that_has_just_signed_in_is_asked_about_again() {
        useUpAddress(HOME);
        assertThat(attempt(HOME, ANN)).isPresent();

        success(HOME, ANN);
        useUpAddress(HOME);

        assertThat(attemptOfKnown(HOME, ANN)).isEmpty();
    }

    @Test
    void a_right_attempt_is_given_back_to_the_address_and_to_the_account() {
        for (int i = 0; i < 200; i++) {
            assertThat(attempt(HOME, ANN)).isEmpty();
            success(HOME, ANN);
        }
    }

    @Test
    void giving_back_never_adds_to_the_burst() {
        attempt(HOME, ANN);
        for (int i = 0; i < 100; i++) {
            success(HOME, ANN);
        }

        useUpAddress(HOME);
        assertThat(attempt(HOME, ANN)).isPresent();
    }

    @Test
    void after_a_quiet_time_the_burst_is_whole_again() {
        useUpAddress(HOME);
        pass(GuessingLimit.ADDRESS.untilFull());

        for (int i = 0; i < 10; i++) {
            assertThat(attempt(HOME, account(i))).isEmpty();
        }
        assertThat(attempt(HOME, ANN)).isPresent();
    }

    @Test
    void no_number_of_addresses_and_accounts_makes_it_grow_beyond_its_bound() {
        for (int i = 0; i < 20_000; i++) {
            String address = "10.0." + i / 250 + "." + i % 250;
            attempt(address, account(i));
            attempt(address, ANN);
        }

        assertThat(limit.remembered()).isBetween(500L, 1_000L);
    }

    @Property(tries = 200)
    void no_rhythm_of_attempts_gets_more_than_the_burst_and_the_refill(
            @ForAll @Size(max = 200) List<@IntRange(max = 20_000) Integer> pausesInMillis) {
        var time = new AtomicLong();
        var any = new GuessingLimit(time::get, 10);
        int passed = 0;
        for (int pause : pausesInMillis) {
            time.addAndGet(Duration.ofMillis(pause).toNanos());
            var wait = any.attempt(new ClientAddress(HOME), ANN, () -> Familiarity.UNKNOWN);
            assertThat(wait.orElse(Duration.ofNanos(1))).isPositive();
            passed += wait.isEmpty() ? 1 : 0;
        }

        assertThat(passed)
                .isLessThanOrEqualTo(10 + (int) (time.get() / Duration.ofSeconds(30).toNanos()))
                .isGreaterThanOrEqualTo(Math.min(10, pausesInMillis.size()));
    }

    private Optional<Duration> attempt(String address, Email account) {
        return limit.attempt(
                new ClientAddress(address),
                account,
                () -> {
                    questions.incrementAndGet();
                    return Familiarity.UNKNOWN;
                });
    }

    private Optional<Duration> attemptOfKnown(String address, Email account) {
        return limit.attempt(new ClientAddress(address), account, () -> Familiarity.KNOWN);
    }

    private void success(String address, Email account) {
        limit.succeeded(new ClientAddress(address), account);
    }

    private void useUpAddress(String address) {
        for (int i = 0; i < 10; i++) {
            attempt(address, account(1_000 + i));
        }
    }

    private void useUpAccount(Email account) {
        for (int i = 0; i < 60; i++) {
            attempt("192.0.2." + i, account);
        }
    }

    private static Email account(int i) {
        return new Email("user" + i + "@example.com");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
