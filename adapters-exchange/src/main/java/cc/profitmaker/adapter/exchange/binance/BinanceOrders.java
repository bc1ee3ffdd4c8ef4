package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Fee;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.Side;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads an order, whichever call it answers. */
final class BinanceOrders {
    private static final int DIVISION_SCALE = 18;

    private BinanceOrders() {}

    static Order read(JsonFields fields, Market market) {
        OrderId id =
                OrderId.parse(fields.need("orderId"))
                        .orElseThrow(() -> new Nonsense("orderId is no order id"));
        String type = fields.text("type").orElse("").toLowerCase(Locale.ROOT);
        Optional<Side> side =
                fields.text("side").flatMap(s -> Side.parse(s.toLowerCase(Locale.ROOT)));
        Order.Times times = times(fields);
        List<Trade> trades = fills(fields, market, times, side, id);
        Order.Progress progress = progress(fields, trades);
        String timeInForce =
                fields.text("timeInForce").map(t -> t.equals("GTX") ? "PO" : t).orElse("");
        boolean atMarket = type.equals("market") || plainType(type).equals("market");
        return new Order(
                id,
                fields.text("clientOrderId"),
                market.symbol(),
                new Order.Kind(
                        Optional.of(plainType(type)).filter(t -> !t.isEmpty()),
                        side,
                        positive(fields, "price")
                                .or(() -> atMarket ? progress.average() : Optional.empty()),
                        Optional.of(timeInForce).filter(t -> !t.isEmpty()),
                        Optional.of(type.equals("limit_maker") || timeInForce.equals("PO")),
                        fields.truth("reduceOnly"),
                        new Order.Triggers(
                                positive(fields, "stopPrice"), Optional.empty(), Optional.empty())),
                times,
                progress,
                fields.raw());
    }

    /** CCXT tells only limit from market. */
    private static String plainType(String type) {
        return switch (type) {
            case "limit_maker", "stop_loss_limit", "take_profit_limit" -> "limit";
            case "stop_loss", "take_profit" -> "market";
            default -> type;
        };
    }

    private static Order.Times times(JsonFields fields) {
        Optional<Instant> placed =
                fields.time("time")
                        // -1 while the order waits for its trigger.
                        .or(() -> fields.time("workingTime").filter(Instant.EPOCH::isBefore))
                        .or(() -> fields.time("transactTime"))
                        .or(() -> fields.time("updateTime"));
        Optional<Instant> updated = fields.time("updateTime").or(() -> fields.time("transactTime"));
        boolean traded =
                switch (state(fields).orElse(OrderState.CANCELED)) {
                    case OPEN -> filled(fields).signum() > 0;
                    case CLOSED -> true;
                    case CANCELED, EXPIRED, REJECTED -> false;
                };
        return new Order.Times(
                placed,
                traded ? updated : Optional.empty(),
                fields.time("transactTime").or(() -> fields.time("updateTime")));
    }

    private static Optional<OrderState> state(JsonFields fields) {
        return fields.text("status").flatMap(BinanceOrders::state);
    }

    static Optional<OrderState> state(String status) {
        return switch (status) {
            case "NEW", "PARTIALLY_FILLED", "PENDING_NEW" -> Optional.of(OrderState.OPEN);
            case "FILLED" -> Optional.of(OrderState.CLOSED);
            case "CANCELED", "PENDING_CANCEL" -> Optional.of(OrderState.CANCELED);
            case "REJECTED" -> Optional.of(OrderState.REJECTED);
            case "EXPIRED", "EXPIRED_IN_MATCH" -> Optional.of(OrderState.EXPIRED);
            default -> Optional.empty();
        };
    }

    private static BigDecimal filled(JsonFields fields) {
        return fields.decimal("executedQty").orElse(BigDecimal.ZERO);
    }

    private static Order.Progress progress(JsonFields fields, List<Trade> trades) {
        BigDecimal filled = filled(fields);
        Optional<OrderState> state = state(fields);
        Optional<BigDecimal> amount =
                fields.decimal("origQty").filter(quantity -> quantity.signum() > 0);
        // Old orders carry a negative cost: Binance no longer knows it.
        Optional<BigDecimal> cost =
                fields.decimal("cummulativeQuoteQty").filter(c -> c.signum() >= 0);
        Optional<Price> average =
                filled.signum() > 0
                        ? cost.map(c -> c.divide(filled, DIVISION_SCALE, RoundingMode.DOWN))
                                .map(Price::new)
                        : Optional.empty();
        return new Order.Progress(
                state,
                amount.map(Quantity::new),
                Optional.of(new Quantity(filled)),
                amount.map(a -> a.subtract(filled))
                        .filter(left -> left.signum() >= 0)
                        .map(Quantity::new),
                cost,
                average,
                fees(trades),
                trades);
    }

    private static List<Trade> fills(
            JsonFields fields,
            Market market,
            Order.Times times,
            Optional<Side> side,
            OrderId order) {
        List<Trade> trades = new ArrayList<>();
        for (JsonFields fill : fields.list("fills")) {
            Instant at =
                    times.lastUpdate().orElseThrow(() -> new Nonsense("transactTime is missing"));
            trades.add(BinanceTrades.readFill(fill, market, at, side, order));
        }
        return trades;
    }

    /** One sum for each currency, in the order of the trades. */
    private static List<Fee> fees(List<Trade> trades) {
        Map<Currency, BigDecimal> sums = new LinkedHashMap<>();
        for (Trade trade : trades) {
            for (Fee fee : trade.own().fees()) {
                sums.merge(fee.currency(), fee.cost(), BigDecimal::add);
            }
        }
        return sums.entrySet().stream()
                .map(sum -> new Fee(sum.getValue(), sum.getKey(), Optional.empty()))
                .toList();
    }

    private static Optional<Price> positive(JsonFields fields, String field) {
        return fields.decimal(field).filter(value -> value.signum() > 0).map(Price::new);
    }
}
