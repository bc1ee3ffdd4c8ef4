package cc.profitmaker.domain.market;

import java.math.BigDecimal;
import java.util.Optional;

/** The least and the greatest allowed value, both included; an empty side is unlimited. */
public record Bounds(Optional<BigDecimal> min, Optional<BigDecimal> max) {
    public static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty());

    public static Bounds atLeast(BigDecimal min) {
        return new Bounds(Optional.of(min), Optional.empty());
    }

    public static Bounds between(BigDecimal min, BigDecimal max) {
        return new Bounds(Optional.of(min), Optional.of(max));
    }
}
