package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderState;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Reads an order of contracts. The answer to a new order is its id and nothing else. */
final class KucoinFuturesOrders {
    private static final int DIVISION_SCALE = 18;

    private KucoinFuturesOrders() {}

    static Order read(JsonFields fields, Market market) {
        Order.Progress progress = progress(fields, market);
        Optional<String> type = fields.text("type");
        boolean atMarket = type.filter("market"::equals).isPresent();
        return new Order(
                KucoinOrders.id(fields),
                fields.text("clientOid"),
                market.symbol(),
                new Order.Kind(
                        type,
                        KucoinOrders.side(fields),
                        KucoinTickers.price(fields, "price")
                                .or(() -> atMarket ? progress.average() : Optional.empty()),
                        fields.text("timeInForce"),
                        fields.truth("postOnly"),
                        fields.truth("reduceOnly"),
                        new Order.Triggers(
                                KucoinTickers.price(fields, "stopPrice"),
                                Optional.empty(),
                                Optional.empty())),
                new Order.Times(
                        fields.time("createdAt"), Optional.empty(), fields.time("updatedAt")),
                progress,
                fields.raw());
    }

    private static Optional<OrderState> state(JsonFields fields) {
        return fields.truth("cancelExist").orElse(false)
                ? Optional.of(OrderState.CANCELED)
                : fields.truth("isActive")
                        .map(active -> active ? OrderState.OPEN : OrderState.CLOSED);
    }

    private static Order.Progress progress(JsonFields fields, Market market) {
        Optional<BigDecimal> amount = fields.decimal("size").filter(size -> size.signum() > 0);
        Optional<BigDecimal> filled = fields.decimal("filledSize");
        Optional<BigDecimal> cost = fields.decimal("filledValue");
        Optional<Price> average =
                fields.decimal("avgDealPrice")
                        .filter(price -> price.signum() > 0)
                        .or(
                                () ->
                                        filled.filter(f -> f.signum() > 0)
                                                .map(market.contractSize()::multiply)
                                                .flatMap(f -> cost.map(c -> divide(c, f))))
                        .map(Price::new);
        return new Order.Progress(
                state(fields),
                amount.map(Quantity::new),
                filled.map(Quantity::new),
                KucoinOrders.remaining(amount, filled),
                cost,
                average,
                List.of(),
                List.of());
    }

    private static BigDecimal divide(BigDecimal cost, BigDecimal amount) {
        return cost.divide(amount, DIVISION_SCALE, RoundingMode.DOWN);
    }
}
