package cc.profitmaker.adapter.exchange.feed;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where one connection goes to. The address may carry a token, so it is never shown whole.
 *
 * @param etiquette of an exchange that has one
 */
public record Entrance(URI url, Optional<Etiquette> etiquette) {
    public Entrance {
        requireNonNull(url);
        requireNonNull(etiquette);
    }

    /**
     * An exchange that says welcome before it may be spoken to, and that wants to be asked now and
     * then however much it is telling.
     *
     * @param every so often it is asked
     * @param within so soon it answers, if it is there
     */
    public record Etiquette(Duration every, Duration within) {
        public Etiquette {
            if (!every.isPositive() || !within.isPositive()) {
                throw new IllegalArgumentException("a time is positive");
            }
        }
    }

    /** It may be spoken to at once, and asked when it is quiet. */
    public static Entrance of(URI url) {
        return new Entrance(url, Optional.empty());
    }

    @Override
    public String toString() {
        return "Entrance[" + url.getHost() + "]";
    }
}
