package cc.profitmaker.domain.order;

import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Trade;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an exchange tells of an order; an empty part was not told. CCXT: order structure. */
public record Order(
        OrderId id,
        Optional<String> clientOrderId,
        Symbol symbol,
        Kind kind,
        Times times,
        Progress progress,
        RawPayload info) {

    /**
     * {@code type} is CCXT's: {@code limit}, {@code market}, or what the exchange says in lower
     * case.
     */
    public record Kind(
            Optional<String> type,
            Optional<Side> side,
            Optional<Price> price,
            Optional<String> timeInForce,
            Optional<Boolean> postOnly,
            Optional<Boolean> reduceOnly,
            Triggers triggers) {
        public static final Kind UNKNOWN =
                new Kind(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Triggers.NONE);
    }

    public record Triggers(
            Optional<Price> trigger, Optional<Price> stopLoss, Optional<Price> takeProfit) {
        public static final Triggers NONE =
                new Triggers(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public record Times(
            Optional<Instant> placed, Optional<Instant> lastTrade, Optional<Instant> lastUpdate) {
        public static final Times UNKNOWN =
                new Times(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public record Progress(
            Optional<OrderState> state,
            Optional<Quantity> amount,
            Optional<Quantity> filled,
            Optional<Quantity> remaining,
            Optional<BigDecimal> cost,
            Optional<Price> average,
            List<Fee> fees,
            List<Trade> trades) {
        public static final Progress UNKNOWN =
                new Progress(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of());

        public Progress {
            fees = List.copyOf(fees);
            trades = List.copyOf(trades);
        }
    }

    /** One of which the exchange told no more than its name, as some do after a cancel. */
    public static Order named(OrderId id, Symbol symbol, RawPayload info) {
        return new Order(
                id, Optional.empty(), symbol, Kind.UNKNOWN, Times.UNKNOWN, Progress.UNKNOWN, info);
    }
}
