package cc.profitmaker.adapter.exchange.wire;

import cc.profitmaker.application.operator.Upstreams;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;

import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLHandshakeException;

/**
 * Sends one request and waits for its whole answer. A request is written at most once, no redirect
 * is followed, no cookie kept, no challenge answered; an answer is bounded in bytes and in time
 * from the first to the last byte. Safe for any number of threads; calls to one host share at most
 * {@value #CONNECTIONS_PER_HOST} connections, which carry nothing of whoever used them last.
 */
public final class RestClient implements AutoCloseable {
    private static final int CONNECTIONS_PER_HOST = 64;
    private static final int THREADS = 16;
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(3);

    private final HttpClient http;
    private final Duration patience;
    private final InstantSource clock;
    private final Map<String, Line> lines;
    private final Map<ExchangeId, Set<Line>> byExchange;
    private final Optional<ExchangeId> caller;

    /**
     * Starts its threads.
     *
     * @param connect how long a connection may take to open
     * @param answer how long a call may take altogether
     */
    public RestClient(Duration connect, Duration answer, InstantSource clock) {
        this.http = new HttpClient();
        this.patience = answer;
        this.clock = clock;
        this.lines = new ConcurrentHashMap<>();
        this.byExchange = new ConcurrentHashMap<>();
        this.caller = Optional.empty();
        var threads = new QueuedThreadPool(THREADS);
        threads.setName("exchange-http");
        threads.setDaemon(true);
        http.setExecutor(threads);
        http.setConnectTimeout(connect.toMillis());
        http.setAddressResolutionTimeout(connect.toMillis());
        http.setIdleTimeout(IDLE_CONNECTION.toMillis());
        http.setMaxConnectionsPerDestination(CONNECTIONS_PER_HOST);
        http.setFollowRedirects(false);
        http.setHttpCookieStore(new HttpCookieStore.Empty());
        http.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Profitmaker"));
        try {
            http.start();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client does not start", e);
        }
        // Jetty's default handlers follow redirects and fail a 401 that has no challenge; an
        // exchange
        // explains itself in the body of its 401.
        http.getProtocolHandlers().clear();
    }

    private RestClient(RestClient shared, ExchangeId caller) {
        this.http = shared.http;
        this.patience = shared.patience;
        this.clock = shared.clock;
        this.lines = shared.lines;
        this.byExchange = shared.byExchange;
        this.caller = Optional.of(caller);
    }

    /** This very client, which remembers the hosts it is used for as that exchange's. */
    public RestClient callingFor(ExchangeId exchange) {
        return new RestClient(this, exchange);
    }

    /** How we get on with the hosts of that exchange, as far as they were called for. */
    public List<Upstreams.Host> hosts(ExchangeId exchange) {
        Instant now = clock.instant();
        return byExchange.getOrDefault(exchange, Set.of()).stream()
                .map(line -> line.standing(now))
                .sorted(Comparator.comparing(Upstreams.Host::name))
                .toList();
    }

    /**
     * A request as it goes out.
     *
     * @param body what follows the headers; empty: nothing
     * @param limit how many bytes the answer may have, after decompression
     */
    record Call(
            String method,
            URI url,
            Map<String, String> headers,
            Optional<Content> body,
            int limit) {
        /** Headers, address and body have keys and signatures in them. */
        @Override
        public String toString() {
            return method + " " + url.getHost();
        }
    }

    /**
     * A body.
     *
     * @param type its media type
     */
    record Content(String type, String text) {
        @Override
        public String toString() {
            return type;
        }
    }

    private enum Progress {
        /** Waiting for a connection. */
        QUEUED,
        /** A connection is there; the first bytes may be on their way. */
        BEGUN,
        COMMITTED,
        ANSWERING;

        /** Never back: the answer may begin before another thread has told of the commit. */
        void reach(AtomicReference<Progress> progress) {
            progress.accumulateAndGet(
                    this, (old, reached) -> reached.compareTo(old) > 0 ? reached : old);
        }
    }

