package cc.profitmaker.domain.market;

import java.math.BigDecimal;

/**
 * An exact price, zero or more, in units of the quote currency for one unit of the base currency.
 * Equal prices are equal whatever their number of trailing zeros.
 */
public record Price(BigDecimal value) implements Comparable<Price> {
    public Price {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
        value = Decimals.plain(value);
    }

    public static Price of(String plainDecimal) {
        return new Price(new BigDecimal(plainDecimal));
    }

    /** What {@code quantity} costs at this price. */
    public BigDecimal times(Quantity quantity) {
        return Decimals.plain(value.multiply(quantity.value()));
    }

    @Override
    public int compareTo(Price other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
