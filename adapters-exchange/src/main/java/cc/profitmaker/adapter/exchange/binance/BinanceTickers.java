package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.Computed;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Ticker;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads a 24-hour ticker as CCXT does: a price of zero means there was none, and what can be
 * computed from the rest is.
 */
final class BinanceTickers {
    private BinanceTickers() {}

    static Ticker read(JsonFields fields, Market market) {
        Optional<Price> last = price(fields, "lastPrice");
        Optional<BigDecimal> change = fields.decimal("priceChange");
        Optional<Price> open = price(fields, "openPrice").or(() -> openBefore(last, change));
        return new Ticker(
                market.symbol(),
                fields.time("closeTime"),
                new Ticker.Quote(
                        price(fields, "bidPrice"),
                        fields.decimal("bidQty").map(Quantity::new),
                        price(fields, "askPrice"),
                        fields.decimal("askQty").map(Quantity::new)),
                new Ticker.Range(
                        open,
                        price(fields, "highPrice"),
                        price(fields, "lowPrice"),
                        last,
                        fields.decimal("prevClosePrice").map(Price::new)),
                new Ticker.Change(
                        change,
                        fields.decimal("priceChangePercent")
                                .filter(percent -> percent.signum() != 0)
                                .or(() -> Computed.percentage(change, open)),
                        Computed.average(open, last, market)),
                new Ticker.Volume(
                        fields.decimal("volume").map(Quantity::new),
                        fields.decimal("quoteVolume"),
                        fields.decimal("weightedAvgPrice")),
                fields.raw());
    }

    /** The same in the one-letter words of a stream. */
    static Ticker told(JsonFields fields, Market market) {
        Optional<Price> last = price(fields, "c");
        Optional<BigDecimal> change = fields.decimal("p");
        Optional<Price> open = price(fields, "o").or(() -> openBefore(last, change));
        return new Ticker(
                market.symbol(),
                fields.time("C").or(() -> fields.time("E")),
                new Ticker.Quote(
                        price(fields, "b"),
                        fields.decimal("B").map(Quantity::new),
                        price(fields, "a"),
                        fields.decimal("A").map(Quantity::new)),
                new Ticker.Range(
                        open,
                        price(fields, "h"),
                        price(fields, "l"),
                        last,
                        fields.decimal("x").map(Price::new)),
                new Ticker.Change(
                        change,
                        fields.decimal("P")
                                .filter(percent -> percent.signum() != 0)
                                .or(() -> Computed.percentage(change, open)),
                        Computed.average(open, last, market)),
                new Ticker.Volume(
                        fields.decimal("v").map(Quantity::new),
                        fields.decimal("q"),
                        fields.decimal("w")),
                fields.raw());
    }

    private static Optional<Price> price(JsonFields fields, String field) {
        return fields.decimal(field).filter(value -> value.signum() > 0).map(Price::new);
    }

    private static Optional<Price> openBefore(Optional<Price> last, Optional<BigDecimal> change) {
        return last.flatMap(l -> change.map(l.value()::subtract))
                .filter(value -> value.signum() > 0)
                .map(Price::new);
    }
}
