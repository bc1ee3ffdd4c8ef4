package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.Decimals;
import cc.profitmaker.domain.market.RawPayload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

import java.io.IOException;
import java.math.BigDecimal;

/** How JSON is read and written here: strictly in, plainly out. */
public final class Json {
    static final int MAX_DEPTH = 64;
    private static final int MAX_SECRET_CHARACTERS = 8192;

    private Json() {}

    public static ObjectMapper mapper() {
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(MAX_DEPTH)
                                        .maxNumberLength(1000)
                                        .build())
                        // A pooled buffer would keep the last request's secrets alive.
                        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                        .build();
        var mapper =
                JsonMapper.builder(factory)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(DeserializationFeature.WRAP_EXCEPTIONS)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                        .addModule(module())
                        .build();
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            mapper.coercionConfigDefaults().setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    private static SimpleModule module() {
        return new SimpleModule("profitmaker")
                .addDeserializer(String.class, new TextReader())
                .addDeserializer(Secret.class, new SecretReader())
                .addDeserializer(BigDecimal.class, new DecimalReader())
                .addSerializer(RawPayload.class, new RawWriter());
    }

    private static String text(JsonParser in, DeserializationContext context, Class<?> type)
            throws IOException {
        if (!in.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(type, in);
        }
        String text = in.getText();
        for (int i = 0; i < text.length(); i++) {
            // Half a character cannot be encoded again: two different texts would become one.
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(
                        text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                    return (String) context.handleWeirdStringValue(type, "", "broken text");
                }
                i++;
            }
        }
        return text;
    }

    private static final class TextReader extends JsonDeserializer<String> {
        @Override
        public String deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            return text(in, context, String.class);
        }
    }

    /** There is no writer on purpose: a secret in an answer is a failure, not a leak. */
    private static final class SecretReader extends JsonDeserializer<Secret> {
        @Override
        public Secret deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            String text = text(in, context, Secret.class);
            if (text.length() > MAX_SECRET_CHARACTERS) {
                return (Secret) context.handleWeirdStringValue(Secret.class, "", "too long");
            }
            return Secret.of(text);
        }
    }

    /** Numbers and numeric strings alike, judged as text before anything is computed from them. */
    private static final class DecimalReader extends JsonDeserializer<BigDecimal> {
        @Override
        public BigDecimal deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            return switch (in.currentToken()) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> {
                    var exact = Decimals.parse(in.getText());
                    yield exact.isPresent()
                            ? exact.get()
                            : (BigDecimal)
                                    context.handleWeirdStringValue(
                                            BigDecimal.class, "", "no decimal");
                }
                default -> (BigDecimal) context.handleUnexpectedToken(BigDecimal.class, in);
            };
        }
    }

    /** The exchange's own JSON, which its adapter has parsed already. */
    private static final class RawWriter extends JsonSerializer<RawPayload> {
        @Override
        public void serialize(RawPayload raw, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeRawValue(raw.json());
        }
    }
}
