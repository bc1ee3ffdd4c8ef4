package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Timeframe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Candles of any length at any time, put together from the paths and no other memory. */
final class Bars {
    static final List<Timeframe> OFFERED =
            Stream.of("1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "1d", "1w")
                    .map(Timeframe::new)
                    .toList();

    private static final int DEFAULT_LIMIT = 500;
    private static final long WEEK = Duration.ofDays(7).toSeconds();

    /** Weeks begin on Mondays; the epoch was a Thursday. */
    private static final long FIRST_MONDAY = Duration.ofDays(4).toSeconds();

    private final Listing listing;
    private final Timeframe timeframe;
    private final Instant now;

    Bars(Listing listing, Timeframe timeframe, Instant now) {
        this.listing = listing;
        this.timeframe = timeframe;
        this.now = now;
    }

    /** Oldest first, with the open one last; with {@code since} from there on. */
    List<Candle> list(Page page) {
        long length = timeframe.length().toSeconds();
        long shift = length == WEEK ? FIRST_MONDAY : 0;
        int limit = page.limit().orElse(DEFAULT_LIMIT);
        long last = Math.floorDiv(now.getEpochSecond() - shift, length);
        long first =
                page.since()
                        .map(since -> Math.ceilDiv(Moments.secondFrom(since) - shift, length))
                        .orElse(Math.max(0, last - limit + 1));
        var candles = new ArrayList<Candle>();
        for (long i = first; i <= last && i < first + limit; i++) {
            var span = new Listing.Span(i * length + shift, length);
            boolean closed = span.open() + length <= now.getEpochSecond();
            candles.add(closed ? listing.closedCandle(span, this::candle) : candle(span));
        }
        return candles;
    }

    private Candle candle(Listing.Span span) {
        long open = span.open();
        long to = Math.min(open + span.length() - 1, now.getEpochSecond());
        Prices prices = listing.prices();
        return new Candle(
                Instant.ofEpochSecond(open),
                listing.unifiedPrice(prices.at(open)),
                listing.unifiedPrice(prices.highest(open, to)),
                listing.unifiedPrice(prices.lowest(open, to)),
                listing.unifiedPrice(prices.at(to)),
                listing.quantity(traded(listing, open, to, now)));
    }

    /** Lots from one second to another, both included, as far as they are traded by now. */
    static long traded(Listing listing, long from, long to, Instant now) {
        long current = now.getEpochSecond();
        if (to < current) {
            return listing.volume(from, to + 1);
        }
        long begun =
                listing.prints(current).stream()
                        .filter(print -> print.millis() <= now.toEpochMilli())
                        .mapToLong(Print::lots)
                        .sum();
        return listing.volume(from, current) + begun;
    }
}
