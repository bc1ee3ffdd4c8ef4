package cc.profitmaker.adapter.web.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.web.rest.Told;
import cc.profitmaker.application.stream.AccountStreams;
import cc.profitmaker.application.stream.Update;
import cc.profitmaker.domain.stream.AccountTick;
import cc.profitmaker.domain.stream.Topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/**
 * Writes what is sent. Of a {@code data} event a subscription's own part is written once for its
 * life, and an update's once for all who get it.
 */
final class DataFrames {
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
        return new Outgoing("data", head, update.written(this::body));
    }

    private byte[] body(Update update) {
        var out = new ByteArrayOutputStream(1024);
        out.writeBytes(Told.write(json, update.tick()));
        out.writeBytes((",\"timestamp\":" + update.at().toEpochMilli() + "}").getBytes(UTF_8));
        return out.toByteArray();
    }

    /** What comes with everything an account tells one client. */
    record Private(String id, AccountStreams.Subject subject, String symbol, long generation) {}

    Outgoing write(Private to, AccountTick tick, Instant at) {
        String exchange = to.subject().venue().exchange().value();
        return switch (tick) {
            case AccountTick.Holdings _ ->
                    Outgoing.of(
                            "data",
                            around(
                                    new Head(to.id(), "balance", exchange, to.symbol(), null),
                                    tick,
                                    new BalanceTail(at.toEpochMilli())));
            case AccountTick.Orders _ -> privately(to, exchange, "orders", tick, at);
            case AccountTick.MyTrades _ -> privately(to, exchange, "myTrades", tick, at);
            case AccountTick.Positions _ -> privately(to, exchange, "positions", tick, at);
        };
    }

    private Outgoing privately(
            Private to, String exchange, String dataType, AccountTick tick, Instant at) {
        return Outgoing.of(
                "private:data",
                around(
                        new PrivateHead(
                                to.id(),
                                to.subject().account().value(),
                                exchange,
                                to.symbol(),
                                dataType),
                        tick,
                        new PrivateTail("stream", to.generation(), at.toEpochMilli())));
    }

    private record PrivateHead(
            String subscriptionId,
            String accountId,
            String exchangeId,
            String symbol,
            String dataType) {}

    private record PrivateTail(String source, long generation, long timestamp) {}

    private record BalanceTail(long timestamp) {}

    private byte[] around(Object head, AccountTick tick, Object tail) {
        String before = text(head);
        String after = text(tail);
        var out = new ByteArrayOutputStream(1024);
        out.writeBytes((before.substring(0, before.length() - 1) + ",\"data\":").getBytes(UTF_8));
        out.writeBytes(Told.write(json, tick));
        out.writeBytes(("," + after.substring(1)).getBytes(UTF_8));
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
