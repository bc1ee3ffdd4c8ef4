package cc.profitmaker.domain.market;

import java.math.BigDecimal;

/**
 * An exact amount, zero or more: of the base currency on spot, of contracts on derivatives. Equal
 * quantities are equal whatever their number of trailing zeros.
 */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {
    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    public Quantity {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a quantity is not negative");
        }
        value = Decimals.plain(value);
    }

    public static Quantity of(String plainDecimal) {
        return new Quantity(new BigDecimal(plainDecimal));
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value));
    }

    /** Fails when {@code other} is the larger one. */
    public Quantity minus(Quantity other) {
        return new Quantity(value.subtract(other.value));
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
