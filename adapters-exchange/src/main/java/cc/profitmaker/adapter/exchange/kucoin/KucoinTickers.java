package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Ticker;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads a 24-hour ticker as CCXT does: a price of zero means there was none, and what can be
 * computed from the rest is.
 */
final class KucoinTickers {
    private static final int DIVISION_SCALE = 18;

    private KucoinTickers() {}

    static Ticker read(JsonFields fields, Market market) {
        Optional<Price> last = price(fields, "last");
        return ticker(
                fields,
                market,
                fields.time("time"),
                last,
                last.flatMap(l -> fields.decimal("changePrice").map(l.value()::subtract))
                        .filter(value -> value.signum() > 0)
                        .map(Price::new));
    }

    /** The same in the words of the feed, which tells the first price of the day. */
    static Ticker told(JsonFields fields, Market market) {
        return ticker(
                fields,
                market,
                fields.time("datetime"),
                price(fields, "lastTradedPrice"),
                price(fields, "open"));
    }

    private static Ticker ticker(
            JsonFields fields,
            Market market,
            Optional<Instant> time,
            Optional<Price> last,
            Optional<Price> open) {
        return new Ticker(
                market.symbol(),
                time,
                new Ticker.Quote(
                        price(fields, "buy"),
                        Optional.empty(),
                        price(fields, "sell"),
                        Optional.empty()),
                new Ticker.Range(
                        open, price(fields, "high"), price(fields, "low"), last, Optional.empty()),
                new Ticker.Change(
                        fields.decimal("changePrice"),
                        fields.decimal("changeRate").map(rate -> rate.movePointRight(2)),
                        fields.decimal("averagePrice").filter(value -> value.signum() > 0)),
                volume(fields),
                fields.raw());
    }

    private static Ticker.Volume volume(JsonFields fields) {
        Optional<BigDecimal> base = fields.decimal("vol");
        Optional<BigDecimal> quote = fields.decimal("volValue");
        return new Ticker.Volume(
                base.map(Quantity::new),
                quote,
                base.filter(b -> b.signum() > 0)
                        .flatMap(
                                b ->
                                        quote.map(
                                                q ->
                                                        q.divide(
                                                                b,
                                                                DIVISION_SCALE,
                                                                RoundingMode.DOWN))));
    }

    static Optional<Price> price(JsonFields fields, String field) {
        return fields.decimal(field).filter(value -> value.signum() > 0).map(Price::new);
    }
}
