package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Trade;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What everybody may know of one market at one instant. */
final class PublicFeed {
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long SLICE = Duration.ofMinutes(15).toSeconds();
    private static final int DEFAULT_LEVELS = 50;
    private static final int DEFAULT_TRADES = 100;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Listing listing;
    private final Instant now;
    private final long second;

    PublicFeed(Listing listing, Instant now) {
        this.listing = listing;
        this.now = now;
        second = now.getEpochSecond();
    }

    Ticker ticker() {
        long from = second - DAY + 1;
        Prices prices = listing.prices();
        BigDecimal open = listing.priceAt(from);
        BigDecimal last = listing.priceAt(second);
        Book book = listing.book(second);
        return new Ticker(
                listing.market().symbol(),
                Optional.of(now),
                quote(book),
                new Ticker.Range(
                        Optional.of(listing.unifiedPrice(prices.at(from))),
                        Optional.of(listing.unifiedPrice(prices.highest(from, second))),
                        Optional.of(listing.unifiedPrice(prices.lowest(from, second))),
                        Optional.of(listing.unifiedPrice(prices.at(second))),
                        Optional.of(listing.unifiedPrice(prices.at(from - 1)))),
                change(open, last),
                volume(from),
                Json.raw(raw(open, last, book)));
    }

    private Ticker.Quote quote(Book book) {
        Book.Level bid = book.bids().getFirst();
        Book.Level ask = book.asks().getFirst();
        return new Ticker.Quote(
                Optional.of(listing.unifiedPrice(bid.ticks())),
                Optional.of(listing.quantity(bid.lots())),
                Optional.of(listing.unifiedPrice(ask.ticks())),
                Optional.of(listing.quantity(ask.lots())));
    }

    private static Ticker.Change change(BigDecimal open, BigDecimal last) {
        BigDecimal absolute = last.subtract(open);
        return new Ticker.Change(
                Optional.of(absolute),
                Optional.of(absolute.multiply(HUNDRED).divide(open, 3, RoundingMode.HALF_EVEN)),
                Optional.of(last.add(open).divide(BigDecimal.TWO)));
    }

    /** Base volume is exact; the quote volume takes each quarter hour at its last price. */
    private Ticker.Volume volume(long from) {
        BigDecimal quote = BigDecimal.ZERO;
        for (long slice = from; slice <= second; slice += SLICE) {
            long to = Math.min(slice + SLICE - 1, second);
            BigDecimal amount = listing.amount(Bars.traded(listing, slice, to, now));
            quote = quote.add(listing.cost(listing.priceAt(to), amount));
        }
        BigDecimal base = listing.amount(Bars.traded(listing, from, second, now));
        BigDecimal units = base.multiply(listing.market().contractSize());
        return new Ticker.Volume(
                Optional.of(listing.quantity(listing.lots(base))),
                Optional.of(quote),
                Optional.of(quote.divide(units, 8, RoundingMode.HALF_EVEN)));
    }

    private Map<String, Object> raw(BigDecimal open, BigDecimal last, Book book) {
        var raw = new LinkedHashMap<String, Object>();
        raw.put("market", listing.market().ids().market());
        raw.put("time", now.toEpochMilli());
        raw.put("open24h", open);
        raw.put("last", last);
        raw.put("bid", listing.price(book.bids().getFirst().ticks()));
        raw.put("ask", listing.price(book.asks().getFirst().ticks()));
        return raw;
    }

    /** The book changes once a second. */
    OrderBook orderBook(Optional<Integer> limit) {
        Book book = listing.book(second);
        int levels = Math.min(limit.orElse(DEFAULT_LEVELS), Book.DEPTH);
        return new OrderBook(
                listing.market().symbol(),
                Optional.of(now),
                Optional.of(second),
                levels(book.bids(), levels),
                levels(book.asks(), levels));
    }

    private List<OrderBook.Level> levels(List<Book.Level> levels, int limit) {
        return levels.stream()
                .limit(limit)
                .map(
                        level ->
                                new OrderBook.Level(
                                        listing.unifiedPrice(level.ticks()),
                                        listing.quantity(level.lots())))
                .toList();
    }

    /** Oldest first: the first ones since then, or the latest. */
    List<Trade> trades(Page page) {
        int limit = page.limit().orElse(DEFAULT_TRADES);
        List<Print> prints =
                page.since().isPresent() ? since(page.since().get(), limit) : latest(limit);
        return prints.stream().map(this::trade).toList();
    }

    private List<Print> since(Instant since, int limit) {
        long millis = Moments.millisFrom(since);
        var prints = new ArrayList<Print>();
        for (long s = millis / 1000; s <= second && prints.size() < limit; s++) {
            for (Print print : listing.prints(s)) {
                if (print.millis() >= millis && print.millis() <= now.toEpochMilli()) {
                    prints.add(print);
                }
            }
        }
        return prints.subList(0, Math.min(limit, prints.size()));
    }

    private List<Print> latest(int limit) {
        var newestFirst = new ArrayList<Print>();
        for (long s = second; newestFirst.size() < limit; s--) {
            for (Print print : listing.prints(s).reversed()) {
                if (print.millis() <= now.toEpochMilli()) {
                    newestFirst.add(print);
                }
            }
        }
        return newestFirst.subList(0, limit).reversed();
    }

    private Trade trade(Print print) {
        BigDecimal amount = listing.amount(print.lots());
        var raw = new LinkedHashMap<String, Object>();
        raw.put("id", print.id());
        raw.put("time", print.millis());
        raw.put("price", listing.price(print.ticks()));
        raw.put("amount", amount);
        raw.put("side", print.side().ccxt());
        return new Trade(
                Optional.of(Long.toString(print.id())),
                listing.market().symbol(),
                Moments.ofMillis(print.millis()),
                Optional.of(print.side()),
                listing.unifiedPrice(print.ticks()),
                listing.quantity(print.lots()),
                listing.cost(listing.price(print.ticks()), amount),
                Trade.Own.NONE,
                Json.raw(raw));
    }
}
