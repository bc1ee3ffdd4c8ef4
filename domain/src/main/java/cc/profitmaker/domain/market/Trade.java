package cc.profitmaker.domain.market;

import cc.profitmaker.domain.order.Fee;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Side;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One execution: public, or one's own (then with order and fees). CCXT: trade structure. */
public record Trade(
        Optional<String> id,
        Symbol symbol,
        Instant timestamp,
        Optional<Side> side,
        Price price,
        Quantity amount,
        BigDecimal cost,
        Own own,
        RawPayload info) {

    /** What only the owner learns; {@link #NONE} for public trades. */
    public record Own(
            Optional<OrderId> order,
            Optional<String> type,
            Optional<Liquidity> takerOrMaker,
            List<Fee> fees) {
        public static final Own NONE =
                new Own(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

        public Own {
            fees = List.copyOf(fees);
        }
    }

    public enum Liquidity {
        TAKER,
        MAKER
    }
}
