package cc.profitmaker.adapter.web.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The address exchanges see us come from: as an echo of the operator's choice tells it, else as an
 * exchange last named it in a refusal. Kept for 10 minutes, failures of the echo for one; the echo
 * is asked by one thread at a time while the others wait for it.
 */
public final class EgressIp implements AutoCloseable {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration KEPT_FAILURE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_ADDRESS = 45;

    /** What may be an address; whether it is one is looked at then. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?<![\\w.:])(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:]{2,39})(?![\\w:])");

    private final Optional<URI> echo;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<String> known = Optional.empty();
    private Instant freshUntil = Instant.MIN;

    public EgressIp(Optional<URI> echo, InstantSource clock) {
        this.echo = echo;
        this.clock = clock;
    }

    Optional<String> current() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (echo.isEmpty()) {
                return known.filter(_ -> now.isBefore(freshUntil));
            }
            if (!now.isBefore(freshUntil)) {
                known = fetch(echo.get());
                freshUntil = now.plus(known.isPresent() ? KEPT : KEPT_FAILURE);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** The address in an exchange's words, if there is one; without an echo it is remembered. */
    Optional<String> namedIn(String text) {
        Optional<String> named =
                ADDRESS.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .flatMap(word -> literal(word).stream())
                        .findFirst();
        if (named.isPresent() && echo.isEmpty()) {
            lock.lock();
            try {
                known = named;
                freshUntil = clock.instant().plus(KEPT);
            } finally {
                lock.unlock();
            }
        }
        return named;
    }

    private Optional<String> fetch(URI from) {
        try {
            var request = HttpRequest.newBuilder(from).timeout(PATIENCE).GET().build();
            HttpResponse<InputStream> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                String text = new String(body.readNBytes(2 * LONGEST_ADDRESS), US_ASCII).strip();
                return answer.statusCode() == 200 ? literal(text) : Optional.empty();
            }
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
