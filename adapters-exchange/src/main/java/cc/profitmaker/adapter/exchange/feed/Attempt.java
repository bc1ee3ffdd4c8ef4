package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.feed.Entrance.Etiquette;
import cc.profitmaker.adapter.exchange.feed.Entry.Cue;
import cc.profitmaker.adapter.exchange.feed.Entry.Terms;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * One connection to a private stream, from the attempt to its end. What it was entered with is
 * forgotten as soon as it is said. Its cable's lock guards it.
 */
final class Attempt {
    private final Link link;
    private final Terms terms;
    private final Etiquette ping;
    private final long since;
    private URI url;
    private List<String> words;
    private int unconfirmed;
    private boolean open;
    private long listening;
    private long heard;
    private long due;
    private long number;

    /** What the keys are needed for. */
    enum Errand {
        NONE,
        ENTER,
        PROLONG
    }

    Attempt(Link.Holder holder, Entry entry, PrivateTrunk trunk) {
        link = new Link(holder);
        terms = entry.terms();
        ping = terms.etiquette().orElse(trunk.etiquette());
        url = entry.url();
        words = entry.words();
        unconfirmed = words.size();
        since = trunk.now();
        heard = since;
        terms.prolonged().ifPresent(after -> due = since + after.toNanos());
    }

    void connect(FeedClient client) {
        URI address = url;
        url = URI.create("/");
        client.connect(address, link);
    }

    boolean isOn(Link other) {
        return link == other;
    }

    boolean isListening() {
        return open && unconfirmed == 0;
    }

    void opened(long now) {
        open = true;
        heard = now;
        listening = now;
        if (terms.cue() == Cue.OPEN) {
            speak();
        }
    }

    void welcomed() {
        if (terms.cue() == Cue.WELCOME) {
            speak();
        }
    }

    private void speak() {
        words.forEach(link::send);
        words = List.of();
    }

    void confirmed(long now) {
        if (words.isEmpty() && unconfirmed > 0) {
            unconfirmed--;
            listening = now;
        }
    }

    void heard(long now) {
        heard = now;
    }

    /** Nothing was heard for too long, or not what would make it listen. */
    boolean isSilent(long now) {
        long longest = ping.every().plus(ping.within()).toNanos();
        return now - heard > longest || (!isListening() && now - since > longest);
    }

    Etiquette ping() {
        return ping;
    }

    long nextNumber() {
        // Numbers of our words are below.
        return 1000 + number++;
    }

    Errand errand(long now) {
        return terms.prolonged().isPresent() && isListening() && now - due >= 0
                ? Errand.PROLONG
                : Errand.NONE;
    }

    void prolonged(long now) {
        terms.prolonged().ifPresent(after -> prolongAfter(now, after));
    }

    void prolongAfter(long now, Duration after) {
        due = now + after.toNanos();
    }

    /** How long it was listened to. */
    Duration held(long now) {
        return isListening() ? Duration.ofNanos(now - listening) : Duration.ZERO;
    }

    void leave() {
        words = List.of();
        link.leave();
    }
}
