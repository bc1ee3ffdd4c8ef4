package cc.profitmaker.adapter.vault;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.Unavailable.Dependency;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the auth service: follows no redirect, reads no long answers, and has one deadline for all
 * of a call. Sends each request once.
 */
final class AuthServiceClient implements AutoCloseable {
    private final Duration deadline;
    private final HttpClient http;

    AuthServiceClient(Duration deadline) {
        this.deadline = deadline;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(deadline)
                        .build();
    }

    /**
     * What came back.
     *
     * @param body empty when it was too long
     */
    record Answer(int status, Optional<byte[]> body) {}

    /** Fails with {@link Unavailable} when there is no whole answer in time. */
    Answer ask(HttpRequest request, int mostBytes) {
        CompletableFuture<HttpResponse<Optional<byte[]>>> exchange =
                http.sendAsync(request, _ -> new BoundedBody(mostBytes));
        try {
            // Not the request's own timeout: that one ends when the headers are there.
            var response = exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            throw new Unavailable(Dependency.AUTH_SERVICE, e);
        } catch (ExecutionException e) {
            throw new Unavailable(Dependency.AUTH_SERVICE, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(Dependency.AUTH_SERVICE, e);
        } finally {
            exchange.cancel(true);
        }
    }

    /** For an answer that leaves us without what we need, though it is no answer to the caller. */
    static Unavailable unavailable(String why) {
        return new Unavailable(Dependency.AUTH_SERVICE, new IOException(why));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
