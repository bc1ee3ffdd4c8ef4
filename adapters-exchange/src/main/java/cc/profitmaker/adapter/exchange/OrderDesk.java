package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;

/** Where orders are placed, looked up and cancelled. See {@link Connector}. */
public interface OrderDesk {
    /**
     * Sends the order at most once; whatever leaves its fate open is {@link Placed.Unconfirmed}.
     */
    Placed place(KeyHolder keys, Market market, Dispatch order);

    /** What the exchange knows under our client order id, finished orders included. */
    default Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        return Reply.failed(Kind.NOT_OFFERED);
    }

    default Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        return Reply.failed(Kind.NOT_OFFERED);
    }
}
