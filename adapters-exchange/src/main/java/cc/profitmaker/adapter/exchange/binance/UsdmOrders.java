package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.Side;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads orders and one's own trades of USDⓈ-M futures, whichever call they answer. */
final class UsdmOrders {
    private UsdmOrders() {}

    static Order read(JsonFields fields, Market market) {
        return new Order(
                OrderId.parse(fields.need("orderId"))
                        .orElseThrow(() -> new Nonsense("orderId is no order id")),
                fields.text("clientOrderId"),
                market.symbol(),
                kind(fields, "type", "stopPrice"),
                times(fields),
                progress(fields),
                fields.raw());
    }

    /** The same of an order that waits, where some fields have other names. */
    static Order.Kind kind(JsonFields fields, String typeField, String triggerField) {
        String type = plainType(fields.text(typeField).orElse("").toLowerCase(Locale.ROOT));
        Optional<String> timeInForce =
                fields.text("timeInForce").map(t -> t.equals("GTX") ? "PO" : t);
        return new Order.Kind(
                Optional.of(type).filter(t -> !t.isEmpty()),
                side(fields),
                positive(fields, "price")
                        .or(
                                () ->
                                        type.equals("market")
                                                ? positive(fields, "avgPrice")
                                                : Optional.empty()),
                timeInForce,
                Optional.of(timeInForce.filter("PO"::equals).isPresent()),
                fields.truth("reduceOnly"),
                new Order.Triggers(
                        positive(fields, triggerField), Optional.empty(), Optional.empty()));
    }

    /** CCXT tells only limit from market. */
    private static String plainType(String type) {
        return switch (type) {
            case "stop", "take_profit" -> "limit";
            case "stop_market", "take_profit_market", "trailing_stop_market" -> "market";
            default -> type;
        };
    }

    private static Optional<Side> side(JsonFields fields) {
        return fields.text("side").flatMap(s -> Side.parse(s.toLowerCase(Locale.ROOT)));
    }

    private static Order.Times times(JsonFields fields) {
        Optional<Instant> updated = fields.time("updateTime");
        boolean traded =
                switch (state(fields).orElse(OrderState.CANCELED)) {
                    case OPEN -> filled(fields).signum() > 0;
                    case CLOSED -> true;
                    case CANCELED, EXPIRED, REJECTED -> false;
                };
        return new Order.Times(
                fields.time("time").or(() -> updated),
                traded ? updated : Optional.empty(),
                updated);
    }

    private static Optional<OrderState> state(JsonFields fields) {
        return fields.text("status").flatMap(BinanceOrders::state);
    }

    private static BigDecimal filled(JsonFields fields) {
        return fields.decimal("executedQty").orElse(BigDecimal.ZERO);
    }

    private static Order.Progress progress(JsonFields fields) {
        BigDecimal filled = filled(fields);
        Optional<BigDecimal> amount = fields.decimal("origQty").filter(q -> q.signum() > 0);
        return new Order.Progress(
                state(fields),
                amount.map(Quantity::new),
                Optional.of(new Quantity(filled)),
                amount.map(a -> a.subtract(filled))
                        .filter(left -> left.signum() >= 0)
                        .map(Quantity::new),
                fields.decimal("cumQuote"),
                positive(fields, "avgPrice"),
                List.of(),
                List.of());
    }

    static Trade readTrade(JsonFields fields, Market market) {
        return BinanceTrades.own(
                fields,
                market,
                fields.text("id"),
                fields.time("time").orElseThrow(() -> new Nonsense("time is missing")),
                side(fields),
                fields.text("orderId").flatMap(OrderId::parse));
    }

    private static Optional<Price> positive(JsonFields fields, String field) {
        return fields.decimal(field).filter(value -> value.signum() > 0).map(Price::new);
    }

    /** Binance's number of an order; some have nineteen digits. */
    static Optional<Long> number(String id) {
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,19}"))
                .map(BigInteger::new)
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(BigInteger::longValueExact);
    }
}
