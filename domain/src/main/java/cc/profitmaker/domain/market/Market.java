package cc.profitmaker.domain.market;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** One market of one exchange, with everything an order must respect. CCXT: market structure. */
public record Market(
        Symbol symbol,
        Ids ids,
        MarketType type,
        Trading trading,
        Steps steps,
        Limits limits,
        Optional<Contract> contract,
        RawPayload info) {

    /** What the exchange itself calls the market and its currencies. */
    public record Ids(String market, String base, String quote, Optional<String> settle) {}

    /** Whether it trades now (empty: the exchange does not say), with margin, and the fees. */
    public record Trading(Optional<Boolean> active, boolean margin, Optional<Fees> fees) {}

    /** Rates: {@code 0.001} is a tenth of a percent. */
    public record Fees(BigDecimal taker, BigDecimal maker) {}

    /**
     * Amounts and prices are whole multiples of these steps; an empty one is not restricted. Steps,
     * never digits: CCXT's precision mode TICK_SIZE.
     */
    public record Steps(Optional<BigDecimal> amount, Optional<BigDecimal> price, Currencies of) {
        /** Steps of the currencies themselves, for CCXT's precision.base and precision.quote. */
        public record Currencies(Optional<BigDecimal> base, Optional<BigDecimal> quote) {
            public static final Currencies NONE =
                    new Currencies(Optional.empty(), Optional.empty());
        }

        public Steps {
            amount.ifPresent(Steps::positive);
            price.ifPresent(Steps::positive);
        }

        private static void positive(BigDecimal step) {
            if (step.signum() <= 0) {
                throw new IllegalArgumentException(
                        "a step is positive; leave out the unrestricted");
            }
        }
    }

    /** {@code cost} bounds amount × price × contract size; {@code market} bounds market orders. */
    public record Limits(
            Bounds amount, Bounds price, Bounds cost, Bounds leverage, Bounds market) {}

    /** How a derivative counts: one contract is {@code size} units of the base currency. */
    public record Contract(
            boolean linear, BigDecimal size, Currency settle, Optional<Instant> expiry) {}

    public Market {
        requireNonNull(symbol);
        requireNonNull(ids);
        requireNonNull(type);
        requireNonNull(trading);
        requireNonNull(steps);
        requireNonNull(limits);
        requireNonNull(contract);
        requireNonNull(info);
    }

    /** Units of the base currency in one unit of amount: 1 on spot. */
    public BigDecimal contractSize() {
        return contract.map(Contract::size).orElse(BigDecimal.ONE);
    }
}
