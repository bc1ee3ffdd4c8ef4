package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.feed.Entrance.Etiquette;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What opens one connection to a private stream: an address and words, with secrets in them. A
 * class, not a record: a record would print them.
 */
public final class Entry {
    private final URI url;
    private final List<String> words;
    private final Terms terms;

    /** When the words are said. */
    public enum Cue {
        OPEN,
        WELCOME
    }

    /**
     * How the connection is kept.
     *
     * @param etiquette empty: as a feed's patience has it
     * @param prolonged after so long it must be prolonged; empty: never
     */
    public record Terms(Cue cue, Optional<Etiquette> etiquette, Optional<Duration> prolonged) {
        public static final Terms PLAIN = new Terms(Cue.OPEN, Optional.empty(), Optional.empty());
    }

    /**
     * An entry.
     *
     * @param words each is confirmed, or refused, by the exchange
     */
    public Entry(URI url, List<String> words, Terms terms) {
        this.url = url;
        this.words = List.copyOf(words);
        this.terms = terms;
    }

    URI url() {
        return url;
    }

    List<String> words() {
        return words;
    }

    Terms terms() {
        return terms;
    }

    @Override
    public String toString() {
        return "Entry[" + url.getHost() + "]";
    }
}
