package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.Tick;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** One subject of one cable and who listens to it. Its cable's lock guards it. */
final class Strand {
    private static final Logger LOG = LoggerFactory.getLogger(Strand.class);

    /** A refusal that comes so often in a row is no mood. */
    private static final int MOST_REFUSALS = 3;

    private final Subject subject;
    private final Ear ear;
    private final Supplier<Translation> translations;
    private final Pauses pauses;
    private final Optional<UserId> opener = Share.current();
    private State state = new State.Idle();
    private boolean interrupted;
    private int refusals;
    private Optional<Thread> errand = Optional.empty();

    /** Where it stands with the exchange. */
    sealed interface State {
        /** There is no connection, or it waits for its turn to be asked for. */
        record Idle() implements State {}

        /** The exchange was asked for it. */
        record Asked(long at, Translation translation) implements State {}

        record Running(long since, Translation translation) implements State {}

        /** It made no sense and is asked for again after a while. */
        record Resting(Future<?> until) implements State {}

        /** The exchange refuses it, and is not asked for it any more. */
        record Refused() implements State {}
    }

    Strand(Subject subject, Ear ear, Supplier<Translation> translations, Pauses pauses) {
        this.subject = subject;
        this.ear = ear;
        this.translations = translations;
        this.pauses = pauses;
    }

    /** Whoever opened it; empty: the server by itself. */
    Optional<UserId> opener() {
        return opener;
    }

    Subject subject() {
        return subject;
    }

    State state() {
        return state;
    }

    Pauses pauses() {
        return pauses;
    }

    boolean isResting() {
        return state instanceof State.Resting;
    }

    /** Neither asked for nor kept back. */
    boolean isIdle() {
        return state instanceof State.Idle;
    }

    boolean isSubscribed() {
        return state instanceof State.Asked || state instanceof State.Running;
    }

    /** From here on what the exchange says counts, whether it has confirmed or not. */
    void asked(long now) {
        drop();
        state = new State.Asked(now, translations.get());
    }

    void confirmed(long now) {
        if (state instanceof State.Asked(_, var translation)) {
            state = new State.Running(now, translation);
            refusals = 0;
        }
    }

    /** True: once too often, and it is over; who listens has been told. */
    boolean refused(ExchangeFault why) {
        if (why.kind() == Kind.REFUSED) {
            refusals++;
        }
        if (refusals < MOST_REFUSALS) {
            return false;
        }
        lost(why);
        state = new State.Refused();
        ear.refused(why);
        return true;
    }

    /** What it says makes no sense; empty: it does. */
    Optional<ExchangeFault> hear(long now, JsonFields content) {
        confirmed(now);
        return running().flatMap(translation -> tell(() -> translation.read(content)));
    }

    private Optional<Translation> running() {
        return state instanceof State.Running(_, var translation)
                ? Optional.of(translation)
                : Optional.empty();
    }

    /** What has to be read now and is not being read. */
    Optional<Translation.Errand> wanted() {
        return errand.isPresent() ? Optional.empty() : running().flatMap(Translation::wanted);
    }

    /** Whoever reads for it: to be stopped when it is not wanted any more. */
    void sent(Thread reading) {
        errand = Optional.of(reading);
    }

    boolean awaits(Thread reading) {
        return errand.filter(reading::equals).isPresent();
    }

    Optional<ExchangeFault> returned(Reply<Translation.Sequel> reply) {
        errand = Optional.empty();
        return switch (reply) {
            case Reply.Answered<Translation.Sequel>(var sequel) -> tell(sequel::ticks);
            case Reply.Failed<Translation.Sequel>(var why) -> Optional.of(why);
        };
    }

    private Optional<ExchangeFault> tell(Supplier<List<Tick>> news) {
        try {
            for (Tick tick : news.get()) {
                interrupted = false;
                ear.arrived(tick);
            }
            return Optional.empty();
        } catch (Nonsense | IllegalArgumentException e) {
            LOG.debug("{} makes no sense", subject.key(), e);
            return Optional.of(ExchangeFault.of(Kind.NONSENSE));
        }
    }

    /** Once per interruption, however many losses it is made of. */
    void lost(ExchangeFault why) {
        idle();
        if (!interrupted) {
            interrupted = true;
            ear.interrupted(why);
        }
    }

    void rest(Future<?> until) {
        state = new State.Resting(until);
    }

    void idle() {
        drop();
        if (!(state instanceof State.Refused)) {
            state = new State.Idle();
        }
    }

    private void drop() {
        errand.ifPresent(Thread::interrupt);
        errand = Optional.empty();
        if (state instanceof State.Resting(var until)) {
            until.cancel(false);
        }
    }
}
