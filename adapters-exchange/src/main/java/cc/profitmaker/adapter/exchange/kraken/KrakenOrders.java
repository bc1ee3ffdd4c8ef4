package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.order.Fee;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.Side;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads an order: a row of a list, or the answer to a new one, which has nothing but the order's id
 * and a sentence that describes it.
 */
final class KrakenOrders {
    private static final Pattern ID = Pattern.compile("O[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}");

    private KrakenOrders() {}

    /**
     * Whether Kraken could have given this id to an order. A cancel takes other words too, such as
     * the number many orders may share: none of them may get there.
     */
    static boolean isId(OrderId id) {
        return ID.matcher(id.value()).matches();
    }

    static Order read(JsonFields fields, Market market) {
        JsonFields told = fields.inner("descr").orElseThrow(() -> new Nonsense("descr is missing"));
        var sentence = KrakenSentence.of(told.need("order"));
        String type = told.text("ordertype").orElse(sentence.type());
        Order.Triggers triggers = triggers(type, sentence);
        boolean postOnly =
                fields.text("oflags").filter(flags -> flags.contains("post")).isPresent();
        boolean atMarket = !type.equals("limit") && !type.endsWith("-limit");
        Order.Progress progress = progress(fields, sentence, price(told, fields, sentence), market);
        return new Order(
                id(fields),
                fields.text("cl_ord_id").or(() -> fields.text("userref")),
                market.symbol(),
                new Order.Kind(
                        Optional.of(unified(type)),
                        Side.parse(told.text("type").orElse(sentence.side())),
                        price(told, fields, sentence)
                                .or(() -> atMarket ? progress.average() : Optional.empty()),
                        timeInForce(type, postOnly),
                        Optional.of(postOnly),
                        fields.truth("reduce_only"),
                        triggers),
                new Order.Times(
                        fields.seconds("opentm"), Optional.empty(), fields.seconds("closetm")),
                progress,
                fields.raw());
    }

    private static OrderId id(JsonFields fields) {
        return fields.text("id")
                .or(() -> fields.list("txid").stream().findFirst().flatMap(JsonFields::text))
                .flatMap(OrderId::parse)
                .orElseThrow(() -> new Nonsense("the order's id is missing"));
    }

    /** CCXT's word. */
    private static String unified(String type) {
        return switch (type) {
            case "stop-loss", "take-profit" -> "market";
            case "stop-loss-limit", "take-profit-limit", "trailing-stop-limit" -> "limit";
            default -> type;
        };
    }

    /** CCXT's, who tells it of these only. */
    private static Optional<String> timeInForce(String type, boolean postOnly) {
        if (type.equals("market")) {
            return Optional.of("IOC");
        }
        return postOnly ? Optional.of("PO") : Optional.empty();
    }

    private static Order.Triggers triggers(String type, KrakenSentence sentence) {
        Optional<Price> trigger = sentence.trigger();
        return new Order.Triggers(
                trigger,
                trigger.filter(_ -> type.startsWith("stop-loss")),
                trigger.filter(_ -> type.startsWith("take-profit")));
    }

    /** The limit: of a row that waits for its trigger the second price. */
    private static Optional<Price> price(
            JsonFields told, JsonFields fields, KrakenSentence sentence) {
        if (told.text("ordertype").isEmpty() || sentence.trigger().isPresent()) {
            return sentence.limit();
        }
        return positive(
                        told.text("price")
                                .filter(text -> !text.endsWith("%"))
                                .flatMap(_ -> told.decimal("price")))
                .or(() -> positive(fields.decimal("limitprice")));
    }

    private static Optional<OrderState> state(JsonFields fields) {
        return fields.text("status")
                .flatMap(
                        status ->
                                switch (status) {
                                    case "pending", "open" -> Optional.of(OrderState.OPEN);
                                    case "closed" -> Optional.of(OrderState.CLOSED);
                                    case "canceled" -> Optional.of(OrderState.CANCELED);
                                    case "expired" -> Optional.of(OrderState.EXPIRED);
                                    default -> Optional.empty();
                                });
    }

    private static Order.Progress progress(
            JsonFields fields, KrakenSentence sentence, Optional<Price> limit, Market market) {
        BigDecimal amount = fields.decimal("vol").orElse(sentence.amount());
        Optional<BigDecimal> filled = fields.decimal("vol_exec");
        Optional<Price> average = positive(fields.decimal("price"));
        return new Order.Progress(
                state(fields),
                Optional.of(new Quantity(amount)),
                filled.map(Quantity::new),
                filled.map(amount::subtract).filter(left -> left.signum() >= 0).map(Quantity::new),
                // Kraken cuts its own cost off.
                filled.flatMap(f -> average.or(() -> limit).map(p -> p.value().multiply(f))),
                average,
                fees(fields, market),
                List.of());
    }

    /** In the currency the order's flags name. */
    private static List<Fee> fees(JsonFields fields, Market market) {
        String flags = fields.text("oflags").orElse("");
        Optional<Currency> currency =
                flags.contains("fciq")
                        ? Optional.of(market.symbol().quote())
                        : Optional.of(market.symbol().base()).filter(_ -> flags.contains("fcib"));
        return fields
                .decimal("fee")
                .flatMap(cost -> currency.map(code -> new Fee(cost, code, Optional.empty())))
                .stream()
                .toList();
    }

    static Optional<Price> positive(Optional<BigDecimal> value) {
        return value.filter(v -> v.signum() > 0).map(Price::new);
    }
}
