package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Fee;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Side;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads trades: the public aggregated ones, one's own, and the fills in the answer to an order. */
final class BinanceTrades {
    private BinanceTrades() {}

    /** An aggregated trade has one-letter fields: a, p, q, T, m. */
    static Trade readPublic(JsonFields fields, Market market) {
        return open(fields, fields.text("a"), market);
    }

    /** A single trade of a stream has an id t, an aggregated one, as in reads, an a. */
    static Trade told(JsonFields fields, Market market) {
        return open(fields, fields.text("a").or(() -> fields.text("t")), market);
    }

    private static Trade open(JsonFields fields, Optional<String> id, Market market) {
        Price price = new Price(fields.needDecimal("p"));
        Quantity amount = new Quantity(fields.needDecimal("q"));
        return new Trade(
                id,
                market.symbol(),
                fields.time("T").orElseThrow(() -> new Nonsense("T is missing")),
                // The maker's side is told; a trade counts on the taker's.
                fields.truth("m").map(buyerIsMaker -> buyerIsMaker ? Side.SELL : Side.BUY),
                price,
                amount,
                fields.decimal("quoteQty").orElseGet(() -> price.times(amount)),
                Trade.Own.NONE,
                fields.raw());
    }

    static Trade readOwn(JsonFields fields, Market market) {
        return own(
                fields,
                market,
                fields.text("id"),
                fields.time("time").orElseThrow(() -> new Nonsense("time is missing")),
                fields.truth("isBuyer").map(buyer -> buyer ? Side.BUY : Side.SELL),
                fields.text("orderId").flatMap(OrderId::parse));
    }

    /** A fill names neither its order nor its time nor its side: they are its order's. */
    static Trade readFill(
            JsonFields fields, Market market, Instant at, Optional<Side> side, OrderId order) {
        return own(fields, market, fields.text("tradeId"), at, side, Optional.of(order));
    }

    /** Spot says {@code isMaker}, futures {@code maker}. */
    static Trade own(
            JsonFields fields,
            Market market,
            Optional<String> id,
            Instant at,
            Optional<Side> side,
            Optional<OrderId> order) {
        Price price = new Price(fields.needDecimal("price"));
        Quantity amount = new Quantity(fields.needDecimal("qty"));
        return new Trade(
                id,
                market.symbol(),
                at,
                side,
                price,
                amount,
                fields.decimal("quoteQty").orElseGet(() -> price.times(amount)),
                new Trade.Own(
                        order,
                        Optional.empty(),
                        fields.truth("isMaker")
                                .or(() -> fields.truth("maker"))
                                .map(m -> m ? Trade.Liquidity.MAKER : Trade.Liquidity.TAKER),
                        fee(fields)),
                fields.raw());
    }

    private static List<Fee> fee(JsonFields fields) {
        return fields
                .decimal("commission")
                .flatMap(
                        cost ->
                                fields.text("commissionAsset")
                                        .flatMap(BinanceMarkets::currency)
                                        .map(c -> new Fee(cost, c, Optional.empty())))
                .stream()
                .toList();
    }
}