    /** How we get on with that host; made with what is known of its allowance when first asked. */
    Line line(URI origin, Optional<Allowance> allowance) {
        Line line =
                lines.computeIfAbsent(
                        origin.getScheme() + "://" + origin.getRawAuthority(),
                        host ->
                                new Line(
                                        host,
                                        allowance.map(
                                                published ->
                                                        new Turns(
                                                                published.units(),
                                                                Duration.ofSeconds(
                                                                        published.seconds()),
                                                                System::nanoTime))));
        caller.ifPresent(
                exchange ->
                        byExchange
                                .computeIfAbsent(exchange, _ -> ConcurrentHashMap.newKeySet())
                                .add(line));
        return line;
    }

    /** What the exchange itself says it lets our address send to that host. */
    public void allow(URI origin, int units, Duration per) {
        line(origin, Optional.empty()).turns().ifPresent(turns -> turns.allow(units, per));
    }

    /** Our clock, put right by as much as that host's differs. */
    public InstantSource clock(URI origin) {
        return line(origin, Optional.empty()).clock(clock);
    }

    /** What that host's clock said when ours said {@code ours}. */
    public Instant theirs(URI origin, Instant ours) {
        return line(origin, Optional.empty()).theirs(ours);
    }

    HttpOutcome send(Call call) {
        Instant asked = clock.instant();
        var progress = new AtomicReference<>(Progress.QUEUED);
        Request request =
                http.newRequest(call.url())
                        .method(call.method())
                        .timeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                        .onRequestBegin(_ -> Progress.BEGUN.reach(progress))
                        .onRequestCommit(_ -> Progress.COMMITTED.reach(progress))
                        .onResponseBegin(_ -> Progress.ANSWERING.reach(progress))
                        .headers(headers -> call.headers().forEach(headers::put));
        call.body()
                .ifPresent(
                        body ->
                                request.body(
                                        new BytesRequestContent(
                                                body.type(),
                                                body.text().getBytes(StandardCharsets.UTF_8))));
        try {
            ContentResponse response =
                    new CompletableResponseListener(request, call.limit()).send().get();
            Optional.ofNullable(response.getHeaders().get(HttpHeader.DATE))
                    .flatMap(RestClient::date)
                    .ifPresent(
                            date ->
                                    line(call.url(), Optional.empty())
                                            .told(date, asked, clock.instant()));
            return new HttpOutcome.Answered(
                    response.getStatus(),
                    Optional.ofNullable(response.getHeaders().get(HttpHeader.RETRY_AFTER))
                            .flatMap(this::retryAfter)
                            .or(() -> windowEnds(response)),
                    new HttpOutcome.Body(response.getContent()));
        } catch (ExecutionException e) {
            return lost(progress.get(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var _ = request.abort(e);
            return new HttpOutcome.GivenUp();
        }
    }

    private static HttpOutcome lost(Progress progress, Throwable cause) {
        Kind why = why(progress, cause);
        boolean untouched =
                progress == Progress.QUEUED
                        || (progress == Progress.BEGUN && cause instanceof SSLHandshakeException);
        return untouched ? new HttpOutcome.NeverSent(why) : new HttpOutcome.Lost(why);
    }

    private static Kind why(Progress progress, Throwable cause) {
        if (cause instanceof TimeoutException && progress != Progress.QUEUED) {
            return Kind.TIMED_OUT;
        }
        return progress == Progress.ANSWERING ? Kind.NONSENSE : Kind.UNREACHABLE;
    }

    /** KuCoin's way of saying it: milliseconds until its window begins anew, in every answer. */
    private static Optional<Duration> windowEnds(ContentResponse response) {
        return response.getStatus() == TOO_MANY_REQUESTS
                ? Optional.ofNullable(response.getHeaders().get("gw-ratelimit-reset"))
                        .map(String::strip)
                        .filter(value -> value.matches("\\d{1,12}"))
                        .map(value -> bounded(Duration.ofMillis(Long.parseLong(value))))
                : Optional.empty();
    }

    /** RFC 9110, 10.2.3: seconds, or a date. */
    private Optional<Duration> retryAfter(String header) {
        String value = header.strip();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value))));
        }
        return date(value).map(until -> bounded(Duration.between(clock.instant(), until)));
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(
                    DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip(), Instant::from));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
    }

    /** Ends the calls in flight. */
    @Override
    public void close() {
        try {
            http.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client does not stop", e);
        }
    }
}
