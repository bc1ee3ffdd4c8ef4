package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.feed.Entrance.Etiquette;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** What all connections to the private streams of one host have in common. */
public final class PrivateTrunk {
    private final FeedClient client;
    private final Tempo tempo;
    private final Tokens tokens;
    private final LongSupplier nanoTime;

    /**
     * Connects to nothing.
     *
     * @param nanoTime a clock that only runs forward
     */
    public PrivateTrunk(FeedClient client, Tempo tempo, LongSupplier nanoTime) {
        this.client = client;
        this.tempo = tempo;
        this.nanoTime = nanoTime;
        this.tokens = new Tokens(tempo.connects(), nanoTime);
    }

    FeedClient client() {
        return client;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** How long until a connection may be asked for; zero: one may be now. */
    Duration turn() {
        return tokens.takeNow();
    }

    Etiquette etiquette() {
        Duration every = tempo.watch().expected().dividedBy(2);
        return new Etiquette(every, tempo.watch().longest().minus(every));
    }

    Pauses pauses() {
        return new Pauses(tempo.pause(), () -> ThreadLocalRandom.current().nextDouble());
    }
}
