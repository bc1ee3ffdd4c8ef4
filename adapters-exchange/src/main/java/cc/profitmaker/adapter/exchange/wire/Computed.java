package cc.profitmaker.adapter.exchange.wire;

import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** What CCXT computes of a ticker that does not tell it. */
public final class Computed {
    private static final int DIVISION_SCALE = 18;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private Computed() {}

    /** A change in percent of where it began. */
    public static Optional<BigDecimal> percentage(
            Optional<BigDecimal> change, Optional<Price> open) {
        return change.flatMap(
                c ->
                        open.map(
                                o ->
                                        c.divide(o.value(), DIVISION_SCALE, RoundingMode.DOWN)
                                                .movePointRight(2)));
    }

    /** Halfway from open to last, cut off at the digits of the market's prices. */
    public static Optional<BigDecimal> average(
            Optional<Price> open, Optional<Price> last, Market market) {
        int digits =
                market.steps()
                        .price()
                        .map(step -> Math.max(0, step.stripTrailingZeros().scale()))
                        .orElse(DIVISION_SCALE);
        return open.flatMap(
                o ->
                        last.map(
                                l ->
                                        o.value()
                                                .add(l.value())
                                                .divide(TWO, digits, RoundingMode.DOWN)));
    }
}
