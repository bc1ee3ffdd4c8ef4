package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is mostly a row of numbers: book, candle, balance. */
final class KucoinQuotes {
    private KucoinQuotes() {}

    /**
     * A book.
     *
     * @param most how many levels of each side are wanted
     */
    static OrderBook book(
            JsonFields fields, Market market, Optional<Instant> time, Optional<Integer> most) {
        Comparator<OrderBook.Level> byPrice = Comparator.comparing(OrderBook.Level::price);
        return new OrderBook(
                market.symbol(),
                time,
                fields.whole("sequence"),
                levels(fields.list("bids"), byPrice.reversed(), most),
                levels(fields.list("asks"), byPrice, most));
    }

    private static List<OrderBook.Level> levels(
            List<JsonFields> rows, Comparator<OrderBook.Level> order, Optional<Integer> most) {
        return rows.stream()
                .map(
                        row ->
                                new OrderBook.Level(
                                        new Price(row.needDecimal(0)),
                                        new Quantity(row.needDecimal(1))))
                .sorted(order)
                .limit(most.orElse(Integer.MAX_VALUE))
                .toList();
    }

    /** Spot's row: seconds, open, close, high, low, volume. */
    static Candle candle(JsonFields row) {
        return new Candle(
                row.needSeconds(0),
                new Price(row.needDecimal(1)),
                new Price(row.needDecimal(3)),
                new Price(row.needDecimal(4)),
                new Price(row.needDecimal(2)),
                new Quantity(row.needDecimal(5)));
    }

    /**
     * What lies in the accounts of one type.
     *
     * @param type KuCoin's name of it
     */
    static Balance balance(HttpOutcome.Body body, String type) {
        Map<Currency, Balance.Holding> holdings = new HashMap<>();
        for (JsonFields row : KucoinData.in(body).elements()) {
            if (row.text("type").filter(type::equals).isPresent()) {
                BigDecimal free = row.needDecimal("available");
                BigDecimal held = row.needDecimal("holds");
                KucoinMarkets.currency(row.need("currency"))
                        .ifPresent(code -> holdings.put(code, new Balance.Holding(free, held)));
            }
        }
        return new Balance(Optional.empty(), holdings, JsonFields.read(body).raw());
    }
}
