package cc.profitmaker.adapter.auth;

import cc.profitmaker.application.Unavailable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The auth service's keys, kept fresh. One fetch runs at a time; who finds what they look for in
 * the last good set never waits for it, unless nobody has looked for a whole refresh interval.
 */
final class PublishedKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);

    /** What is known now, swapped whole; {@code triedAt}: when the last fetch ended. */
    private record Known(Optional<KeySet> set, Instant triedAt, Optional<IOException> failure) {}

    private final KeyEndpoint endpoint;
    private final SsoConfig.Timing timing;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Object gate = new Object();
    private volatile Known known =
            new Known(Optional.empty(), Instant.EPOCH, Optional.of(new IOException("not yet")));
    private Optional<CompletableFuture<Void>> flight = Optional.empty();
    private boolean closed;

    PublishedKeys(KeyEndpoint endpoint, SsoConfig.Timing timing, InstantSource clock) {
        this.endpoint = endpoint;
        this.timing = timing;
        this.clock = clock;
    }

    /** Fetches now and again in the background until closed. */
    void keepFresh() {
        Future<?> _ = threads.submit(this::refreshForEver);
    }

    private void refreshForEver() {
        try {
            while (true) {
                look(timing.coolDown()).ifPresent(PublishedKeys::await);
                Thread.sleep(
                        known.failure().isPresent()
                                ? timing.coolDown()
                                : timing.refresh().dividedBy(2));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The key of that id. An unknown one is looked for anew, once in a cool-down for all who ask.
     *
     * @throws Unavailable when there is no key set, or only one older than an outage may last
     */
    Optional<RSAPublicKey> find(String kid) {
        Optional<RSAPublicKey> key = serving().flatMap(set -> set.find(kid));
        if (key.isPresent()) {
            return key;
        }
        look(timing.coolDown()).ifPresent(PublishedKeys::await);
        // Also when it was not our turn to look: a fetch may have ended in between.
        return serving()
                .orElseThrow(
                        () ->
                                new Unavailable(
                                        Unavailable.Dependency.AUTH_SERVICE,
                                        known.failure().orElseGet(IOException::new)))
                .find(kid);
    }

    /** Whether that very key is still published under that id. */
    boolean holds(String kid, PublicKey key) {
        return serving().filter(set -> set.holds(kid, key)).isPresent();
    }

    private Optional<KeySet> serving() {
        Instant now = clock.instant();
        if (rested(known, now, timing.refresh())) {
            // The background was asleep with the machine, or the clock was set.
            look(timing.refresh()).ifPresent(PublishedKeys::await);
        }
        return known.set()
                .filter(
                        set ->
                                Duration.between(set.fetchedAt(), now).compareTo(timing.outage())
                                        < 0);
    }

    /** A clock that was set back counts as rested: better one look too many than none for long. */
    private static boolean rested(Known known, Instant now, Duration rest) {
        Duration age = Duration.between(known.triedAt(), now);
        return age.isNegative() || age.compareTo(rest) >= 0;
    }

    /** The fetch under way, or a new one when the last is so long ago. */
    private Optional<CompletableFuture<Void>> look(Duration rest) {
        synchronized (gate) {
            if (flight.isEmpty() && !closed && rested(known, clock.instant(), rest)) {
                var started = new CompletableFuture<Void>();
                flight = Optional.of(started);
                Future<?> _ = threads.submit(() -> fly(started));
            }
            return flight;
        }
    }

    private void fly(CompletableFuture<Void> started) {
        Known before = known;
        Known after = failed(before, new IOException("the fetch broke off"));
        try {
            after = fetched(before);
            report(before, after);
        } finally {
            synchronized (gate) {
                known = after;
                flight = Optional.empty();
            }
            started.complete(null);
        }
    }

    private Known fetched(Known before) {
        try {
            KeySet fresh = endpoint.fetch();
            return new Known(Optional.of(fresh), clock.instant(), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(before, new IOException(e));
        } catch (IOException e) {
            return failed(before, e);
        }
    }

    private Known failed(Known before, IOException why) {
        return new Known(before.set(), clock.instant(), Optional.of(why));
    }

    /** Once when it begins to fail and once when it ends. */
    private void report(Known before, Known after) {
        boolean first = before.triedAt().equals(Instant.EPOCH);
        if (after.failure().isPresent() && (first || before.failure().isEmpty())) {
            LOG.warn(
                    "no keys from the auth service: {}; {}",
                    after.failure().get().getMessage(),
                    before.set().isPresent()
                            ? "the last good ones serve for " + timing.outage()
                            : "single sign-on is unavailable until it answers");
        } else if (after.failure().isEmpty() && before.failure().isPresent()) {
            LOG.info("the auth service's keys are here");
        }
    }

    private static void await(CompletableFuture<Void> flight) {
        try {
            flight.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fetch only ever completes", e);
        }
    }

    @Override
    public void close() {
        synchronized (gate) {
            closed = true;
        }
        threads.shutdownNow();
        threads.close();
    }
}
