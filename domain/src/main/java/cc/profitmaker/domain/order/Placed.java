package cc.profitmaker.domain.order;

import cc.profitmaker.domain.market.ExchangeFault;

/** What became of an order that was sent, or was about to be. */
public sealed interface Placed {
    /** The exchange has it. */
    record Accepted(Order order) implements Placed {}

    /** It is certain that the exchange does not have it. */
    record Rejected(ExchangeFault fault) implements Placed {}

    /**
     * It may or may not be there: the answer was lost or senseless after the request may have left.
     * Sending it again blindly could buy twice.
     */
    record Unconfirmed(ClientOrderId id, ExchangeFault fault) implements Placed {}
}
