package cc.profitmaker.adapter.exchange.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One connection that is there: asks the exchange for things, no faster than it bears, and whether
 * it is still there. Its cable's turn guards it.
 */
final class Line {
    private final Trunk trunk;
    private final Link link;
    private final Optional<Entrance.Etiquette> etiquette;
    private final Owner owner;
    private final Requests requests;
    private final long since;
    private long heard;
    private long sent;
    private boolean sending;
    private boolean welcome;
    private Optional<Long> unanswered = Optional.empty();

    /** Whose it is. */
    interface Owner {
        /** Does it after a while, in its turn, if that connection is still there then. */
        void later(Line line, Duration pause, Runnable task);

        void asked(Subject subject, long at);

        /** Whether something asked for before that is neither confirmed nor told of. */
        boolean waitsFor(long askedBefore);

        void silent();
    }

    Line(Trunk trunk, Link link, Optional<Entrance.Etiquette> etiquette, Owner owner) {
        this.trunk = trunk;
        this.link = link;
        this.etiquette = etiquette;
        this.owner = owner;
        this.requests = new Requests(trunk.language());
        this.since = trunk.now();
        this.heard = since;
        this.sent = since - trunk.language().limits().apart().toNanos();
        this.welcome = etiquette.isEmpty();
    }

    void watchOver() {
        watchLater();
        etiquette.ifPresent(kept -> owner.later(this, kept.every(), () -> beat(kept)));
    }

    Duration held() {
        return Duration.ofNanos(trunk.now() - since);
    }

    void join(Subject subject) {
        requests.join(subject);
        sendLater();
    }

    void leave(Subject subject) {
        requests.leave(subject);
        sendLater();
    }

    /** What was asked for under that number, once. */
    List<Subject> answered(long request) {
        return requests.answered(request);
    }

    /** It said something that makes sense. */
    void heard(Heard message) {
        heard = trunk.now();
        switch (message) {
            case Heard.Welcome _ -> {
                welcome = true;
                sendLater();
            }
            case Heard.Alive _ -> unanswered = Optional.empty();
            case Heard.News _, Heard.Confirmed _, Heard.Refused _, Heard.Unknown _ -> {}
        }
    }

    private void sendLater() {
        if (welcome && !sending && !requests.isEmpty()) {
            sending = true;
            long left = trunk.language().limits().apart().toNanos() - (trunk.now() - sent);
            owner.later(this, Duration.ofNanos(Math.max(0, left)), this::send);
        }
    }

    private void send() {
        sending = false;
        sent = trunk.now();
        requests.next()
                .ifPresent(
                        request -> {
                            request.joined().forEach(subject -> owner.asked(subject, sent));
                            link.send(request.text());
                        });
        sendLater();
    }

    private void watchLater() {
        owner.later(this, trunk.tempo().watch().expected().dividedBy(2), this::watch);
    }

    /** Asks a quiet exchange whether it is there, and gives up one that does not answer. */
    private void watch() {
        long longest = trunk.tempo().watch().longest().toNanos();
        long now = trunk.now();
        boolean unwelcome = !welcome && now - since > longest;
        if (unwelcome || owner.waitsFor(now - longest) || now - heard > longest) {
            owner.silent();
            return;
        }
        if (now - heard > trunk.tempo().watch().expected().toNanos() / 2) {
            probe();
        }
        watchLater();
    }

    private void probe() {
        unanswered = unanswered.or(() -> Optional.of(trunk.now()));
        link.send(requests.probe());
    }

    private void beat(Entrance.Etiquette kept) {
        probe();
        owner.later(this, kept.within(), () -> mustBeAnswered(kept.within()));
        owner.later(this, kept.every(), () -> beat(kept));
    }

    private void mustBeAnswered(Duration within) {
        boolean late = unanswered.filter(at -> trunk.now() - at >= within.toNanos()).isPresent();
        if (late) {
            owner.silent();
        }
    }
}
