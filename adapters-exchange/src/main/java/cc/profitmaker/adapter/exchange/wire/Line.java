package cc.profitmaker.adapter.exchange.wire;

import cc.profitmaker.application.operator.Upstreams;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault.Kind;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How this server gets on with one host of an exchange, for all its users together: it keeps to the
 * allowance, does not call while it was told to wait, leaves a host alone that does not answer, and
 * knows how its clock differs from ours. Safe for any number of threads.
 */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    /** How long a call waits for its turn before it is refused, unsent. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The same of one that is signed with a time, and worth nothing when it comes late. */
    private static final Duration HASTE = Duration.ofSeconds(2);

    private static final Duration BANNED = Duration.ofMinutes(1);

    /** How long a host that does not answer is left alone before one call tries again. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    /** Its clock is told in whole seconds; what is off by a day is no clock. */
    private static final Duration LEAST_OFFSET = Duration.ofSeconds(1);

    private static final Duration GREATEST_OFFSET = Duration.ofDays(1);
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Optional<Turns> turns;
    private final CircuitBreaker breaker;
    private final AtomicReference<Rest> rest = new AtomicReference<>(Rest.NONE);
    private volatile Duration offset = Duration.ZERO;
    private volatile Optional<Moment> well = Optional.empty();
    private volatile Optional<Failing> failing = Optional.empty();

    /** By the clock that only runs forward. */
    private record Moment(long at) {
        static Moment now() {
            return new Moment(System.nanoTime());
        }

        /** As another clock has it that says {@code now} at that moment. */
        Instant by(Instant now, Moment there) {
            return now.minusNanos(there.at - at);
        }
    }

    private record Failing(Kind why, Moment when) {}

    /** Nothing is sent before {@code until}, by the clock that only runs forward. */
    private record Rest(long until, Kind why) {
        static final Rest NONE = new Rest(System.nanoTime(), Kind.RATE_LIMITED);

        Duration left() {
            return Duration.ofNanos(until - System.nanoTime());
        }

        Rest orLonger(Rest other) {
            return other.until - until > 0 ? other : this;
        }
    }

    Line(String host, Optional<Turns> turns) {
        this(host, turns, LEFT_ALONE);
    }

    /** The same, of a host that is left alone for another while. */
    Line(String host, Optional<Turns> turns, Duration leftAlone) {
        this.turns = turns;
        this.breaker = CircuitBreaker.of(host, breaking(leftAlone));
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.warn("{}: {}", host, event.getStateTransition()));
    }

    private static CircuitBreakerConfig breaking(Duration leftAlone) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(75)
                .waitDurationInOpenState(leftAlone)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build();
    }

    Optional<Turns> turns() {
        return turns;
    }

    /** Empty: the call may be sent, and {@link #left} must be told what came of it. */
    Optional<HttpOutcome> enter(int cost, Lane lane) {
        Optional<HttpOutcome> resting = resting();
        if (resting.isPresent()) {
            return resting;
        }
        try {
            if (cost > 0 && turns.isPresent()) {
                String who = Share.current().map(UserId::toString).orElse("");
                Duration patience = lane == Lane.READ ? PATIENCE : HASTE;
                Optional<Duration> wait = turns.get().await(who, cost, lane, patience);
                if (wait.isPresent()) {
                    return refused(Kind.RATE_LIMITED, wait.get());
                }
                resting = resting();
                if (resting.isPresent()) {
                    // While it waited another call was told that nobody may call.
                    return resting;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return refused(Kind.TIMED_OUT, Duration.ZERO);
        }
        return breaker.tryAcquirePermission() || lane == Lane.CANCEL
                ? Optional.empty()
                : refused(Kind.UNREACHABLE, LEFT_ALONE);
    }

    private Optional<HttpOutcome> resting() {
        Rest resting = rest.get();
        return resting.left().isPositive()
                ? refused(resting.why(), resting.left())
                : Optional.empty();
    }

    private static Optional<HttpOutcome> refused(Kind why, Duration wait) {
        return Optional.of(new HttpOutcome.NeverSent(why, Optional.of(wait)));
    }

    /** Only what tells that the host is not well counts against it: never a refusal. */
    void left(HttpOutcome outcome, int cost, Duration took) {
        switch (outcome) {
            case HttpOutcome.Answered(var status, var retryAfter, _) -> {
                rest(status, cost, retryAfter);
                count(status < 500, took);
                note(failure(status));
            }
            case HttpOutcome.NeverSent(var why, _) -> {
                count(false, took);
                note(Optional.of(why));
            }
            case HttpOutcome.Lost(var why) -> {
                count(false, took);
                note(Optional.of(why));
            }
            // It tells nothing of the host; if it was the one call that tries, another may.
            case HttpOutcome.GivenUp() -> breaker.releasePermission();
        }
    }

    private static Optional<Kind> failure(int status) {
        return switch (status) {
            case 418, 503 -> Optional.of(Kind.MAINTENANCE);
            case 429 -> Optional.of(Kind.RATE_LIMITED);
            default -> status < 500 ? Optional.empty() : Optional.of(Kind.NONSENSE);
        };
    }

    private void note(Optional<Kind> failure) {
        var now = Moment.now();
        if (failure.isPresent()) {
            failing = Optional.of(new Failing(failure.get(), now));
        } else {
            well = Optional.of(now);
        }
    }

    /** What is known of the host, at what our clock calls {@code now}. */
    Upstreams.Host standing(Instant now) {
        Duration left = rest.get().left();
        // Read once: what failed after it went well is never told the other way round.
        var present = Moment.now();
        return new Upstreams.Host(
                breaker.getName(),
                switch (breaker.getState()) {
                    case OPEN, FORCED_OPEN -> Upstreams.Breaker.OPEN;
                    case HALF_OPEN -> Upstreams.Breaker.HALF_OPEN;
                    case CLOSED, DISABLED, METRICS_ONLY -> Upstreams.Breaker.CLOSED;
                },
                left.isPositive() ? Optional.of(now.plus(left)) : Optional.empty(),
                turns.map(Turns::usage),
                new Upstreams.Heard(
                        well.map(moment -> moment.by(now, present)),
                        failing.map(
                                last ->
                                        new Upstreams.Failure(
                                                last.why(), last.when().by(now, present)))),
                offset);
    }

    private void count(boolean well, Duration took) {
        if (well) {
            breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            breaker.onError(
                    took.toNanos(), TimeUnit.NANOSECONDS, new IllegalStateException("not well"));
        }
    }

    private void rest(int status, int cost, Optional<Duration> retryAfter) {
        Optional<Rest> told =
                switch (status) {
                    case 418 -> Optional.of(of(retryAfter.orElse(BANNED), Kind.MAINTENANCE));
                    // What costs the address nothing was too much for its user, who is told.
                    case 429 ->
                            retryAfter
                                    .filter(_ -> cost > 0)
                                    .map(wait -> of(wait, Kind.RATE_LIMITED));
                    case 503 -> retryAfter.map(wait -> of(wait, Kind.MAINTENANCE));
                    default -> Optional.empty();
                };
        told.ifPresent(
                next -> {
                    LOG.warn("{} wants us to wait {}", breaker.getName(), next.left());
                    rest.updateAndGet(before -> before.orLonger(next));
                });
    }

    private static Rest of(Duration wait, Kind why) {
        return new Rest(System.nanoTime() + wait.toNanos(), why);
    }

    /** An answer that was asked for and had between these instants says what time it is there. */
    void told(Instant theirs, Instant asked, Instant had) {
        Duration took = Duration.between(asked, had);
        if (took.compareTo(SLOW) > 0) {
            // The date may be of any moment in between.
            return;
        }
        Duration half = took.dividedBy(2);
        // The middle of the second that was told.
        Duration seen = Duration.between(asked.plus(half), theirs.plusMillis(500));
        Duration size = seen.abs();
        boolean counts = size.compareTo(LEAST_OFFSET) > 0 && size.compareTo(GREATEST_OFFSET) < 0;
        offset = counts ? seen : Duration.ZERO;
    }

    /** Ours, as theirs goes. */
    InstantSource clock(InstantSource ours) {
        return () -> theirs(ours.instant());
    }

    /** What their clock said when ours said that. */
    Instant theirs(Instant ours) {
        return ours.plus(offset);
    }
}
