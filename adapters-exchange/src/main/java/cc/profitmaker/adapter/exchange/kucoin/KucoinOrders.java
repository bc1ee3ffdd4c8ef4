package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.order.Fee;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.Side;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a spot order, whichever call it answers. The answer to a new order is its id and nothing
 * else; the rest is then not known, not even that it stands.
 */
final class KucoinOrders {
    private static final int DIVISION_SCALE = 18;
    private static final Pattern IN_BOOK = Pattern.compile("[0-9a-f]{1,40}");
    private static final Pattern WAITING = Pattern.compile("vs[0-9a-z]{1,40}");

    private KucoinOrders() {}

    /**
     * Whether KuCoin could have given this id to an order. The id becomes a part of a path, and
     * beside the orders there are words such as {@code cancelAll}: no other id may get there.
     */
    static boolean isInBook(OrderId id) {
        return IN_BOOK.matcher(id.value()).matches();
    }

    /** The same of an order that waits for its trigger on spot: those have a form of their own. */
    static boolean isWaiting(OrderId id) {
        return WAITING.matcher(id.value()).matches();
    }

    static Order read(JsonFields fields, Market market) {
        Order.Progress progress = progress(fields);
        Optional<String> type = fields.text("type");
        boolean atMarket = type.filter("market"::equals).isPresent();
        return new Order(
                id(fields),
                fields.text("clientOid"),
                market.symbol(),
                new Order.Kind(
                        type,
                        side(fields),
                        KucoinTickers.price(fields, "price")
                                .or(() -> atMarket ? progress.average() : Optional.empty()),
                        fields.text("timeInForce"),
                        fields.truth("postOnly"),
                        Optional.empty(),
                        new Order.Triggers(
                                KucoinTickers.price(fields, "stopPrice"),
                                Optional.empty(),
                                Optional.empty())),
                new Order.Times(fields.time("createdAt"), Optional.empty(), Optional.empty()),
                progress,
                fields.raw());
    }

    /** The answer to a cancel: the id, bare or as the only one of a list. */
    static Order canceled(JsonFields fields, Market market) {
        OrderId id =
                fields.list("cancelledOrderIds").stream()
                        .flatMap(one -> one.text().stream())
                        .findFirst()
                        .or(() -> fields.text("orderId"))
                        .flatMap(OrderId::parse)
                        .orElseThrow(() -> new Nonsense("no order was cancelled"));
        return Order.named(id, market.symbol(), fields.raw());
    }

    static OrderId id(JsonFields fields) {
        return fields.text("id")
                .or(() -> fields.text("orderId"))
                .flatMap(OrderId::parse)
                .orElseThrow(() -> new Nonsense("the order's id is missing"));
    }

    static Optional<Side> side(JsonFields fields) {
        return fields.text("side").flatMap(s -> Side.parse(s.toLowerCase(Locale.ROOT)));
    }

    private static Optional<OrderState> state(JsonFields fields) {
        Optional<String> status = fields.text("status");
        Optional<Boolean> active = fields.truth("isActive").or(() -> fields.truth("active"));
        if (status.filter("fail"::equals).isPresent()) {
            return Optional.of(OrderState.REJECTED);
        }
        if (fields.truth("cancelExist").orElse(false)) {
            return Optional.of(OrderState.CANCELED);
        }
        if (fields.text("stop").isPresent()) {
            if (status.filter("NEW"::equals).isPresent()) {
                return Optional.of(OrderState.OPEN);
            }
            if (!active.orElse(false) && !fields.truth("stopTriggered").orElse(false)) {
                return Optional.of(OrderState.CANCELED);
            }
        }
        return active.map(a -> a ? OrderState.OPEN : OrderState.CLOSED);
    }

    private static Order.Progress progress(JsonFields fields) {
        Optional<BigDecimal> amount = fields.decimal("size").filter(size -> size.signum() > 0);
        Optional<BigDecimal> filled = fields.decimal("dealSize");
        Optional<BigDecimal> cost = fields.decimal("dealFunds");
        return new Order.Progress(
                state(fields),
                amount.map(Quantity::new),
                filled.map(Quantity::new),
                remaining(amount, filled),
                cost,
                filled.filter(f -> f.signum() > 0)
                        .flatMap(f -> cost.map(c -> c.divide(f, DIVISION_SCALE, RoundingMode.DOWN)))
                        .map(Price::new),
                fees(fields),
                List.of());
    }

    static Optional<Quantity> remaining(Optional<BigDecimal> amount, Optional<BigDecimal> filled) {
        return amount.flatMap(a -> filled.map(a::subtract))
                .filter(left -> left.signum() >= 0)
                .map(Quantity::new);
    }

    private static List<Fee> fees(JsonFields fields) {
        return fields
                .decimal("fee")
                .flatMap(
                        cost ->
                                fields.text("feeCurrency")
                                        .flatMap(KucoinMarkets::currency)
                                        .map(code -> new Fee(cost, code, Optional.empty())))
                .stream()
                .toList();
    }
}
