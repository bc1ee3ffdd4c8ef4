package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.feed.Attempt.Errand;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.application.stream.AccountBells.Ear;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One connection to the private stream of one account. It has no key and does nothing that needs
 * one by itself: whoever holds the key is told that it is due, does it, and keeps the key. Safe for
 * any number of threads; the ear is told while its lock is held.
 */
public final class PrivateCable implements Link.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateCable.class);

    /** A key that was refused is tried again after this; another key at once. */
    private static final Duration UNWELCOME = Duration.ofMinutes(10);

    /** What could not be prolonged is tried again after this: there is time left. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final PrivateLanguage language;
    private final PrivateTrunk trunk;
    private final Ear ear;
    private final Pauses pauses;
    private final ReentrantLock lock = new ReentrantLock();
    private State state;
    private Optional<Fingerprint> keys = Optional.empty();

    /** Where it stands with the exchange. */
    private sealed interface State {
        /** It needs the keys from then on. */
        record Out(long since) implements State {}

        /** Somebody asks the exchange in, with the keys. */
        final class Asking implements State {}

        /** There is a connection, or there will be. */
        record In(Attempt attempt) implements State {}

        record Over() implements State {}
    }

    /** What is done with the keys; each asks the exchange and blocks. */
    public interface Keyed {
        Reply<Entry> enter();

        Reply<Prolonged> prolong();
    }

    /** What came of asking for more time. */
    public enum Prolonged {
        GOES_ON,
        /** The exchange does not know it any more. */
        IS_GONE
    }

    public PrivateCable(PrivateLanguage language, PrivateTrunk trunk, Ear ear) {
        this.language = language;
        this.trunk = trunk;
        this.ear = ear;
        this.pauses = trunk.pauses();
        this.state = new State.Out(trunk.now());
    }

    public boolean isHeard() {
        return locked(() -> current().filter(Attempt::isListening).isPresent());
    }

    /** The keys are needed now. */
    public boolean isDue() {
        return locked(() -> errand() != Errand.NONE);
    }

    private Errand errand() {
        return switch (state) {
            case State.Out(var since) -> trunk.now() - since >= 0 ? Errand.ENTER : Errand.NONE;
            case State.In(var attempt) -> attempt.errand(trunk.now());
            case State.Asking _, State.Over _ -> Errand.NONE;
        };
    }

    /** Other keys than it was entered with, or refused with: it begins anew with them. */
    public void keysAre(Fingerprint now) {
        run(
                () -> {
                    boolean others = keys.filter(known -> !known.equals(now)).isPresent();
                    keys = Optional.of(now);
                    if (others && !(state instanceof State.Over)) {
                        boolean heard = leave();
                        state = new State.Out(trunk.now());
                        ringIf(heard);
                    }
                });
    }

    /** Does what is due, if anything is. */
    public void tend(Keyed keyed) {
        var asking = new State.Asking();
        switch (locked(() -> take(asking))) {
            case ENTER -> enter(asking, answer(keyed::enter));
            case PROLONG -> {
                Reply<Prolonged> reply = answer(keyed::prolong);
                run(() -> current().ifPresent(attempt -> prolonged(attempt, reply)));
            }
            case NONE -> {}
        }
    }

    private Errand take(State.Asking asking) {
        Errand due = errand();
        switch (due) {
            case ENTER -> {
                Duration wait = trunk.turn();
                if (wait.isPositive()) {
                    state = new State.Out(trunk.now() + wait.toNanos());
                    return Errand.NONE;
                }
                state = asking;
            }
            case PROLONG ->
                    current().ifPresent(attempt -> attempt.prolongAfter(trunk.now(), AGAIN));
            case NONE -> {}
        }
        return due;
    }

    private interface Question<T> {
        Reply<T> ask();
    }

    /** An error of ours must not leave it waiting for ever. */
    private static <T> Reply<T> answer(Question<T> question) {
        try {
            return question.ask();
        } catch (RuntimeException e) {
            // Its text may quote an address, token and all.
            LOG.warn("a private stream was not asked for: {}", e.getClass().getName());
            return Reply.failed(Kind.NONSENSE);
        }
    }

    private void enter(State.Asking asking, Reply<Entry> reply) {
        locked(() -> state == asking ? entered(reply) : Optional.<Attempt>empty())
                .ifPresent(attempt -> attempt.connect(trunk.client()));
    }

    private Optional<Attempt> entered(Reply<Entry> reply) {
        return switch (reply) {
            case Reply.Answered<Entry>(var entry) -> {
                var attempt = new Attempt(this, entry, trunk);
                state = new State.In(attempt);
                yield Optional.of(attempt);
            }
            case Reply.Failed<Entry>(var why) -> {
                rest(why, Duration.ZERO);
                yield Optional.empty();
            }
        };
    }

    private void prolonged(Attempt attempt, Reply<Prolonged> reply) {
        switch (reply) {
            case Reply.Answered<Prolonged>(var how) -> {
                switch (how) {
                    case GOES_ON -> attempt.prolonged(trunk.now());
                    case IS_GONE -> end();
                }
            }
            case Reply.Failed<Prolonged>(var why) -> {
                if (isRefusal(why.kind())) {
                    lose(why);
                }
            }
        }
    }

    private Optional<Attempt> current() {
        return state instanceof State.In(var attempt) ? Optional.of(attempt) : Optional.empty();
    }

    private void onCurrent(Link from, Consumer<Attempt> task) {
        run(() -> current().filter(attempt -> attempt.isOn(from)).ifPresent(task));
    }

    @Override
    public void opened(Link from) {
        onCurrent(
                from,
                attempt -> {
                    attempt.opened(trunk.now());
                    heardIf(attempt, false);
                    watchLater(from, attempt);
                });
    }

    private void heardIf(Attempt attempt, boolean before) {
        ringIf(!before && attempt.isListening());
    }

    /** What was missed before is read now. */
    private void ringIf(boolean changed) {
        if (changed) {
            ear.rung(new Ring.Anything());
        }
    }

    private void watchLater(Link from, Attempt attempt) {
        var _ =
                trunk.client()
                        .later(
                                attempt.ping().every(),
                                () -> onCurrent(from, still -> watch(from, still)));
    }

    private void watch(Link from, Attempt attempt) {
        if (attempt.isSilent(trunk.now())) {
            lose(ExchangeFault.of(Kind.TIMED_OUT));
            from.abort();
            return;
        }
        language.probe(attempt.nextNumber()).ifPresentOrElse(from::send, from::ping);
        watchLater(from, attempt);
    }

    @Override
    public void answered(Link from) {
        onCurrent(from, attempt -> attempt.heard(trunk.now()));
    }

    @Override
    public void heard(Link from, byte[] text) {
        Sign sign;
        try {
            sign = language.hear(JsonFields.read(text));
        } catch (Nonsense | IllegalArgumentException e) {
            LOG.debug("a private stream tells nonsense", e);
            lost(from, Kind.NONSENSE);
            return;
        }
        onCurrent(from, attempt -> hear(attempt, sign));
    }

    private void hear(Attempt attempt, Sign sign) {
        boolean before = attempt.isListening();
        if (!(sign instanceof Sign.Unknown)) {
            attempt.heard(trunk.now());
        }
        switch (sign) {
            case Sign.Changed(var where) -> {
                if (before) {
                    where.forEach(ear::rung);
                }
            }
            case Sign.Welcome() -> attempt.welcomed();
            case Sign.Confirmed() -> attempt.confirmed(trunk.now());
            case Sign.Refused(var why) -> lose(ExchangeFault.of(why));
            case Sign.Ended() -> end();
            case Sign.Alive _, Sign.Unknown _ -> {}
        }
        heardIf(attempt, before);
    }

    @Override
    public void lost(Link from, Kind why) {
        onCurrent(from, _ -> lose(ExchangeFault.of(why)));
        from.abort();
    }

    private void lose(ExchangeFault why) {
        current()
                .ifPresent(
                        attempt -> {
                            Duration held = attempt.held(trunk.now());
                            boolean heard = leave();
                            rest(why, held);
                            ringIf(heard);
                        });
    }

    /** As it was said it would be: there is nothing to be careful about. */
    private void end() {
        boolean heard = leave();
        state = new State.Out(trunk.now());
        ringIf(heard);
    }

    private void rest(ExchangeFault why, Duration held) {
        Duration pause = isRefusal(why.kind()) ? UNWELCOME : pauses.after(held);
        LOG.info("a private stream is not heard: {}", why.kind());
        state =
                new State.Out(
                        trunk.now() + longest(pause, why.retryAfter().orElse(pause)).toNanos());
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** What asking again does not change. */
    private static boolean isRefusal(Kind why) {
        return switch (why) {
            case RATE_LIMITED, MAINTENANCE, CLOCK, TIMED_OUT, UNREACHABLE, NONSENSE -> false;
            default -> true;
        };
    }

    /** Whether it was heard. */
    private boolean leave() {
        Optional<Attempt> left = current();
        left.ifPresent(Attempt::leave);
        return left.filter(Attempt::isListening).isPresent();
    }

    /** Nothing rings from here on. */
    public void close() {
        run(
                () -> {
                    boolean _ = leave();
                    state = new State.Over();
                });
    }

    private void run(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> task) {
        lock.lock();
        try {
            return task.get();
        } finally {
            lock.unlock();
        }
    }
}
