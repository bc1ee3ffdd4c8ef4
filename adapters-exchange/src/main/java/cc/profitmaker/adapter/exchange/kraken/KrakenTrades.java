package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Fee;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Side;

import java.util.List;
import java.util.Optional;

/** Reads trades: the public ones and one's own. */
final class KrakenTrades {
    private static final int ID = 6;

    private KrakenTrades() {}

    /** A row: price, amount, seconds, side, type, and more. */
    static Trade readPublic(JsonFields row, Market market) {
        Price price = new Price(row.needDecimal(0));
        Quantity amount = new Quantity(row.needDecimal(1));
        return new Trade(
                row.text(ID),
                market.symbol(),
                row.needSeconds(2),
                Optional.of(row.text(3).filter("s"::equals).isPresent() ? Side.SELL : Side.BUY),
                price,
                amount,
                price.times(amount),
                new Trade.Own(
                        Optional.empty(),
                        Optional.of(
                                row.text(4).filter("l"::equals).isPresent() ? "limit" : "market"),
                        Optional.empty(),
                        List.of()),
                row.raw());
    }

    /** The same in the words of the feed. */
    static Trade told(JsonFields row, Market market) {
        Price price = new Price(row.needDecimal("price"));
        Quantity amount = new Quantity(row.needDecimal("qty"));
        return new Trade(
                row.text("trade_id"),
                market.symbol(),
                KrakenQuotes.moment(row, "timestamp")
                        .orElseThrow(() -> new Nonsense("the timestamp is missing")),
                row.text("side").flatMap(Side::parse),
                price,
                amount,
                price.times(amount),
                new Trade.Own(Optional.empty(), row.text("ord_type"), Optional.empty(), List.of()),
                row.raw());
    }

    static Trade readOwn(JsonFields fields, Market market) {
        Price price = new Price(fields.needDecimal("price"));
        Quantity amount = new Quantity(fields.needDecimal("vol"));
        return new Trade(
                fields.text("id"),
                market.symbol(),
                fields.seconds("time").orElseThrow(() -> new Nonsense("the time is missing")),
                fields.text("type").flatMap(Side::parse),
                price,
                amount,
                fields.decimal("cost").orElseGet(() -> price.times(amount)),
                new Trade.Own(
                        fields.text("ordertxid").flatMap(OrderId::parse),
                        fields.text("ordertype"),
                        fields.truth("maker")
                                .map(
                                        maker ->
                                                maker
                                                        ? Trade.Liquidity.MAKER
                                                        : Trade.Liquidity.TAKER),
                        fields
                                .decimal("fee")
                                .map(
                                        cost ->
                                                new Fee(
                                                        cost,
                                                        market.symbol().quote(),
                                                        Optional.empty()))
                                .stream()
                                .toList()),
                fields.raw());
    }
}
