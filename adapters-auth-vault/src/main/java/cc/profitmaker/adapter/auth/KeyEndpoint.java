package cc.profitmaker.adapter.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches the key set from its one address: no redirect, 256 KiB, one deadline for it all. */
final class KeyEndpoint {
    private static final int MOST_BYTES = 256 << 10;

    private final URI address;
    private final Duration deadline;
    private final InstantSource clock;

    KeyEndpoint(URI address, Duration deadline, InstantSource clock) {
        this.address = address;
        this.deadline = deadline;
        this.clock = clock;
    }

    /**
     * @throws IOException in our own words, for the log
     */
    KeySet fetch() throws IOException, InterruptedException {
        // One for each fetch: minutes lie between them, and a kept connection would be stale.
        try (HttpClient client = client()) {
            HttpResponse<byte[]> answer = answer(client);
            if (answer.statusCode() != 200) {
                throw new IOException("it answered with status " + answer.statusCode());
            }
            return KeySet.read(answer.body(), clock.instant());
        }
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(deadline)
                .build();
    }

    private HttpResponse<byte[]> answer(HttpClient client)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(
                        HttpRequest.newBuilder(address)
                                .header("Accept", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            // Not the request's own timeout: that one ends when the headers are there.
            return exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new IOException("no whole answer within " + deadline);
        } catch (ExecutionException e) {
            throw new IOException("it cannot be reached or answers too much", e.getCause());
        } finally {
            exchange.cancel(true);
            client.shutdownNow();
        }
    }
}
