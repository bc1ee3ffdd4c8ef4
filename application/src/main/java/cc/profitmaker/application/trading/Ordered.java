package cc.profitmaker.application.trading;

import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;

import java.util.Optional;

/** An order on its way through the checks. */
record Ordered(Venue venue, Wish wish, ClientOrderId id, Optional<OrderJournal.Claim> claim) {}
