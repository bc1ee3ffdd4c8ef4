package cc.profitmaker.application.trading;

import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.IdempotencyKey;

/**
 * Derives client order ids from what users call their orders: always the same one for the same user
 * and name, on every replica and for good, and none that anybody else could know before.
 * Thread-safe.
 */
@FunctionalInterface
public interface ClientOrderIds {
    ClientOrderId derive(UserId user, IdempotencyKey key);
}
