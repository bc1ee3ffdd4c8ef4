package cc.profitmaker.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A client of the HTTP contract; remembers all it was ever told. */
final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI server;
    private final Optional<String> token;
    private final List<String> told;

    private Client(HttpClient http, URI server, Optional<String> token, List<String> told) {
        this.http = http;
        this.server = server;
        this.token = token;
        this.told = told;
    }

    static Client of(URI server) {
        return of(server, HttpClient.newHttpClient());
    }

    static Client of(URI server, HttpClient http) {
        return new Client(
                http, server, Optional.empty(), Collections.synchronizedList(new ArrayList<>()));
    }

    Client with(String bearer) {
        return new Client(http, server, Optional.of(bearer), told);
    }

    Client at(URI other) {
        return new Client(http, other, token, told);
    }

    record Answer(int status, JsonNode body) {
        JsonNode at(String pointer) {
            return body.at(pointer);
        }
    }

    Answer get(String path) {
        return send("GET", path, Optional.empty(), Map.of());
    }

    Answer post(String path, String json) {
        return send("POST", path, Optional.of(json), Map.of());
    }

    Answer send(String method, String path, Optional<String> json, Map<String, String> headers) {
        try {
            return answer(http.send(request(method, path, json, headers), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** For answers that are no JSON; they are remembered like all others. */
    int look(String path) {
        try {
            HttpResponse<String> response =
                    http.send(
                            request("GET", path, Optional.empty(), Map.of()),
                            BodyHandlers.ofString());
            remember(response);
            return response.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<Answer> sendLater(String method, String path, String json) {
        return http.sendAsync(
                        request(method, path, Optional.of(json), Map.of()), BodyHandlers.ofString())
                .thenApply(this::answer);
    }

    private HttpRequest request(
            String method, String path, Optional<String> json, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                method,
                                json.map(HttpRequest.BodyPublishers::ofString)
                                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        json.ifPresent(_ -> request.header("Content-Type", "application/json"));
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        headers.forEach(request::header);
        return request.build();
    }

    private Answer answer(HttpResponse<String> response) {
        remember(response);
        try {
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    private void remember(HttpResponse<String> response) {
        told.add(response.statusCode() + " " + response.headers() + " " + response.body());
    }

    /** Every status, header and body so far, of this client and those made from it. */
    List<String> told() {
        return List.copyOf(told);
    }

    static String credentials(String email, String password) {
        return JSON.createObjectNode().put("email", email).put("password", password).toString();
    }
}
