package cc.profitmaker.adapter.web.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.web.rest.Told;
import cc.profitmaker.application.stream.Update;
import cc.profitmaker.domain.stream.Topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.ByteArrayOutputStream;

/**
 * Writes what is sent. Of a {@code data} event a subscription's own part is written once for its
 * life, and an update's once for all who get it.
 */
final class DataFrames {
    private static final byte[] END = {};

    private final ObjectMapper json;

    DataFrames(ObjectMapper json) {
        this.json = json;
    }

    /** As it comes in front of every update of a subscription. */
    byte[] head(String subscriptionId, Topic topic) {
        String fields =
                text(
                        new Head(
                                subscriptionId,
                                topic.type().wire(),
                                topic.venue().exchange().value(),
                                topic.symbol().value(),
                                topic.timeframe().map(Object::toString).orElse(null)));
        return (fields.substring(0, fields.length() - 1) + ",\"data\":").getBytes(UTF_8);
    }

    private record Head(
            String subscriptionId,
            String dataType,
            String exchange,
            String symbol,
            String timeframe) {}

    Outgoing data(byte[] head, Update update) {
        return new Outgoing("data", head, update.written(this::body), END);
    }

    private byte[] body(Update update) {
        var out = new ByteArrayOutputStream(1024);
        out.writeBytes(Told.write(json, update.tick()));
        out.writeBytes((",\"timestamp\":" + update.at().toEpochMilli() + "}").getBytes(UTF_8));
        return out.toByteArray();
    }

    Outgoing write(ServerFrame frame) {
        return Outgoing.of(frame.event(), text(frame).getBytes(UTF_8));
    }

    private String text(Object view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view is always JSON", e);
        }
    }
}
