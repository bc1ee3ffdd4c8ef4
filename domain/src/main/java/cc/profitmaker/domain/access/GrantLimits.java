package cc.profitmaker.domain.access;

import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Symbol;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far a grant to trade reaches.
 *
 * @param symbols the only ones that may be traded, cancelled or have their leverage set; empty: all
 * @param maxNotional the most that one order may be worth, by quote currency; an order in a
 *     currency that is not listed is refused, unless the map is empty: then there is no such limit
 * @param dailyNotional the same for all orders of one UTC day together
 * @param maxLeverage the greatest leverage that may be set; empty: the market's own
 */
public record GrantLimits(
        Optional<Set<Symbol>> symbols,
        Map<Currency, BigDecimal> maxNotional,
        Map<Currency, BigDecimal> dailyNotional,
        Optional<BigDecimal> maxLeverage) {
    public static final GrantLimits NONE =
            new GrantLimits(Optional.empty(), Map.of(), Map.of(), Optional.empty());

    public GrantLimits {
        symbols = symbols.map(Set::copyOf);
        maxNotional = Map.copyOf(maxNotional);
        dailyNotional = Map.copyOf(dailyNotional);
        maxNotional.values().forEach(GrantLimits::notNegative);
        dailyNotional.values().forEach(GrantLimits::notNegative);
        if (maxLeverage.filter(most -> most.compareTo(BigDecimal.ONE) < 0).isPresent()) {
            throw new IllegalArgumentException("leverage is 1 or more");
        }
    }

    private static void notNegative(BigDecimal most) {
        if (most.signum() < 0) {
            throw new IllegalArgumentException("a limit is not negative");
        }
    }

    public boolean allows(Symbol symbol) {
        return symbols.map(allowed -> allowed.contains(symbol)).orElse(true);
    }

    /** Whether an order's worth matters at all. */
    public boolean bindNotional() {
        return !maxNotional.isEmpty() || !dailyNotional.isEmpty();
    }

    /** Whether one order may be worth that much; the day's sum is not looked at here. */
    public Optional<Decision.Reason> refuse(Notional notional) {
        boolean unlisted =
                isUnlisted(maxNotional, notional.currency())
                        || isUnlisted(dailyNotional, notional.currency());
        if (unlisted) {
            return Optional.of(Decision.Reason.CURRENCY_NOT_GRANTED);
        }
        BigDecimal most = maxNotional.get(notional.currency());
        return most != null && notional.amount().compareTo(most) > 0
                ? Optional.of(Decision.Reason.ORDER_OVER_LIMIT)
                : Optional.empty();
    }

    private static boolean isUnlisted(Map<Currency, BigDecimal> limits, Currency currency) {
        return !limits.isEmpty() && !limits.containsKey(currency);
    }
}
