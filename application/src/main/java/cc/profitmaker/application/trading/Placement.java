package cc.profitmaker.application.trading;

import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.OrderRule;
import cc.profitmaker.domain.order.Placed;

import java.math.BigDecimal;
import java.util.List;

/** What came of the wish for an order. */
public sealed interface Placement {
    record Sent(Placed placed) implements Placement {}

    record Refused(Decision.Reason reason) implements Placement {}

    /** Nothing was sent: the order does not fit the market. */
    record Breaks(OrderRule rule, List<BigDecimal> nearest) implements Placement {}

    /** Nothing was sent: this exchange's orders have no such parameter. */
    record ParamNotAllowed(OrderParam param) implements Placement {}

    /**
     * Nothing was sent: no such venue or market, or it takes no orders, or its rules could not be
     * had.
     */
    record Failed(ExchangeFault fault) implements Placement {}

    /** Nothing was sent: the user called another order by that name. */
    record Conflict() implements Placement {}

    /** Nothing was sent: the first of that name has not ended yet. */
    record InProgress() implements Placement {}

    /** Nothing was sent: trading is halted. */
    record Halted() implements Placement {}
}
