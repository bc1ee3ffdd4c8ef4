package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One connection to an exchange and what is listened to on it, kept up until nobody listens any
 * more. A subject that makes no sense is subscribed to anew, after a pause; what is wrong with the
 * connection itself ends it, and the next one comes after a pause. Safe for any number of threads;
 * listeners are told in its turn.
 */
final class Cable implements Dial.Caller, Line.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Cable.class);

    private final Trunk trunk;
    private final Turn turn = new Turn();
    private final Dial dial;
    private final Errands errands;
    private final Map<String, Strand> strands = new HashMap<>();
    private Optional<Line> line = Optional.empty();
    private boolean over;

    Cable(Trunk trunk) {
        this.trunk = trunk;
        this.dial = new Dial(trunk, turn, this);
        this.errands = new Errands(turn, this::goOn);
    }

    /** False: this connection has no room for it, or has ended. */
    boolean add(Strand strand) {
        return turn.take(
                () -> {
                    if (over
                            || strands.size() >= trunk.language().limits().subjects()
                            || strands.containsKey(strand.subject().key())) {
                        return false;
                    }
                    strands.put(strand.subject().key(), strand);
                    line.ifPresentOrElse(there -> there.join(strand.subject()), dial::begin);
                    return true;
                });
    }

    /** True: it was the last one, and the connection has ended. */
    boolean remove(Strand strand) {
        return turn.take(
                () -> {
                    if (!strands.remove(strand.subject().key(), strand)) {
                        return false;
                    }
                    boolean known = strand.isIdle() || strand.isSubscribed();
                    strand.idle();
                    if (strands.isEmpty()) {
                        end();
                        return true;
                    }
                    if (known) {
                        line.ifPresent(there -> there.leave(strand.subject()));
                    }
                    return false;
                });
    }

    void close() {
        turn.run(
                () -> {
                    strands.values().forEach(Strand::idle);
                    strands.clear();
                    end();
                });
    }

    private void end() {
        over = true;
        line = Optional.empty();
        dial.end();
    }

    @Override
    public void connected(Link link, Entrance entrance) {
        var there = new Line(trunk, link, entrance.etiquette(), this);
        line = Optional.of(there);
        strands.values().stream()
                .filter(Strand::isIdle)
                .forEach(strand -> there.join(strand.subject()));
        there.watchOver();
    }

    /** What was meant for a connection that has ended is not done on the next one. */
    @Override
    public void later(Line there, Duration pause, Runnable task) {
        Runnable ifThere = () -> line.filter(there::equals).ifPresent(_ -> task.run());
        var _ = trunk.client().later(pause, () -> turn.run(ifThere));
    }

    @Override
    public void asked(Subject subject, long at) {
        those(List.of(subject)).forEach(strand -> strand.asked(at));
    }

    @Override
    public boolean waitsFor(long askedBefore) {
        return strands.values().stream()
                .anyMatch(
                        strand ->
                                strand.state() instanceof Strand.State.Asked(var at, _)
                                        && at - askedBefore < 0);
    }

    @Override
    public void silent() {
        dial.lose(Kind.TIMED_OUT);
    }

    @Override
    public void heard(Heard message) {
        if (!(message instanceof Heard.Unknown)) {
            line.ifPresent(there -> hear(there, message));
        }
    }

    private void hear(Line there, Heard message) {
        there.heard(message);
        switch (message) {
            case Heard.News(var key, var content) ->
                    Optional.ofNullable(strands.get(key))
                            .ifPresent(strand -> goOn(strand, strand.hear(trunk.now(), content)));
            case Heard.Confirmed(var request) ->
                    those(there.answered(request))
                            .forEach(
                                    strand -> {
                                        strand.confirmed(trunk.now());
                                        goOn(strand, Optional.empty());
                                    });
            case Heard.Refused(var request, var why) ->
                    those(there.answered(request)).forEach(strand -> refused(strand, why));
            case Heard.Alive _, Heard.Welcome _, Heard.Unknown _ -> {}
        }
    }

    private List<Strand> those(List<Subject> subjects) {
        return subjects.stream()
                .flatMap(subject -> Stream.ofNullable(strands.get(subject.key())))
                .toList();
    }

    private void refused(Strand strand, ExchangeFault why) {
        if (strand.refused(why)) {
            LOG.info("{} does not tell {}", trunk.language().name(), strand.subject().key());
        } else {
            rest(strand, why);
        }
    }

    private void goOn(Strand strand, Optional<ExchangeFault> wrong) {
        wrong.ifPresentOrElse(why -> rest(strand, why), () -> errands.runFor(strand));
    }

    /** Ends one subject, not the connection, and begins it anew after a pause. */
    private void rest(Strand strand, ExchangeFault why) {
        Duration held =
                strand.state() instanceof Strand.State.Running(var since, _)
                        ? Duration.ofNanos(trunk.now() - since)
                        : Duration.ZERO;
        LOG.info("{} of {} begins anew", strand.subject().key(), trunk.language().name());
        strand.lost(why);
        line.ifPresent(there -> there.leave(strand.subject()));
        Duration pause = strand.pauses().after(held, why.retryAfter().orElse(Duration.ZERO));
        strand.rest(trunk.client().later(pause, () -> turn.run(() -> wake(strand))));
    }

    private void wake(Strand strand) {
        if (strand.isResting() && strands.get(strand.subject().key()) == strand) {
            strand.idle();
            line.ifPresent(there -> there.join(strand.subject()));
        }
    }

    @Override
    public Duration held() {
        return line.map(Line::held).orElse(Duration.ZERO);
    }

    @Override
    public void lost(ExchangeFault why) {
        line = Optional.empty();
        // A copy: who is told may leave at once.
        List.copyOf(strands.values()).forEach(strand -> strand.lost(why));
    }
}
