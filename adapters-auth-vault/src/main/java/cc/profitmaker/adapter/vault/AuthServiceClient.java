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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the auth service: follows no redirect, reads no long answers, and has one deadline for all
 * of a call. Changes are sent once; a question may go out again when its connection ended without a
 * word.
 *
 * <p>Each call has a connection of its own. The read buffer of a kept one holds an old answer, keys
 * and all, until new ones have filled it: longer than a key may stay in memory.
 */
final class AuthServiceClient {
    private final Duration deadline;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    AuthServiceClient(Duration deadline) {
        this.deadline = deadline;
    }

    /** What came back; the body is empty when it was too long. */
    record Answer(int status, Optional<byte[]> body) {}

    private HttpClient connection() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadline)
                .executor(threads)
                .build();
    }

    /** Fails with {@link Unavailable} when there is no whole answer in time. */
    CompletableFuture<Answer> ask(HttpRequest request, int mostBytes) {
        HttpClient connection = connection();
        CompletableFuture<HttpResponse<Optional<byte[]>>> exchange =
                connection.sendAsync(request, _ -> new BoundedBody(mostBytes));
        return exchange.thenApply(answer -> new Answer(answer.statusCode(), answer.body()))
                // Not the request's own timeout: that one ends when the headers are there.
                .orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete(
                        (_, _) -> {
                            exchange.cancel(true);
                            connection.shutdownNow();
                        })
                .exceptionally(
                        failure -> {
                            throw new Unavailable(Dependency.AUTH_SERVICE, cause(failure));
                        });
    }

    /** Waits for an answer that others may be waiting for too; what fails here fails for one. */
    static <T> T await(CompletableFuture<T> answer, Deadline deadline) {
        try {
            return answer.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Unavailable(Dependency.AUTH_SERVICE, e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(Dependency.AUTH_SERVICE, e);
        }
    }

    /** To throw on this thread what was thrown on another. */
    static RuntimeException failure(Throwable thrown) {
        Throwable cause = cause(thrown);
        return cause instanceof Unavailable gone
                ? new Unavailable(gone.dependency(), gone)
                : new IllegalStateException("a call to the auth service broke", cause);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    /** Whether it says that it cannot answer now. */
    static boolean isBusy(Answer answer) {
        return answer.status() >= 500 || answer.status() == 429 || answer.status() == 408;
    }

    /** For an answer that leaves us without what we need, though it is no answer to the caller. */
    static Unavailable unavailable(String why) {
        return new Unavailable(Dependency.AUTH_SERVICE, new IOException(why));
    }
}
