package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderState;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads orders of USDⓈ-M futures that wait, or waited, for their trigger. What became of one after
 * its trigger is told of the order that was made then, which has another id.
 */
final class UsdmAlgoOrders {
    /** Binance's own numbers are also those of other orders: only this tells which is meant. */
    private static final String PREFIX = "algo-";

    private static final Quantity NOTHING = new Quantity(BigDecimal.ZERO);

    private UsdmAlgoOrders() {}

    static Order read(JsonFields fields, Market market) {
        Optional<OrderState> state = fields.text("algoStatus").flatMap(UsdmAlgoOrders::state);
        Order.Kind kind = UsdmOrders.kind(fields, "orderType", "triggerPrice");
        Optional<Instant> updated = fields.time("updateTime");
        return new Order(
                id(fields),
                fields.text("clientAlgoId"),
                market.symbol(),
                kind,
                new Order.Times(
                        fields.time("createTime").or(() -> updated),
                        updated.filter(_ -> state.filter(OrderState.CLOSED::equals).isPresent()),
                        updated),
                progress(fields, state, kind),
                fields.raw());
    }

    /** What was filled after the trigger is not told here; before it, nothing was. */
    private static Order.Progress progress(
            JsonFields fields, Optional<OrderState> state, Order.Kind kind) {
        boolean triggered = state.filter(OrderState.CLOSED::equals).isPresent();
        Optional<Quantity> amount =
                fields.decimal("quantity").filter(q -> q.signum() > 0).map(Quantity::new);
        return new Order.Progress(
                state,
                amount,
                Optional.of(NOTHING).filter(_ -> !triggered),
                amount.filter(_ -> !triggered),
                kind.price().filter(_ -> !triggered).map(_ -> BigDecimal.ZERO),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Optional<OrderState> state(String status) {
        return switch (status) {
            case "NEW", "TRIGGERING" -> Optional.of(OrderState.OPEN);
            case "TRIGGERED", "FINISHED" -> Optional.of(OrderState.CLOSED);
            default -> BinanceOrders.state(status);
        };
    }

    /** The answer to a cancel: the order's names, and that it was done; so it never traded. */
    static Order canceled(JsonFields fields, Market market) {
        if (fields.text("code").filter("200"::equals).isEmpty()) {
            throw new Nonsense("no order was cancelled");
        }
        return new Order(
                id(fields),
                fields.text("clientAlgoId"),
                market.symbol(),
                Order.Kind.UNKNOWN,
                Order.Times.UNKNOWN,
                new Order.Progress(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(NOTHING),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of()),
                fields.raw());
    }

    /** Binance's number of an order that waits, if it is one. */
    static Optional<Long> number(OrderId order) {
        return order.value().startsWith(PREFIX)
                ? UsdmOrders.number(order.value().substring(PREFIX.length()))
                : Optional.empty();
    }

    private static OrderId id(JsonFields fields) {
        return Optional.of(fields.need("algoId"))
                .filter(id -> UsdmOrders.number(id).isPresent())
                .map(id -> new OrderId(PREFIX + id))
                .orElseThrow(() -> new Nonsense("algoId is no order id"));
    }
}
