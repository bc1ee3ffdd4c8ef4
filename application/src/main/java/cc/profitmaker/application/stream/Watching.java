package cc.profitmaker.application.stream;

import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.trading.AccountData;
import cc.profitmaker.application.trading.Asked;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.stream.Topic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The next update, once, for callers who do not stay connected. Each call waits on its own thread,
 * {@link #PATIENCE} at most, and a user may have {@link #MOST_OF_ONE_USER} waiting.
 */
public final class Watching {
    public static final Duration PATIENCE = Duration.ofSeconds(30);
    public static final int MOST_OF_ONE_USER = 50;

    /** How often a balance is read while somebody waits for it to change. */
    private static final Duration READ_EVERY = Duration.ofSeconds(2);

    private final Streams streams;
    private final AccountData accounts;
    private final InstantSource clock;
    private final Consumer<Duration> pause;
    private final Counts waiting = new Counts(MOST_OF_ONE_USER);

    /**
     * Waits for the hub and for accounts.
     *
     * @param pause lets that time pass
     */
    public Watching(
            Streams streams, AccountData accounts, InstantSource clock, Consumer<Duration> pause) {
        this.streams = streams;
        this.accounts = accounts;
        this.clock = clock;
        this.pause = pause;
    }

    /** {@code TIMED_OUT} when nothing came, {@code RATE_LIMITED} when too many calls wait. */
    public Reply<Update> next(Caller caller, Topic topic) {
        return counted(
                caller.id(),
                () -> streams.next(topic, PATIENCE),
                () -> Reply.failed(Kind.RATE_LIMITED));
    }

    /** The balance as soon as it is another than now. Access is decided at each look. */
    public Asked<Balance> nextBalance(Caller caller, Keys keys, Venue venue) {
        return counted(
                caller.id(),
                () -> changed(caller, keys, venue),
                () -> new Asked.Replied<>(Reply.failed(Kind.RATE_LIMITED)));
    }

    private Asked<Balance> changed(Caller caller, Keys keys, Venue venue) {
        Instant end = clock.instant().plus(PATIENCE);
        Asked<Balance> first = accounts.balance(caller, keys, venue);
        Asked<Balance> now = first;
        while (isAnswered(now) && amounts(now).equals(amounts(first))) {
            if (!clock.instant().isBefore(end)) {
                return new Asked.Replied<>(Reply.failed(Kind.TIMED_OUT));
            }
            pause.accept(READ_EVERY);
            now = accounts.balance(caller, keys, venue);
        }
        return now;
    }

    private static boolean isAnswered(Asked<Balance> asked) {
        return asked instanceof Asked.Replied<Balance>(Reply.Answered<Balance> _);
    }

    /** The amounts alone: the time an exchange puts on its answer is no change. */
    private static Reply<?> amounts(Asked<Balance> asked) {
        return switch (asked) {
            case Asked.Replied<Balance>(var reply) -> reply.map(Balance::holdings);
            case Asked.Refused<Balance> _ ->
                    throw new IllegalStateException("a refusal has no amounts");
        };
    }

    private <T> T counted(UserId user, Supplier<T> call, Supplier<T> tooMany) {
        if (!waiting.enter(user)) {
            return tooMany.get();
        }
        try {
            return call.get();
        } finally {
            waiting.leave(user);
        }
    }
}
