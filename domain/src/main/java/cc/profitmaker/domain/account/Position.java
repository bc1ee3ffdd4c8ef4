package cc.profitmaker.domain.account;

import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An open derivatives position. CCXT: position structure. Amounts of money are in the settle
 * currency.
 */
public record Position(
        Symbol symbol,
        Optional<String> id,
        Optional<Instant> timestamp,
        Size size,
        Prices prices,
        Margin margin,
        RawPayload info) {

    public enum Direction {
        LONG,
        SHORT
    }

    public record Size(
            Direction direction,
            Quantity contracts,
            BigDecimal contractSize,
            BigDecimal notional) {}

    public record Prices(
            Optional<Price> entry, Optional<Price> mark, Optional<Price> liquidation) {}

    public record Margin(
            MarginMode mode,
            Optional<BigDecimal> leverage,
            Optional<BigDecimal> initial,
            Optional<BigDecimal> maintenance,
            Optional<BigDecimal> unrealizedPnl) {}
}
