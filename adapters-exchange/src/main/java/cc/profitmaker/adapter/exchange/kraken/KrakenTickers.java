package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.Computed;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Ticker;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads a ticker as CCXT does: a price of zero means there was none, and what can be computed from
 * the rest is. Of two numbers the second is that of the last 24 hours.
 */
final class KrakenTickers {
    private KrakenTickers() {}

    static Ticker read(JsonFields fields, Market market) {
        Optional<Price> last = price(fields.decimal("c", 0));
        Optional<Price> open = price(fields.decimal("o"));
        Optional<BigDecimal> base = fields.decimal("v", 1);
        Optional<BigDecimal> vwap = fields.decimal("p", 1);
        Optional<BigDecimal> change =
                open.flatMap(o -> last.map(l -> l.value().subtract(o.value())));
        return new Ticker(
                market.symbol(),
                Optional.empty(),
                new Ticker.Quote(
                        price(fields.decimal("b", 0)),
                        fields.decimal("b", 2).map(Quantity::new),
                        price(fields.decimal("a", 0)),
                        fields.decimal("a", 2).map(Quantity::new)),
                new Ticker.Range(
                        open,
                        price(fields.decimal("h", 1)),
                        price(fields.decimal("l", 1)),
                        last,
                        Optional.empty()),
                new Ticker.Change(
                        change,
                        Computed.percentage(change, open),
                        Computed.average(open, last, market)),
                new Ticker.Volume(
                        base.map(Quantity::new), base.flatMap(b -> vwap.map(b::multiply)), vwap),
                fields.raw());
    }

    /** The same in the words of the feed, which tells the change and not the opening price. */
    static Ticker told(JsonFields fields, Market market) {
        Optional<Price> last = price(fields.decimal("last"));
        Optional<BigDecimal> change = fields.decimal("change");
        Optional<Price> open = price(last.flatMap(l -> change.map(c -> l.value().subtract(c))));
        Optional<BigDecimal> base = fields.decimal("volume");
        Optional<BigDecimal> vwap = fields.decimal("vwap");
        return new Ticker(
                market.symbol(),
                Optional.empty(),
                new Ticker.Quote(
                        price(fields.decimal("bid")),
                        fields.decimal("bid_qty").map(Quantity::new),
                        price(fields.decimal("ask")),
                        fields.decimal("ask_qty").map(Quantity::new)),
                new Ticker.Range(
                        open,
                        price(fields.decimal("high")),
                        price(fields.decimal("low")),
                        last,
                        Optional.empty()),
                new Ticker.Change(
                        change, fields.decimal("change_pct"), Computed.average(open, last, market)),
                new Ticker.Volume(
                        base.map(Quantity::new), base.flatMap(b -> vwap.map(b::multiply)), vwap),
                fields.raw());
    }

    private static Optional<Price> price(Optional<BigDecimal> value) {
        return value.filter(v -> v.signum() > 0).map(Price::new);
    }
}
