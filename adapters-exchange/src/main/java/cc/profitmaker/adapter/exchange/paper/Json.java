package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.market.RawPayload;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

import java.math.BigDecimal;

/** The paper exchange's JSON: money is text, so no reader can make a binary double of it. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .withConfigOverride(
                            BigDecimal.class,
                            money ->
                                    money.setFormat(
                                            JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                    .build();

    private Json() {}

    static RawPayload raw(Object value) {
        return new RawPayload(write(value));
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records can always be written", e);
        }
    }

    static AccountState readAccount(String json) {
        try {
            return MAPPER.readValue(json, AccountState.class);
        } catch (JsonProcessingException e) {
            // Written by us and opaque to everybody else: it is damaged, and guessing is no cure.
            throw new IllegalStateException("a stored paper account cannot be read", e);
        }
    }
}
