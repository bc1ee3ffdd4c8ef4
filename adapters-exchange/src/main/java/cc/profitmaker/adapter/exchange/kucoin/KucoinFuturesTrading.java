package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.OrderDesk;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Places, looks up and cancels orders of the futures. */
final class KucoinFuturesTrading implements OrderDesk {
    private static final int LONGEST_ANSWER = 4 << 20;

    private final KucoinDesk desk;
    private final KucoinFuturesRest rest;

    KucoinFuturesTrading(KucoinDesk desk, URI origin, Upstream upstream) {
        this.desk = desk;
        rest = RestInvoker.proxy(KucoinFuturesRest.class, upstream.http(), origin, LONGEST_ANSWER);
    }

    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        OrderTicket ticket = dispatch.ticket();
        Optional<Map<String, Object>> order = KucoinFuturesTicket.body(ticket, market);
        return order.isEmpty()
                ? new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED))
                : KucoinDesk.ANSWERS.placed(
                        desk.signed(
                                keys, dispatch, signature -> rest.place(order.get(), signature)),
                        ticket.id(),
                        keys.credential(),
                        body -> KucoinFuturesOrders.read(KucoinData.in(body), market));
    }

    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        return desk.find(
                        keys,
                        order,
                        signature -> rest.order(order.id().value(), signature),
                        row -> KucoinFuturesOrders.read(row, market))
                .map(found -> KucoinDesk.told(order, found));
    }

    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        return KucoinOrders.isInBook(order)
                ? desk.ask(
                        keys,
                        signature -> rest.cancel(order.value(), signature),
                        body -> KucoinOrders.canceled(KucoinData.in(body), market))
                : Reply.failed(Kind.ORDER_NOT_FOUND);
    }
}
