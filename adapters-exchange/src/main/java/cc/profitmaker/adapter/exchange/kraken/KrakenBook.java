package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.feed.Ladder;
import cc.profitmaker.adapter.exchange.feed.Translation;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.stream.Tick;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Keeps an order book: a snapshot, then changes. Kraken numbers nothing; instead each message has a
 * checksum of the ten best levels of either side as they are after it. What falls below the depth
 * subscribed to is not told any more and must be forgotten.
 */
final class KrakenBook implements Translation {
    static final int DEPTH = 100;
    private static final int SUMMED = 10;

    private final Market market;
    private Ladder bids = Ladder.ofBids();
    private Ladder asks = Ladder.ofAsks();
    private boolean begun;
    private Optional<OrderBook> told = Optional.empty();

    KrakenBook(Market market) {
        this.market = market;
    }

    @Override
    public List<Tick> read(JsonFields message) {
        if (KrakenFeed.isSnapshot(message)) {
            bids = Ladder.ofBids();
            asks = Ladder.ofAsks();
            begun = true;
        } else if (!begun) {
            // The rest of an earlier subscription.
            return List.of();
        }
        Optional<Instant> at = Optional.empty();
        for (JsonFields row : KrakenFeed.rows(message, market)) {
            change(bids, row.list("bids"));
            change(asks, row.list("asks"));
            if (sum() != row.whole("checksum").orElseThrow(() -> new Nonsense("no checksum"))) {
                throw new Nonsense("the checksum differs");
            }
            at = KrakenQuotes.moment(row, "timestamp");
        }
        return tell(at);
    }

    private static void change(Ladder side, List<JsonFields> levels) {
        levels.forEach(
                level ->
                        side.put(
                                new OrderBook.Level(
                                        new Price(level.needDecimal("price")),
                                        new Quantity(level.needDecimal("qty")))));
        side.keep(DEPTH);
    }

    private long sum() {
        var text = new StringBuilder();
        append(text, asks.best(SUMMED));
        append(text, bids.best(SUMMED));
        var crc = new CRC32();
        text.chars().forEach(crc::update);
        return crc.getValue();
    }

    private void append(StringBuilder text, List<OrderBook.Level> levels) {
        for (OrderBook.Level level : levels) {
            text.append(digits(level.price().value(), market.steps().price()));
            text.append(digits(level.amount().value(), market.steps().amount()));
        }
    }

    /** All decimals the market has, without the point and without leading zeros. */
    private static String digits(BigDecimal value, Optional<BigDecimal> step) {
        int decimals = step.map(BigDecimal::stripTrailingZeros).map(BigDecimal::scale).orElse(0);
        return value.setScale(Math.max(value.scale(), decimals)).unscaledValue().toString();
    }

    /** A book whose told levels are the same is no news. */
    private List<Tick> tell(Optional<Instant> at) {
        var book =
                new OrderBook(
                        market.symbol(),
                        at,
                        Optional.empty(),
                        bids.best(Tick.Book.DEPTH),
                        asks.best(Tick.Book.DEPTH));
        boolean same =
                told.filter(
                                before ->
                                        before.bids().equals(book.bids())
                                                && before.asks().equals(book.asks()))
                        .isPresent();
        told = Optional.of(book);
        return same ? List.of() : List.of(new Tick.Book(book));
    }
}
