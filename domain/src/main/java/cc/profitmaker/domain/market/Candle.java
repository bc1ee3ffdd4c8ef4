package cc.profitmaker.domain.market;

import java.time.Instant;

/** One row of CCXT's OHLCV: {@code openTime} is the start of the interval. */
public record Candle(
        Instant openTime, Price open, Price high, Price low, Price close, Quantity volume) {}
