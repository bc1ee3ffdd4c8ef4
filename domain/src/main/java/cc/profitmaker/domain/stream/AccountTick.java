package cc.profitmaker.domain.stream;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Order;

import java.util.List;

/** One piece of news of an account; each is complete in itself. */
public sealed interface AccountTick {
    /** The orders that are new or have changed, each as it is now; never empty. */
    record Orders(List<Order> orders) implements AccountTick {
        public Orders {
            orders = List.copyOf(orders);
        }
    }

    /** New executions, oldest first; never empty, and none is told twice while a stream lasts. */
    record MyTrades(List<Trade> trades) implements AccountTick {
        public MyTrades {
            trades = List.copyOf(trades);
        }
    }

    /** All open positions of the market there are now; empty when the last one was closed. */
    record Positions(List<Position> positions) implements AccountTick {
        public Positions {
            positions = List.copyOf(positions);
        }
    }

    record Holdings(Balance balance) implements AccountTick {
        public Holdings {
            requireNonNull(balance);
        }
    }
}
