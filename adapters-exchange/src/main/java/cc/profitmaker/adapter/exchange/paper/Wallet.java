package cc.profitmaker.adapter.exchange.paper;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account owns: money by currency code and contracts by market. Immutable, so that what an
 * order would do can be tried before it is done.
 */
record Wallet(Map<String, BigDecimal> balances, Map<String, Holding> positions) {

    /**
     * A position: negative when short. {@code cost} is what its contracts cost together, exactly
     * and with their sign; an entry price would have to be rounded.
     */
    record Holding(BigDecimal contracts, BigDecimal cost) {
        static final Holding NONE = new Holding(BigDecimal.ZERO, BigDecimal.ZERO);

        boolean isNone() {
            return contracts.signum() == 0;
        }
    }

    BigDecimal balance(String currency) {
        return balances.getOrDefault(currency, BigDecimal.ZERO);
    }

    Holding position(String symbol) {
        return positions.getOrDefault(symbol, Holding.NONE);
    }

    Wallet plus(String currency, BigDecimal amount) {
        var changed = new TreeMap<>(balances);
        changed.merge(currency, amount, BigDecimal::add);
        return new Wallet(changed, positions);
    }

    Wallet with(String symbol, Holding holding) {
        var changed = new TreeMap<>(positions);
        if (holding.isNone()) {
            changed.remove(symbol);
        } else {
            changed.put(symbol, holding);
        }
        return new Wallet(balances, changed);
    }
}
