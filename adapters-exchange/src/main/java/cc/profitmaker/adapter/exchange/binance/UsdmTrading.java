package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.binance.UsdmDesk.VALID_MILLIS;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.OrderDesk;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.LookUp.Absence;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Places, looks up and cancels orders. */
final class UsdmTrading implements OrderDesk {
    private static final int LONGEST_ANSWER = 4 << 20;

    /**
     * Binance refuses what is later than {@link UsdmDesk#VALID_MILLIS}, and as much again is for
     * clocks. It forgets an order that came to nothing three days after it was placed; here a day
     * earlier.
     */
    private static final Absence ABSENCE =
            new Absence(Duration.ofMillis(2 * VALID_MILLIS), Duration.ofDays(2));

    private final UsdmDesk desk;
    private final UsdmAlgo algo;
    private final UsdmRest rest;

    UsdmTrading(UsdmDesk desk, UsdmAlgo algo, URI origin, Upstream upstream) {
        this.desk = desk;
        this.algo = algo;
        rest = RestInvoker.proxy(UsdmRest.class, upstream.http(), origin, LONGEST_ANSWER);
    }

    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        return UsdmTicket.of(dispatch.ticket())
                .map(
                        order ->
                                order.trigger().isPresent()
                                        ? algo.place(keys, market, dispatch, order)
                                        : placeInBook(keys, market, dispatch, order))
                .orElseGet(() -> new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED)));
    }

    private Placed placeInBook(KeyHolder keys, Market market, Dispatch dispatch, UsdmTicket order) {
        OrderTicket ticket = dispatch.ticket();
        return UsdmDesk.ANSWERS.placed(
                desk.signed(
                        keys,
                        dispatch,
                        (own, now) ->
                                rest.place(
                                        id(market),
                                        ticket.side().name(),
                                        order.type(),
                                        order.timeInForce().orElse(null),
                                        ticket.amount().value(),
                                        order.price().orElse(null),
                                        ticket.terms().reduceOnly() ? true : null,
                                        ticket.id().value(),
                                        "RESULT",
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature())),
                ticket.id(),
                keys.credential(),
                body -> UsdmOrders.read(JsonFields.read(body), market));
    }

    /**
     * Asks for one that waits for its trigger first: an order that leaves that list between the two
     * questions is in the other when that is asked.
     */
    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        Reply<Optional<Order>> waiting =
                order.mayWait() ? algo.find(keys, market, order) : Reply.answered(Optional.empty());
        return waiting.flatMap(found -> found.isPresent() ? waiting : inBook(keys, market, order))
                .map(found -> told(order, found));
    }

    /**
     * That Binance does not know an order proves nothing of one that may wait for its trigger: it
     * was seen to deny such orders right after it took them, and when they are done.
     */
    private static LookUp told(Sought order, Optional<Order> found) {
        return new LookUp(found, Optional.of(ABSENCE).filter(_ -> !order.mayWait()));
    }

    private Reply<Optional<Order>> inBook(KeyHolder keys, Market market, Sought order) {
        return desk.find(
                keys,
                order,
                (own, now) ->
                        rest.order(
                                id(market),
                                order.id().value(),
                                VALID_MILLIS,
                                now,
                                own.key(),
                                own.signature()),
                fields -> UsdmOrders.read(fields, market));
    }

    /** Binance counts its orders; whatever is not a number names none of them. */
    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        Optional<Long> waiting = UsdmAlgoOrders.number(order);
        return waiting.isPresent()
                ? algo.cancel(keys, market, waiting.get())
                : UsdmOrders.number(order.value())
                        .map(number -> cancelInBook(keys, market, number))
                        .orElseGet(() -> Reply.failed(Kind.ORDER_NOT_FOUND));
    }

    private Reply<Order> cancelInBook(KeyHolder keys, Market market, long number) {
        return desk.ask(
                keys,
                (own, now) ->
                        rest.cancel(
                                id(market), number, VALID_MILLIS, now, own.key(), own.signature()),
                body -> UsdmOrders.read(JsonFields.read(body), market));
    }

    private static String id(Market market) {
        return market.ids().market();
    }
}
