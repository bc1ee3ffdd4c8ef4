package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is mostly a row of numbers: book, candle, balance. */
final class BinanceQuotes {
    private BinanceQuotes() {}

    /** Binance does not say when a spot book was true, only how many changes went before. */
    static OrderBook book(JsonFields fields, Market market) {
        Comparator<OrderBook.Level> byPrice = Comparator.comparing(OrderBook.Level::price);
        return new OrderBook(
                market.symbol(),
                fields.time("T"),
                fields.whole("lastUpdateId"),
                levels(fields.list("bids")).stream().sorted(byPrice.reversed()).toList(),
                levels(fields.list("asks")).stream().sorted(byPrice).toList());
    }

    static List<OrderBook.Level> levels(List<JsonFields> rows) {
        return rows.stream()
                .map(
                        row ->
                                new OrderBook.Level(
                                        new Price(row.needDecimal(0)),
                                        new Quantity(row.needDecimal(1))))
                .toList();
    }

    /** The same in the words of a stream. */
    static Candle told(JsonFields fields) {
        return new Candle(
                fields.time("t").orElseThrow(() -> new Nonsense("t is missing")),
                new Price(fields.needDecimal("o")),
                new Price(fields.needDecimal("h")),
                new Price(fields.needDecimal("l")),
                new Price(fields.needDecimal("c")),
                new Quantity(fields.needDecimal("v")));
    }

    static Candle candle(JsonFields row) {
        return new Candle(
                row.needTime(0),
                new Price(row.needDecimal(1)),
                new Price(row.needDecimal(2)),
                new Price(row.needDecimal(3)),
                new Price(row.needDecimal(4)),
                new Quantity(row.needDecimal(5)));
    }

    /** Every asset Binance lists, also those of which the account has nothing. */
    static Balance balance(JsonFields fields) {
        Map<Currency, Balance.Holding> holdings = new HashMap<>();
        for (JsonFields row : fields.list("balances")) {
            Optional<Currency> currency = BinanceMarkets.currency(row.need("asset"));
            BigDecimal free = row.needDecimal("free");
            BigDecimal locked = row.needDecimal("locked");
            currency.ifPresent(code -> holdings.put(code, new Balance.Holding(free, locked)));
        }
        return new Balance(fields.time("updateTime"), holdings, fields.raw());
    }
}
