package cc.profitmaker.adapter.exchange.feed;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * What all connections to one host have in common.
 *
 * @param nanoTime a clock that only runs forward
 */
record Trunk(
        Language language, FeedClient client, Tempo tempo, Tokens tokens, LongSupplier nanoTime) {
    Trunk(Language language, FeedClient client, Tempo tempo) {
        this(
                language,
                client,
                tempo,
                new Tokens(tempo.connects(), System::nanoTime),
                System::nanoTime);
    }

    long now() {
        return nanoTime.getAsLong();
    }

    Pauses pauses() {
        return new Pauses(tempo.pause(), () -> ThreadLocalRandom.current().nextDouble());
    }
}
