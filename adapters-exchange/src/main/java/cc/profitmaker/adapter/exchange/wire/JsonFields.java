package cc.profitmaker.adapter.exchange.wire;

import cc.profitmaker.domain.market.Decimals;
import cc.profitmaker.domain.market.RawPayload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads an exchange's JSON: exact decimals, whether they come as numbers or as text, and {@link
 * Nonsense} for what is not as promised. An empty text or a JSON null counts as absent.
 */
public final class JsonFields {
    private static final int MAX_DEPTH = 64;
    private static final JsonMapper JSON = mapper();

    /** For one element of an array: what follows it is the next one. */
    private static final ObjectReader ELEMENT =
            JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode node;

    private JsonFields(JsonNode node) {
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
        try {
            JsonNode node = JSON.readTree(body.bytes());
            if (node == null || !node.isContainerNode()) {
                throw new Nonsense("neither an object nor an array");
            }
            return new JsonFields(node);
        } catch (IOException _) {
            // Jackson quotes the body in its message; it goes no further.
            throw new Nonsense("no JSON");
        }
    }

    /**
     * Hands over the elements of one array of the outermost object, one by one, so that a list of
     * many megabytes never stands in memory as a tree.
     */
    public static void each(HttpOutcome.Body body, String array, Consumer<JsonFields> reader) {
        boolean found = false;
        try (JsonParser parser = JSON.createParser(body.bytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Nonsense("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(array);
                JsonToken value = parser.nextToken();
                if (wanted && value == JsonToken.START_ARRAY) {
                    found = true;
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        reader.accept(new JsonFields(ELEMENT.readTree(parser)));
                    }
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new Nonsense("cut off");
            }
        } catch (IOException _) {
            throw new Nonsense("no JSON");
        }
        if (!found) {
            throw new Nonsense(array + " is missing");
        }
    }

    /**
     * The text in one field of the outermost object, read no further than that field; empty when it
     * is not there.
     */
    public static Optional<String> peek(HttpOutcome.Body body, String field) {
        try (JsonParser parser = JSON.createParser(body.bytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Nonsense("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(field);
                JsonToken value = parser.nextToken();
                if (wanted) {
                    return value.isScalarValue() && value != JsonToken.VALUE_NULL
                            ? Optional.of(parser.getText()).filter(text -> !text.isEmpty())
                            : Optional.empty();
                }
                parser.skipChildren();
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new Nonsense("cut off");
            }
            return Optional.empty();
        } catch (IOException _) {
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

    /** The elements of this array. */
    public List<JsonFields> elements() {
        if (!node.isArray()) {
            throw new Nonsense("not an array");
        }
        var all = new ArrayList<JsonFields>(node.size());
        node.forEach(element -> all.add(new JsonFields(element)));
        return all;
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
