package cc.profitmaker.adapter.auth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@link StandInAuthService} in a process of its own that can be killed and brought back on the
 * same port with the keys, accounts and grants it had. What it counted and how it behaved is lost
 * with it.
 */
public final class StandInProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String internalSecret;
    private final Path state;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private int port;

    private StandInProcess(String internalSecret, Path state) {
        this.internalSecret = internalSecret;
        this.state = state;
    }

    /** {@code folder}: where it keeps its state, for whoever called to delete. */
    public static StandInProcess start(String internalSecret, Path folder) {
        var standIn = new StandInProcess(internalSecret, folder.resolve("auth-service.json"));
        standIn.launch();
        return standIn;
    }

    private void launch() {
        try {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx128m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    StandInAuthService.class.getName(),
                                    Integer.toString(port),
                                    internalSecret,
                                    state.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            String line = out.readLine();
            if (line == null || !line.startsWith("port ")) {
                throw new IllegalStateException("the stand-in did not start: " + line);
            }
            port = Integer.parseInt(line.substring("port ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** As {@code kill -9} does; returns when it is dead. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** After {@link #kill}: on the same port, with the same state. */
    public void revive() {
        launch();
    }

    public String token(String subject, String email) {
        return token(JSON.createObjectNode().put("sub", subject).put("email", email));
    }

    /** An ordinary token but for these claims; null takes a usual one away. */
    public String token(ObjectNode claims) {
        return control("POST", "tokens", claims).path("token").asText();
    }

    /** A new key signs from now on; its id. */
    public String rotateKeys() {
        return control("POST", "keys", JSON.createObjectNode()).path("kid").asText();
    }

    public void retireKey(String kid) {
        control("POST", "retired", JSON.createObjectNode().put("kid", kid));
    }

    public void behave(Plane plane, Behaviour behaviour) {
        ObjectNode order =
                JSON.createObjectNode()
                        .put("plane", plane.name())
                        .put("behaviour", behaviour.name());
        control("POST", "behaviour", order);
    }

    /** Requests for each path in this life. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        control("GET", "requests", JSON.missingNode())
                .path("counts")
                .properties()
                .forEach(one -> counts.put(one.getKey(), one.getValue().asInt()));
        return counts;
    }

    /** Fields {@code method}, {@code path}, {@code headers} and {@code body} of each request. */
    public JsonNode received() {
        return control("GET", "requests", JSON.missingNode()).path("received");
    }

    private JsonNode control(String method, String what, JsonNode body) {
        try {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(url().resolve(ControlPlane.PREFIX + what))
                                    .method(
                                            method,
                                            HttpRequest.BodyPublishers.ofString(body.toString()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        what + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        client.close();
    }
}
