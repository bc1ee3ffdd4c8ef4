package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Fee;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Side;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads trades: the public ones and one's own. */
final class KucoinTrades {
    private KucoinTrades() {}

    static Trade readPublic(JsonFields fields, Market market, Optional<Instant> time) {
        return trade(fields, market, time, Optional.empty(), Trade.Own.NONE);
    }

    static Trade readOwn(JsonFields fields, Market market) {
        Optional<Side> side = side(fields);
        return trade(
                fields,
                market,
                fields.time("createdAt"),
                fields.decimal("funds").or(() -> fields.decimal("value")),
                new Trade.Own(
                        fields.text("orderId").flatMap(OrderId::parse),
                        fields.text("type").or(() -> fields.text("orderType")),
                        fields.text("liquidity")
                                .flatMap(
                                        word ->
                                                switch (word) {
                                                    case "maker" ->
                                                            Optional.of(Trade.Liquidity.MAKER);
                                                    case "taker" ->
                                                            Optional.of(Trade.Liquidity.TAKER);
                                                    default -> Optional.empty();
                                                }),
                        fees(fields, market, side)));
    }

    private static Trade trade(
            JsonFields fields,
            Market market,
            Optional<Instant> time,
            Optional<BigDecimal> cost,
            Trade.Own own) {
        Price price = new Price(fields.needDecimal("price"));
        Quantity amount = new Quantity(fields.needDecimal("size"));
        return new Trade(
                fields.text("tradeId").or(() -> fields.text("id")),
                market.symbol(),
                time.orElseThrow(() -> new Nonsense("the time is missing")),
                side(fields),
                price,
                amount,
                cost.orElseGet(() -> price.times(amount).multiply(market.contractSize())),
                own,
                fields.raw());
    }

    private static Optional<Side> side(JsonFields fields) {
        return fields.text("side").flatMap(side -> Side.parse(side.toLowerCase(Locale.ROOT)));
    }

    /** Without a currency: what the side pays in. */
    private static List<Fee> fees(JsonFields fields, Market market, Optional<Side> side) {
        Optional<Currency> currency =
                fields.text("feeCurrency")
                        .flatMap(KucoinMarkets::currency)
                        .or(
                                () ->
                                        side.map(
                                                s ->
                                                        switch (s) {
                                                            case SELL -> market.symbol().quote();
                                                            case BUY -> market.symbol().base();
                                                        }));
        return fields
                .decimal("fee")
                .flatMap(
                        cost ->
                                currency.map(
                                        code -> new Fee(cost, code, fields.decimal("feeRate"))))
                .stream()
                .toList();
    }
}
