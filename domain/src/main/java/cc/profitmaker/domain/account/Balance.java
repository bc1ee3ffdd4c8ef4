package cc.profitmaker.domain.account;

import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.RawPayload;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What an account holds at an exchange. CCXT: balance structure. */
public record Balance(
        Optional<Instant> timestamp, Map<Currency, Holding> holdings, RawPayload info) {
    public Balance {
        holdings = Map.copyOf(holdings);
    }

    /**
     * {@code used} is bound in open orders or positions. Where profits of open positions count,
     * {@code total} is not the sum of both.
     */
    public record Holding(BigDecimal free, BigDecimal used, BigDecimal total) {
        /** Of a spot account: total = free + used. */
        public Holding(BigDecimal free, BigDecimal used) {
            this(free, used, free.add(used));
        }
    }
}
