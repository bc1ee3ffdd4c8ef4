package cc.profitmaker.adapter.exchange.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks through an exchange's JSON without making a tree of it, for what may be long. */
public final class JsonScan {
    /** For one element of an array: what follows it is the next one. */
    private static final ObjectReader ELEMENT =
            JsonFields.JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonScan() {}

    /**
     * Hands over the elements of one array of the outermost object, one by one, so that a list of
     * many megabytes never stands in memory as a tree.
     */
    public static void each(HttpOutcome.Body body, String array, Consumer<JsonFields> reader) {
        boolean found = false;
        try (JsonParser parser = JsonFields.JSON.createParser(body.bytes())) {
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
    public static Optional<String> text(HttpOutcome.Body body, String field) {
        try (JsonParser parser = JsonFields.JSON.createParser(body.bytes())) {
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

    /**
     * The texts of an array in one field of the outermost object, read no further than that field;
     * empty when it is not there or no array.
     */
    public static Optional<List<String>> texts(HttpOutcome.Body body, String field) {
        try (JsonParser parser = JsonFields.JSON.createParser(body.bytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Nonsense("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(field);
                if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
                    var texts = new ArrayList<String>();
                    while (parser.nextToken() == JsonToken.VALUE_STRING) {
                        texts.add(parser.getText());
                    }
                    if (parser.currentToken() != JsonToken.END_ARRAY) {
                        throw new Nonsense(field + " holds more than texts");
                    }
                    return Optional.of(texts);
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException _) {
            throw new Nonsense("no JSON");
        }
    }
}
