package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is mostly a row of numbers: book, candle, balance. */
final class KrakenQuotes {
    private KrakenQuotes() {}

    static OrderBook book(JsonFields fields, Market market) {
        return new OrderBook(
                market.symbol(),
                Optional.empty(),
                Optional.empty(),
                levels(fields.list("bids")),
                levels(fields.list("asks")));
    }

    /** In order as they come. */
    private static List<OrderBook.Level> levels(List<JsonFields> rows) {
        return rows.stream()
                .map(
                        row ->
                                new OrderBook.Level(
                                        new Price(row.needDecimal(0)),
                                        new Quantity(row.needDecimal(1))))
                .toList();
    }

    /** A row: seconds, open, high, low, close, average, volume, count. */
    static Candle candle(JsonFields row) {
        return new Candle(
                row.needSeconds(0),
                new Price(row.needDecimal(1)),
                new Price(row.needDecimal(2)),
                new Price(row.needDecimal(3)),
                new Price(row.needDecimal(4)),
                new Quantity(row.needDecimal(6)));
    }

    /** The same in the words of the feed. */
    static Candle told(JsonFields row) {
        return new Candle(
                moment(row, "interval_begin")
                        .orElseThrow(() -> new Nonsense("interval_begin is missing")),
                new Price(row.needDecimal("open")),
                new Price(row.needDecimal("high")),
                new Price(row.needDecimal("low")),
                new Price(row.needDecimal("close")),
                new Quantity(row.needDecimal("volume")));
    }

    /** A time as the feed writes it, cut off at milliseconds as the times of reads are. */
    static Optional<Instant> moment(JsonFields row, String field) {
        return row.text(field)
                .map(
                        text -> {
                            try {
                                return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
                            } catch (DateTimeParseException _) {
                                throw new Nonsense(field + " is no time");
                            }
                        });
    }

    static Balance balance(HttpOutcome.Body body) {
        Map<Currency, Balance.Holding> holdings = new HashMap<>();
        KrakenDesk.result(body)
                .members()
                .forEach(
                        (id, row) -> {
                            BigDecimal held = row.decimal("hold_trade").orElse(BigDecimal.ZERO);
                            BigDecimal free = row.needDecimal("balance").subtract(held);
                            KrakenCurrencies.currency(id)
                                    .ifPresent(
                                            code ->
                                                    holdings.put(
                                                            code, new Balance.Holding(free, held)));
                        });
        return new Balance(Optional.empty(), holdings, JsonFields.read(body).raw());
    }
}
