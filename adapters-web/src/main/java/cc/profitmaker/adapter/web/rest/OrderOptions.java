package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.adapter.web.rest.Requests.LeverageWish;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import io.swagger.v3.oas.annotations.media.Schema;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code params} of an order: an allow-list, read entry by entry, so that nothing else ever
 * becomes an object here. An entry of {@code null} or {@code false} counts as absent.
 */
@JsonDeserialize(using = OrderOptions.Reader.class)
@Schema(
        type = "object",
        name = "OrderParams",
        description =
                "clientOrderId, timeInForce, postOnly, reduceOnly, triggerPrice, stopLossPrice, takeProfitPrice,"
                        + " round; anything else is refused")
final class OrderOptions {
    static final OrderOptions NONE = new OrderOptions(new EnumMap<>(OrderParam.class));

    private static final int LONGEST_NAME = 41;

    private final Map<OrderParam, Object> entries;

    private OrderOptions(Map<OrderParam, Object> entries) {
        this.entries = entries;
    }

    boolean has(OrderParam param) {
        return entries.containsKey(param);
    }

    /** The entries in use, but those that became part of the type of the order. */
    Set<OrderParam> used() {
        return entries.isEmpty() ? Set.of() : EnumSet.copyOf(entries.keySet());
    }

    Optional<String> clientOrderId() {
        return Optional.ofNullable((String) entries.get(OrderParam.CLIENT_ORDER_ID));
    }

    Terms terms() {
        return new Terms(timeInForce(), has(OrderParam.REDUCE_ONLY), trigger());
    }

    private Optional<TimeInForce> timeInForce() {
        Optional<TimeInForce> asked =
                Optional.ofNullable((TimeInForce) entries.get(OrderParam.TIME_IN_FORCE));
        if (!has(OrderParam.POST_ONLY)) {
            return asked;
        }
        if (asked.isPresent() && asked.get() != TimeInForce.PO && asked.get() != TimeInForce.GTC) {
            throw Malformed.field("params.postOnly", "contradicts params.timeInForce");
        }
        return Optional.of(TimeInForce.PO);
    }

    private Optional<Trigger> trigger() {
        Optional<Trigger> found = Optional.empty();
        for (var kind :
                Map.of(
                                OrderParam.TRIGGER_PRICE, Trigger.Kind.STOP,
                                OrderParam.STOP_LOSS_PRICE, Trigger.Kind.STOP_LOSS,
                                OrderParam.TAKE_PROFIT_PRICE, Trigger.Kind.TAKE_PROFIT)
                        .entrySet()) {
            if (has(kind.getKey())) {
                if (found.isPresent()) {
                    throw Malformed.field("params", "names more than one trigger price");
                }
                found =
                        Optional.of(
                                new Trigger(kind.getValue(), (Price) entries.get(kind.getKey())));
            }
        }
        return found;
    }

    static final class Reader extends JsonDeserializer<OrderOptions> {
        @Override
        public OrderOptions deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            if (!in.hasToken(JsonToken.START_OBJECT)) {
                return (OrderOptions) context.handleUnexpectedToken(OrderOptions.class, in);
            }
            var entries = new EnumMap<OrderParam, Object>(OrderParam.class);
            while (in.nextToken() != JsonToken.END_OBJECT) {
                OrderParam param = known(in.currentName());
                in.nextToken();
                read(param, in, context).ifPresent(value -> entries.put(param, value));
            }
            return new OrderOptions(entries);
        }

        private static OrderParam known(String name) {
            return OrderParam.parse(name).orElseThrow(() -> new Malformed(notAllowed(name)));
        }

        private static Optional<Object> read(
                OrderParam param, JsonParser in, DeserializationContext context)
                throws IOException {
            if (in.hasToken(JsonToken.VALUE_NULL)) {
                return Optional.empty();
            }
            return switch (param) {
                case CLIENT_ORDER_ID -> Optional.of(context.readValue(in, String.class));
                case TIME_IN_FORCE -> {
                    var parsed = TimeInForce.parse(context.readValue(in, String.class));
                    if (parsed.isEmpty()) {
                        throw Malformed.field("params.timeInForce", "must be GTC, IOC, FOK or PO");
                    }
                    yield Optional.of(parsed.get());
                }
                case POST_ONLY, REDUCE_ONLY, ROUND ->
                        Optional.<Object>of(context.readValue(in, Boolean.class))
                                .filter(Boolean.TRUE::equals);
                case TRIGGER_PRICE, STOP_LOSS_PRICE, TAKE_PROFIT_PRICE ->
                        Optional.of(
                                new Price(
                                        positive(
                                                "params." + param.ccxt(),
                                                context.readValue(in, BigDecimal.class))));
            };
        }
    }

    static Problem notAllowed(String name) {
        // Only what looks like one of CCXT's names is said back: nothing else is worth reading.
        boolean speakable = name.length() <= LONGEST_NAME && isIdentifier(name);
        Problem problem =
                Problem.of(
                        400,
                        "param_not_allowed",
                        speakable
                                ? "The parameter " + name + " is not allowed."
                                : "A parameter is not allowed.");
        return speakable ? problem.with(Map.of("param", name)) : problem;
    }

    private static boolean isIdentifier(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    static BigDecimal positive(String field, BigDecimal value) {
        if (value == null) {
            throw Malformed.field(field, "is missing");
        }
        if (value.signum() <= 0) {
            throw Malformed.field(field, "must be more than zero");
        }
        return value;
    }

    static final class LeverageReader extends JsonDeserializer<LeverageWish> {
        @Override
        public LeverageWish deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            if (in.hasToken(JsonToken.VALUE_STRING) && in.getText().equals("max")) {
                return new LeverageWish(Optional.empty());
            }
            return new LeverageWish(Optional.of(context.readValue(in, BigDecimal.class)));
        }
    }
}
