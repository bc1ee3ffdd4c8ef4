package cc.profitmaker.adapter.exchange.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What CCXT answered and sent for one call, from {@code ccxt/EXCHANGE/recordings}; the README there
 * tells how it was recorded.
 */
public record Recording(String method, JsonNode answer, JsonNode args, List<Sent> requests) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /** Parameters of query and body together, nested JSON as text, without the incidental ones. */
    public record Sent(String method, String path, Map<String, String> parameters) {
        public static Sent of(FakeExchange.Received request, Set<String> incidental) {
            return of(
                    request.method(), request.path(), request.query(), request.body(), incidental);
        }

        static Sent of(
                String method, String path, String query, String body, Set<String> incidental) {
            Map<String, String> parameters = new TreeMap<>();
            for (String form : List.of(query, body)) {
                parameters.putAll(form(form));
            }
            parameters.keySet().removeAll(incidental);
            return new Sent(method, path, parameters);
        }
    }

    /**
     * Reads one.
     *
     * @param incidental parameters that differ from call to call and from client to client, and
     *     mean nothing
     */
    public static Recording of(String exchange, String name, Set<String> incidental) {
        try {
            JsonNode all =
                    JSON.readTree(
                            FakeExchange.resource(
                                    "/ccxt/" + exchange + "/recordings/" + name + ".json"));
            List<Sent> requests = new ArrayList<>();
            for (JsonNode r : all.path("requests")) {
                requests.add(
                        Sent.of(
                                r.path("method").asText(),
                                r.path("path").asText(),
                                r.path("query").asText(),
                                r.path("body").asText(),
                                incidental));
            }
            return new Recording(
                    all.path("method").asText(),
                    corrected(all.path("answer")),
                    all.path("args"),
                    requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CCXT takes the workingTime -1 of an order that waits for its trigger for a time. */
    private static JsonNode corrected(JsonNode answer) {
        if (answer.path("timestamp").asLong() == -1) {
            long placed = answer.path("info").path("transactTime").asLong();
            ((ObjectNode) answer)
                    .put("timestamp", placed)
                    .put("datetime", Instant.ofEpochMilli(placed).toString());
        }
        return answer;
    }

    /** A form's parameters, or the fields of a JSON object. */
    public static Map<String, String> form(String text) {
        Map<String, String> parameters = new TreeMap<>();
        if (text.startsWith("{")) {
            try {
                JSON.readTree(text)
                        .properties()
                        .forEach(
                                field ->
                                        parameters.put(
                                                field.getKey(),
                                                String.valueOf(plain(field.getValue()))));
                return parameters;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
            }
        }
        return parameters;
    }

    /** JSON as plain values: numbers compare by value, and an absent field equals a null one. */
    public static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.properties()
                    .forEach(
                            field -> {
                                if (!field.getValue().isNull()) {
                                    fields.put(field.getKey(), plain(field.getValue()));
                                }
                            });
            return fields;
        }
        if (node.isArray()) {
            List<Object> rows = new ArrayList<>();
            node.forEach(row -> rows.add(plain(row)));
            return rows;
        }
        if (node.isNumber()) {
            return plain(node.decimalValue());
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    public static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    public static Object parse(String json) {
        try {
            return plain(JSON.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
