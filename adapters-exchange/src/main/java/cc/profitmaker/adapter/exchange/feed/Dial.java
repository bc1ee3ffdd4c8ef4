package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Connects, and again after a pause when the connection is lost, until it is ended. Where to, the
 * exchange is asked each time anew. Its cable's turn guards it; it takes it where threads come from
 * elsewhere.
 */
final class Dial implements Link.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(Dial.class);

    private final Trunk trunk;
    private final Turn turn;
    private final Caller caller;
    private final Pauses pauses;
    private Optional<Future<?>> waiting = Optional.empty();
    private Optional<Thread> asking = Optional.empty();
    private Optional<Attempt> attempt = Optional.empty();

    private record Attempt(Link link, Entrance entrance) {}

    /** Whose connection it is; told in its turn. */
    interface Caller {
        void connected(Link link, Entrance entrance);

        void heard(Heard message);

        /** How long it had held, if there was one. */
        Duration held();

        /** There is none, and the next is waited for already. */
        void lost(ExchangeFault why);
    }

    Dial(Trunk trunk, Turn turn, Caller caller) {
        this.trunk = trunk;
        this.turn = turn;
        this.caller = caller;
        this.pauses = trunk.pauses();
    }

    /** Begins, if it has not. */
    void begin() {
        if (waiting.isEmpty() && asking.isEmpty() && attempt.isEmpty()) {
            after(Duration.ZERO);
        }
    }

    private void after(Duration pause) {
        waiting = Optional.of(trunk.client().later(pause, () -> turn.run(this::ask)));
    }

    /** Takes its turn among all connections only now: who gave up before has taken nobody's. */
    private void ask() {
        if (waiting.isEmpty()) {
            return;
        }
        waiting = Optional.empty();
        Duration wait = trunk.tokens().takeNow();
        if (wait.isPositive()) {
            after(wait);
            tellIfLong(wait);
        } else {
            start();
        }
    }

    private void tellIfLong(Duration wait) {
        if (wait.compareTo(trunk.tempo().pause().first()) > 0) {
            caller.lost(new ExchangeFault(Kind.RATE_LIMITED, Optional.empty(), Optional.of(wait)));
        }
    }

    /** On a thread of its own: the exchange may take its time to say where its feed is. */
    private void start() {
        Thread thread = Thread.ofVirtual().name("exchange-feed-entrance").unstarted(this::call);
        asking = Optional.of(thread);
        thread.start();
    }

    private void call() {
        Reply<Entrance> entrance = entrance();
        turn.take(() -> answered(entrance))
                .ifPresent(made -> trunk.client().connect(made.entrance().url(), made.link()));
    }

    private Reply<Entrance> entrance() {
        try {
            return trunk.language().entrance();
        } catch (RuntimeException e) {
            // What is wrong with an address may quote it, token and all.
            LOG.warn("{} has no entrance: {}", trunk.language().name(), e.getClass().getName());
            return Reply.failed(Kind.NONSENSE);
        }
    }

    /** Not whom was asked for before an end. */
    private Optional<Attempt> answered(Reply<Entrance> reply) {
        if (asking.filter(Thread.currentThread()::equals).isEmpty()) {
            return Optional.empty();
        }
        asking = Optional.empty();
        switch (reply) {
            case Reply.Answered<Entrance>(var entrance) ->
                    attempt = Optional.of(new Attempt(new Link(this), entrance));
            case Reply.Failed<Entrance>(var why) -> again(why);
        }
        return attempt;
    }

    private void again(ExchangeFault why) {
        attempt = Optional.empty();
        Duration pause = pauses.after(caller.held());
        LOG.info("lost {}: {}", trunk.language().name(), why.kind());
        Duration asked = why.retryAfter().orElse(Duration.ZERO);
        after(asked.compareTo(pause) > 0 ? asked : pause);
        caller.lost(why);
    }

    /** Gives up the connection there is, for the next one. */
    void lose(Kind why) {
        attempt.ifPresent(lost -> lost(lost.link(), why));
    }

    /** For ever. */
    void end() {
        waiting.ifPresent(future -> future.cancel(false));
        waiting = Optional.empty();
        asking.ifPresent(Thread::interrupt);
        asking = Optional.empty();
        Optional<Attempt> ended = attempt;
        attempt = Optional.empty();
        ended.ifPresent(last -> last.link().leave());
    }

    private Optional<Attempt> current(Link from) {
        return attempt.filter(there -> there.link().equals(from));
    }

    @Override
    public void opened(Link from) {
        turn.run(
                () ->
                        current(from)
                                .ifPresent(
                                        there -> caller.connected(there.link(), there.entrance())));
    }

    @Override
    public void heard(Link from, byte[] text) {
        Heard heard;
        try {
            heard = trunk.language().hear(JsonFields.read(text));
        } catch (Nonsense e) {
            LOG.debug("{} sent nonsense", trunk.language().name(), e);
            lost(from, Kind.NONSENSE);
            return;
        }
        turn.run(() -> current(from).ifPresent(_ -> caller.heard(heard)));
    }

    @Override
    public void lost(Link from, Kind why) {
        turn.run(() -> current(from).ifPresent(_ -> again(ExchangeFault.of(why))));
        from.abort();
    }
}
