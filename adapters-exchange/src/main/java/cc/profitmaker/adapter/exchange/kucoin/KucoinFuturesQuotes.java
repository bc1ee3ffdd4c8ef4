package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Ticker;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what is mostly a row of numbers: ticker, candle, balance. */
final class KucoinFuturesQuotes {
    private KucoinFuturesQuotes() {}

    /** Only the last trade and the best of the book; the day is not told. */
    static Ticker ticker(JsonFields fields, Market market) {
        return new Ticker(
                market.symbol(),
                KucoinData.nanoTime(fields, "ts"),
                new Ticker.Quote(
                        KucoinTickers.price(fields, "bestBidPrice"),
                        fields.decimal("bestBidSize").map(Quantity::new),
                        KucoinTickers.price(fields, "bestAskPrice"),
                        fields.decimal("bestAskSize").map(Quantity::new)),
                new Ticker.Range(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        KucoinTickers.price(fields, "price"),
                        Optional.empty()),
                new Ticker.Change(Optional.empty(), Optional.empty(), Optional.empty()),
                new Ticker.Volume(Optional.empty(), Optional.empty(), Optional.empty()),
                fields.raw());
    }

    /** Milliseconds, open, high, low, close, volume in contracts. */
    static Candle candle(JsonFields row) {
        return new Candle(
                row.needTime(0),
                new Price(row.needDecimal(1)),
                new Price(row.needDecimal(2)),
                new Price(row.needDecimal(3)),
                new Price(row.needDecimal(4)),
                new Quantity(row.needDecimal(5)));
    }

    /**
     * The feed's: seconds, open, close, high, low, a volume KuCoin calls incorrect, and the volume
     * in contracts.
     */
    static Candle told(JsonFields row) {
        return new Candle(
                row.needSeconds(0),
                new Price(row.needDecimal(1)),
                new Price(row.needDecimal(3)),
                new Price(row.needDecimal(4)),
                new Price(row.needDecimal(2)),
                new Quantity(row.needDecimal(6)));
    }

    /** Of one currency; what is not free is bound in orders and positions. */
    static Balance balance(HttpOutcome.Body body) {
        JsonFields data = KucoinData.in(body);
        BigDecimal free = data.needDecimal("availableBalance");
        BigDecimal equity = data.needDecimal("accountEquity");
        Map<Currency, Balance.Holding> holdings = new HashMap<>();
        KucoinMarkets.currency(data.need("currency"))
                .ifPresent(
                        code ->
                                holdings.put(
                                        code, new Balance.Holding(free, equity.subtract(free))));
        return new Balance(Optional.empty(), holdings, JsonFields.read(body).raw());
    }
}
