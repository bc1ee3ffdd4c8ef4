package cc.profitmaker.application.trading;

import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.market.Reply;

/** What came of a private call: the exchange was asked, or the caller may not ask. */
public sealed interface Asked<T> {
    record Replied<T>(Reply<T> reply) implements Asked<T> {}

    record Refused<T>(Decision.Reason reason) implements Asked<T> {}
}
