package cc.profitmaker.domain.market;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** The state of a market over the last 24 hours. CCXT: ticker structure. */
public record Ticker(
        Symbol symbol,
        Optional<Instant> timestamp,
        Quote quote,
        Range range,
        Change change,
        Volume volume,
        RawPayload info) {

    public record Quote(
            Optional<Price> bid,
            Optional<Quantity> bidVolume,
            Optional<Price> ask,
            Optional<Quantity> askVolume) {}

    /** {@code last} is also CCXT's {@code close}. */
    public record Range(
            Optional<Price> open,
            Optional<Price> high,
            Optional<Price> low,
            Optional<Price> last,
            Optional<Price> previousClose) {}

    /** {@code percentage} is relative: 1.5 means plus 1.5 %. */
    public record Change(
            Optional<BigDecimal> absolute,
            Optional<BigDecimal> percentage,
            Optional<BigDecimal> average) {}

    public record Volume(
            Optional<Quantity> base, Optional<BigDecimal> quote, Optional<BigDecimal> vwap) {}
}
