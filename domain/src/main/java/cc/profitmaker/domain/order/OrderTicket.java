package cc.profitmaker.domain.order;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Symbol;

/**
 * An order as it will be sent: amount and prices are final. Whether they fit the market is {@link
 * OrderRules}' to say.
 */
public record OrderTicket(
        ClientOrderId id, Symbol symbol, Side side, Pricing pricing, Quantity amount, Terms terms) {
    public OrderTicket {
        requireNonNull(id);
        requireNonNull(symbol);
        requireNonNull(side);
        requireNonNull(pricing);
        requireNonNull(terms);
        if (amount.isZero()) {
            throw new IllegalArgumentException("an order has an amount");
        }
    }
}
