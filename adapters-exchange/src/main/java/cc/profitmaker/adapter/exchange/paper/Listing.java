package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.order.Side;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;

/** One market and everything that ever happens in it. For any number of threads. */
final class Listing {

    /** How much there is in it: lots traded in an average second, and a seed for the details. */
    record Liquidity(long seed, double lotsPerSecond) {}

    /** Some megabytes: the charts of several people at once. */
    private static final long MAX_KEPT_CANDLES = 5_000;

    /** Which candle: from where, and how many seconds. */
    record Span(long open, long length) {}

    private final Cache<Span, Candle> closedCandles =
            Caffeine.newBuilder().maximumSize(MAX_KEPT_CANDLES).build();
    private final Market market;
    private final Prices prices;
    private final Liquidity liquidity;
    private final Volumes volumes;
    private final BigDecimal tick;
    private final BigDecimal lot;

    Listing(Market market, Prices prices, Liquidity liquidity) {
        this.market = market;
        this.prices = prices;
        this.liquidity = liquidity;
        volumes = new Volumes(Chance.seed(liquidity.seed(), "volume"), liquidity.lotsPerSecond());
        tick = market.steps().price().orElseThrow();
        lot = market.steps().amount().orElseThrow();
    }

    Market market() {
        return market;
    }

    /** A candle that will not change any more, made only when it is not remembered. */
    Candle closedCandle(Span span, Function<Span, Candle> made) {
        return closedCandles.get(span, made);
    }

    Prices prices() {
        return prices;
    }

    BigDecimal price(long ticks) {
        return tick.multiply(BigDecimal.valueOf(ticks));
    }

    Price unifiedPrice(long ticks) {
        return new Price(price(ticks));
    }

    BigDecimal priceAt(long second) {
        return price(prices.at(second));
    }

    /** Rounded towards zero; what comes from orders is on the tick already. */
    long ticks(BigDecimal price) {
        return price.divide(tick, 0, RoundingMode.DOWN).longValueExact();
    }

    BigDecimal amount(long lots) {
        return lot.multiply(BigDecimal.valueOf(lots));
    }

    Quantity quantity(long lots) {
        return new Quantity(amount(lots));
    }

    /** Rounded towards zero; what comes from orders is on the step already. */
    long lots(BigDecimal amount) {
        return amount.divide(lot, 0, RoundingMode.DOWN).longValueExact();
    }

    /** What an amount costs at a price, in the quote currency: the notional of contracts. */
    BigDecimal cost(BigDecimal price, BigDecimal amount) {
        return price.multiply(amount).multiply(market.contractSize());
    }

    Book book(long second) {
        return Book.at(
                Chance.seed(liquidity.seed(), "book"),
                liquidity.lotsPerSecond(),
                second,
                prices.at(second),
                lastSide(second));
    }

    /** Oldest first. */
    List<Print> prints(long second) {
        return Print.of(
                Chance.seed(liquidity.seed(), "tape"),
                second,
                prices.at(second),
                volumes.between(second, second + 1));
    }

    /** In lots, from one second, included, to another, excluded. */
    long volume(long from, long to) {
        return volumes.between(from, to);
    }

    private Side lastSide(long second) {
        return Print.side(Chance.seed(liquidity.seed(), "tape"), second);
    }
}
