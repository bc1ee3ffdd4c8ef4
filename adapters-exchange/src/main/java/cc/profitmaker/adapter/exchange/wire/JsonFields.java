package cc.profitmaker.adapter.exchange.wire;

import cc.profitmaker.domain.market.Decimals;
import cc.profitmaker.domain.market.RawPayload;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an exchange's JSON: exact decimals, whether they come as numbers or as text, and {@link
 * Nonsense} for what is not as promised. An empty text or a JSON null counts as absent.
 */
public final class JsonFields {
    private static final int MAX_DEPTH = 64;
    static final JsonMapper JSON = mapper();

    private final JsonNode node;

    JsonFields(JsonNode node) {
        this.node = node;
    }

    private static JsonMapper mapper() {
        var mapper =
                JsonMapper.builder()
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                        .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
        return mapper;
    }

    public static JsonFields read(HttpOutcome.Body body) {
        return read(body.bytes());
    }

    /** The same of the bytes of one message. */
    public static JsonFields read(byte[] message) {
        try {
            JsonNode node = JSON.readTree(message);
            if (node == null || !node.isContainerNode()) {
                throw new Nonsense("neither an object nor an array");
            }
            return new JsonFields(node);
        } catch (IOException _) {
            // Jackson quotes the body in its message; it goes no further.
            throw new Nonsense("no JSON");
        }
    }

    /** An object or array that came as a text within JSON; empty when the text is neither. */
    public static Optional<JsonFields> parse(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text))
                    .filter(JsonNode::isContainerNode)
                    .map(JsonFields::new);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** A text as JSON writes it. */
    public static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** The elements of this array. */
    public List<JsonFields> elements() {
        if (!node.isArray()) {
            throw new Nonsense("not an array");
        }
        var all = new ArrayList<JsonFields>(node.size());
        node.forEach(element -> all.add(new JsonFields(element)));
        return all;
    }

    /** The objects of this object, each under its key; in order. */
    public Map<String, JsonFields> members() {
        if (!node.isObject()) {
            throw new Nonsense("not an object");
        }
        var all = new LinkedHashMap<String, JsonFields>();
        node.properties()
                .forEach(member -> all.put(member.getKey(), new JsonFields(member.getValue())));
        return all;
    }

    /** The same with one more field, or another value in it. */
    public JsonFields with(String field, String value) {
        if (!node.isObject()) {
            throw new Nonsense("not an object");
        }
        ObjectNode copy = ((ObjectNode) node).objectNode();
        copy.setAll((ObjectNode) node);
        return new JsonFields(copy.put(field, value));
    }

    /** The elements of an array in a field; none when the field is absent. */
    public List<JsonFields> list(String field) {
        JsonNode value = node.path(field);
        return value.isArray() ? new JsonFields(value).elements() : List.of();
    }

    /** The object or array in a field; empty when the field is absent or holds neither. */
    public Optional<JsonFields> inner(String field) {
        JsonNode value = node.path(field);
        return value.isContainerNode() ? Optional.of(new JsonFields(value)) : Optional.empty();
    }

    /** Whether the field is there, and null. */
    public boolean isNull(String field) {
        return node.path(field).isNull();
    }

    public boolean has(String field) {
        return node.has(field);
    }

    public boolean isArray() {
        return node.isArray();
    }

    /** A text, a number or a truth value, as text. */
    public Optional<String> text(String field) {
        return text(node.path(field));
    }

    /** The same of an element of this array. */
    public Optional<String> text(int index) {
        return text(node.path(index));
    }

    private static Optional<String> text(JsonNode value) {
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    /** This element itself, when it is a text. */
    public Optional<String> text() {
        return text(node);
    }

    public String need(String field) {
        return text(field).orElseThrow(() -> new Nonsense(field + " is missing"));
    }

    public Optional<Boolean> truth(String field) {
        JsonNode value = node.path(field);
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }

    public Optional<BigDecimal> decimal(String field) {
        return text(field).map(text -> decimal(field, text));
    }

    public BigDecimal needDecimal(String field) {
        return decimal(field, need(field));
    }

    /** A decimal of an array in a field; empty when the array or the element is absent. */
    public Optional<BigDecimal> decimal(String field, int index) {
        return text(node.path(field).path(index)).map(text -> decimal(field, text));
    }

    public BigDecimal needDecimal(int index) {
        String where = "element " + index;
        return decimal(where, text(index).orElseThrow(() -> new Nonsense(where + " is missing")));
    }

    private static BigDecimal decimal(String where, String text) {
        return Decimals.parse(text).orElseThrow(() -> new Nonsense(where + " is no decimal"));
    }

    public Optional<Long> whole(String field) {
        return text(field).map(text -> whole(field, text));
    }

    private static long whole(String where, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new Nonsense(where + " is no whole number");
        }
    }

    /** Milliseconds since 1970. */
    public Optional<Instant> time(String field) {
        return whole(field).map(millis -> time(field, millis));
    }

    public Instant needTime(int index) {
        String where = "element " + index;
        return time(
                where,
                whole(where, text(index).orElseThrow(() -> new Nonsense(where + " is missing"))));
    }

    /** Seconds since 1970 with a fraction, cut off at milliseconds; 0 means none. */
    public Optional<Instant> seconds(String field) {
        return decimal(field)
                .filter(value -> value.signum() != 0)
                .map(value -> seconds(field, value));
    }

    /** The same of an element of this array. */
    public Instant needSeconds(int index) {
        return seconds("element " + index, needDecimal(index));
    }

    private static Instant seconds(String where, BigDecimal seconds) {
        try {
            return Instant.ofEpochMilli(
                    seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact());
        } catch (ArithmeticException _) {
            throw new Nonsense(where + " is no time");
        }
    }

    private static Instant time(String where, long millis) {
        try {
            return Instant.ofEpochMilli(millis);
        } catch (DateTimeException _) {
            throw new Nonsense(where + " is no time");
        }
    }

    /** CCXT's {@code info}. */
    public RawPayload raw() {
        return new RawPayload(node.toString());
    }
}
