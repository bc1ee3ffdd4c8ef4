package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One connection to an exchange and what is listened to on it, kept up until nobody listens any
 * more. A subject that makes no sense is subscribed to anew, after a pause; what is wrong with the
 * connection itself ends it, and the next one comes after a pause. Safe for any number of threads;
 * listeners are told while its lock is held.
 */
final class Cable implements Link.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(Cable.class);

    private final Trunk trunk;
    private final Language language;
    private final Pauses pauses;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Strand> strands = new HashMap<>();
    private Optional<Link> link = Optional.empty();
    private Optional<Line> line = Optional.empty();
    private Optional<Future<?>> connecting = Optional.empty();
    private boolean over;

    /** A connection that is there. */
    private static final class Line {
        private final long since;
        private final Requests requests;
        private long heard;
        private long sent;
        private boolean sending;

        Line(long now, Requests requests, Duration apart) {
            this.since = now;
            this.requests = requests;
            this.heard = now;
            this.sent = now - apart.toNanos();
        }
    }

    Cable(Trunk trunk) {
        this.trunk = trunk;
        this.language = trunk.language();
        this.pauses = trunk.pauses();
    }

    /** False: this connection has no room for it, or has ended. */
    boolean add(Strand strand) {
        return locked(
                () -> {
                    if (over
                            || strands.size() >= language.limits().subjects()
                            || strands.containsKey(strand.subject().key())) {
                        return false;
                    }
                    strands.put(strand.subject().key(), strand);
                    if (line.isPresent()) {
                        join(strand);
                    } else if (link.isEmpty() && connecting.isEmpty()) {
                        connectLater(trunk.tokens().take());
                    }
                    return true;
                });
    }

    /** True: it was the last one, and the connection has ended. */
    boolean remove(Strand strand) {
        return locked(
                () -> {
                    if (!strands.remove(strand.subject().key(), strand)) {
                        return false;
                    }
                    boolean known = !strand.isResting();
                    strand.idle();
                    if (strands.isEmpty()) {
                        end();
                        return true;
                    }
                    if (known) {
                        line.ifPresent(
                                there -> {
                                    there.requests.leave(strand.subject());
                                    sendLater(there);
                                });
                    }
                    return false;
                });
    }

    void close() {
        var _ =
                locked(
                        () -> {
                            strands.values().forEach(Strand::idle);
                            strands.clear();
                            end();
                            return true;
                        });
    }

    private void end() {
        over = true;
        connecting.ifPresent(future -> future.cancel(false));
        connecting = Optional.empty();
        line = Optional.empty();
        Optional<Link> ended = link;
        link = Optional.empty();
        ended.ifPresent(Link::leave);
    }

    private void connectLater(Duration pause) {
        connecting = Optional.of(trunk.client().later(pause, this::connect));
    }

    private void connect() {
        Link attempt = new Link(this);
        boolean wanted =
                locked(
                        () -> {
                            connecting = Optional.empty();
                            if (strands.isEmpty()) {
                                return false;
                            }
                            link = Optional.of(attempt);
                            return true;
                        });
        if (wanted) {
            trunk.client().connect(language.url(), attempt);
        }
    }

    private boolean isCurrent(Link from) {
        return link.filter(from::equals).isPresent();
    }

    @Override
    public void opened(Link from) {
        var _ =
                locked(
                        () -> {
                            if (isCurrent(from)) {
                                var there =
                                        new Line(
                                                trunk.now(),
                                                new Requests(language),
                                                language.limits().apart());
                                line = Optional.of(there);
                                strands.values().stream()
                                        .filter(strand -> !strand.isResting())
                                        .forEach(this::join);
                                watchLater(there);
                            }
                            return true;
                        });
    }

    private void join(Strand strand) {
        line.ifPresent(
                there -> {
                    there.requests.join(strand.subject());
                    sendLater(there);
                });
    }

    /** One request after the other, no faster than the exchange bears. */
    private void sendLater(Line there) {
        if (!there.sending && !there.requests.isEmpty()) {
            there.sending = true;
            long since = trunk.now() - there.sent;
            long left = Math.max(0, language.limits().apart().toNanos() - since);
            var _ = trunk.client().later(Duration.ofNanos(left), () -> onLine(there, this::send));
        }
    }

    private void send(Line there) {
        there.sending = false;
        there.sent = trunk.now();
        there.requests
                .next()
                .ifPresent(
                        request -> {
                            request.joined().stream()
                                    .map(Subject::key)
                                    .flatMap(key -> Optional.ofNullable(strands.get(key)).stream())
                                    .forEach(strand -> strand.asked(there.sent));
                            link.ifPresent(open -> open.send(request.text()));
                        });
        sendLater(there);
    }

    private void watchLater(Line there) {
        var _ =
                trunk.client()
                        .later(
                                trunk.tempo().watch().expected().dividedBy(2),
                                () -> onLine(there, this::watch));
    }

    /** Asks a quiet exchange whether it is there, and gives up one that does not answer. */
    private void watch(Line there) {
        long longest = trunk.tempo().watch().longest().toNanos();
        long now = trunk.now();
        boolean unanswered =
                strands.values().stream()
                        .anyMatch(
                                strand ->
                                        strand.state() instanceof Strand.State.Asked(var at, _)
                                                && now - at > longest);
        if (unanswered || now - there.heard > longest) {
            link.ifPresent(silent -> lost(silent, Kind.TIMED_OUT));
            return;
        }
        if (now - there.heard > trunk.tempo().watch().expected().toNanos() / 2) {
            link.ifPresent(open -> open.send(there.requests.probe()));
        }
        watchLater(there);
    }

    /** What was meant for a connection that has ended is not done on the next one. */
    private void onLine(Line there, Consumer<Line> task) {
        var _ =
                locked(
                        () -> {
                            line.filter(there::equals).ifPresent(task);
                            return true;
                        });
    }

    @Override
    public void heard(Link from, byte[] text) {
        Heard heard;
        try {
            heard = language.hear(JsonFields.read(text));
        } catch (Nonsense e) {
            LOG.debug("{} sent nonsense", language.url().getHost(), e);
            lost(from, Kind.NONSENSE);
            return;
        }
        var _ =
                locked(
                        () -> {
                            if (isCurrent(from)) {
                                line.ifPresent(there -> hear(there, heard));
                            }
                            return true;
                        });
    }

    private void hear(Line there, Heard heard) {
        long now = trunk.now();
        if (heard instanceof Heard.Unknown) {
            return;
        }
        there.heard = now;
        switch (heard) {
            case Heard.News(var key, var content) ->
                    Optional.ofNullable(strands.get(key))
                            .ifPresent(
                                    strand -> {
                                        strand.confirmed(now);
                                        goOn(strand, strand.hear(content));
                                    });
            case Heard.Confirmed(var request) ->
                    those(there.requests.answered(request))
                            .forEach(
                                    strand -> {
                                        strand.confirmed(now);
                                        goOn(strand, Optional.empty());
                                    });
            case Heard.Refused(var request, var why) ->
                    those(there.requests.answered(request))
                            .forEach(strand -> goOn(strand, Optional.of(why)));
            case Heard.Alive _, Heard.Unknown _ -> {}
        }
    }

    private List<Strand> those(List<Subject> subjects) {
        return subjects.stream()
                .flatMap(subject -> Optional.ofNullable(strands.get(subject.key())).stream())
                .toList();
    }

    private void goOn(Strand strand, Optional<ExchangeFault> wrong) {
        wrong.ifPresentOrElse(
                why -> rest(strand, why),
                () ->
                        strand.wanted()
                                .ifPresent(
                                        errand -> {
                                            Thread reading =
                                                    Thread.ofVirtual()
                                                            .name("exchange-feed-read")
                                                            .unstarted(() -> read(strand, errand));
                                            strand.sent(reading);
                                            reading.start();
                                        }));
    }

    private void read(Strand strand, Translation.Errand errand) {
        Reply<Translation.Sequel> reply;
        try {
            reply = errand.run();
        } catch (RuntimeException e) {
            LOG.warn("A read for {} failed", strand.subject().key(), e);
            reply = Reply.failed(Kind.NONSENSE);
        }
        Reply<Translation.Sequel> read = reply;
        var _ =
                locked(
                        () -> {
                            if (strand.awaits(Thread.currentThread())) {
                                goOn(strand, strand.returned(read));
                            }
                            return true;
                        });
    }

    /** Ends one subject, not the connection, and begins it anew after a pause. */
    private void rest(Strand strand, ExchangeFault why) {
        long now = trunk.now();
        Duration held =
                strand.state() instanceof Strand.State.Running(var since, _)
                        ? Duration.ofNanos(now - since)
                        : Duration.ZERO;
        LOG.info("{} of {} begins anew", strand.subject().key(), language.url().getHost());
        strand.lost(why);
        line.ifPresent(
                there -> {
                    there.requests.leave(strand.subject());
                    sendLater(there);
                });
        Duration pause = strand.pauses().after(held);
        Duration asked = why.retryAfter().orElse(Duration.ZERO);
        strand.rest(
                trunk.client()
                        .later(asked.compareTo(pause) > 0 ? asked : pause, () -> wake(strand)));
    }

    private void wake(Strand strand) {
        var _ =
                locked(
                        () -> {
                            if (strand.isResting()
                                    && strands.get(strand.subject().key()) == strand) {
                                strand.idle();
                                join(strand);
                            }
                            return true;
                        });
    }

    @Override
    public void lost(Link from, Kind why) {
        var _ =
                locked(
                        () -> {
                            if (isCurrent(from)) {
                                lose(why);
                            }
                            return true;
                        });
        from.abort();
    }

    private void lose(Kind why) {
        Duration held =
                line.map(there -> Duration.ofNanos(trunk.now() - there.since))
                        .orElse(Duration.ZERO);
        link = Optional.empty();
        line = Optional.empty();
        Duration pause = pauses.after(held);
        Duration turn = trunk.tokens().take();
        LOG.info("lost {}: {}", language.url().getHost(), why);
        connectLater(turn.compareTo(pause) > 0 ? turn : pause);
        // A copy: who is told may leave at once.
        List.copyOf(strands.values()).forEach(strand -> strand.lost(ExchangeFault.of(why)));
    }

    private boolean locked(java.util.function.BooleanSupplier task) {
        lock.lock();
        try {
            return task.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
