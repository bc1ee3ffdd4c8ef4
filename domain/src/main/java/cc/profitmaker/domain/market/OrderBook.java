package cc.profitmaker.domain.market;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bids from the highest price down, asks from the lowest up. CCXT: order book structure. */
public record OrderBook(
        Symbol symbol,
        Optional<Instant> timestamp,
        Optional<Long> nonce,
        List<Level> bids,
        List<Level> asks) {

    public record Level(Price price, Quantity amount) {}

    public OrderBook {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
