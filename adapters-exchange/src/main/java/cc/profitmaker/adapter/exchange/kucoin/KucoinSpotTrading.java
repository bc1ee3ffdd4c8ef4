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
import java.util.Optional;

/** Places, looks up and cancels orders of the spot market. */
final class KucoinSpotTrading implements OrderDesk {
    private static final int LONGEST_ANSWER = 4 << 20;

    private final KucoinDesk desk;
    private final KucoinRest rest;

    KucoinSpotTrading(KucoinDesk desk, URI origin, Upstream upstream) {
        this.desk = desk;
        rest = RestInvoker.proxy(KucoinRest.class, upstream.http(), origin, LONGEST_ANSWER);
    }

    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        OrderTicket ticket = dispatch.ticket();
        Optional<KucoinTicket> order = KucoinTicket.of(ticket, market);
        if (order.isEmpty()) {
            return new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED));
        }
        return KucoinDesk.ANSWERS.placed(
                desk.signed(
                        keys,
                        dispatch,
                        signature ->
                                switch (order.get().where()) {
                                    case BOOK -> rest.place(order.get().body(), signature);
                                    case STOPS -> rest.placeStop(order.get().body(), signature);
                                }),
                ticket.id(),
                keys.credential(),
                body -> KucoinOrders.read(KucoinData.in(body), market));
    }

    /**
     * Asks for one that waits for its trigger first: an order that leaves that list between the two
     * questions is in the other when that is asked.
     */
    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        return find(keys, market, order).map(found -> KucoinDesk.told(order, found));
    }

    private Reply<Optional<Order>> find(KeyHolder keys, Market market, Sought order) {
        Reply<Optional<Order>> waiting =
                desk.find(
                        keys,
                        order,
                        signature -> rest.stopOrder(order.id().value(), id(market), signature),
                        row -> KucoinOrders.read(row, market));
        return waiting.flatMap(
                found ->
                        found.isPresent()
                                ? waiting
                                : desk.find(
                                        keys,
                                        order,
                                        signature ->
                                                rest.order(
                                                        order.id().value(), id(market), signature),
                                        row -> KucoinOrders.read(row, market)));
    }

    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        if (!KucoinOrders.isInBook(order) && !KucoinOrders.isWaiting(order)) {
            return Reply.failed(Kind.ORDER_NOT_FOUND);
        }
        return desk.ask(
                keys,
                signature ->
                        KucoinOrders.isWaiting(order)
                                ? rest.cancelStop(order.value(), signature)
                                : rest.cancel(order.value(), id(market), signature),
                body -> KucoinOrders.canceled(KucoinData.in(body), market));
    }

    private static String id(Market market) {
        return market.ids().market();
    }
}
