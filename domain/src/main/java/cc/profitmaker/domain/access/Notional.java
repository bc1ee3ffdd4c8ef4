package cc.profitmaker.domain.access;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Trigger;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What an order counts for against a grant's limits, in its symbol's quote currency; exact. */
public record Notional(Currency currency, BigDecimal amount) {
    /** What a market order may slip past the best opposite price. */
    public static final BigDecimal MARKET_MARGIN = new BigDecimal("1.05");

    public Notional {
        requireNonNull(currency);
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("a notional is not negative");
        }
    }

    /**
     * Whether the order's worth can only be told with the book as it is now: market orders, and
     * sales at a limit, which trade at the best bid when that is higher.
     */
    public static boolean needsBook(OrderTicket ticket) {
        return ticket.pricing() instanceof Pricing.AtMarket || ticket.side() == Side.SELL;
    }

    /**
     * Amount × contract size × price. The price of a limit order is its limit; of a market order
     * the best opposite one × {@link #MARKET_MARGIN}. An order that waits for a trigger trades
     * around that trigger: it counts at the highest price known for it. A sale below the best bid
     * counts at the bid, since that is where it trades. Reduce-only orders count like all others.
     *
     * @param book empty only when {@link #needsBook} says so
     * @return empty when the side of the book that is needed is empty
     */
    public static Optional<Notional> of(
            Market market, OrderTicket ticket, Optional<OrderBook> book) {
        return price(ticket, book)
                .map(
                        price ->
                                new Notional(
                                        market.symbol().quote(),
                                        ticket.amount()
                                                .value()
                                                .multiply(market.contractSize())
                                                .multiply(price)));
    }

    private static Optional<BigDecimal> price(OrderTicket ticket, Optional<OrderBook> book) {
        Optional<BigDecimal> best = book.flatMap(b -> bestOpposite(ticket.side(), b));
        return switch (ticket.pricing()) {
            case Pricing.AtMarket _ ->
                    best.map(b -> highest(b, ticket.terms().trigger()).multiply(MARKET_MARGIN));
            case Pricing.AtLimit(var limit) ->
                    Optional.of(
                            ticket.side() == Side.BUY
                                    ? limit.value()
                                    : highest(
                                            best.map(limit.value()::max).orElse(limit.value()),
                                            ticket.terms().trigger()));
        };
    }

    private static BigDecimal highest(BigDecimal best, Optional<Trigger> trigger) {
        return trigger.map(t -> t.price().value()).map(best::max).orElse(best);
    }

    private static Optional<BigDecimal> bestOpposite(Side side, OrderBook book) {
        List<OrderBook.Level> levels = side == Side.BUY ? book.asks() : book.bids();
        return levels.stream().findFirst().map(OrderBook.Level::price).map(Price::value);
    }
}
