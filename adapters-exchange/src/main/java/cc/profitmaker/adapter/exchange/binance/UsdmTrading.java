package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.binance.UsdmDesk.VALID_MILLIS;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.Answers;
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
final class UsdmTrading {
    private static final int LONGEST_ANSWER = 4 << 20;

    /**
     * Binance refuses what is later than {@link UsdmDesk#VALID_MILLIS}, and as much again is for
     * clocks. It forgets an order that came to nothing three days after it was placed; here a day
     * earlier.
     */
    private static final Optional<Absence> ABSENCE =
            Optional.of(new Absence(Duration.ofMillis(2 * VALID_MILLIS), Duration.ofDays(2)));

    private final UsdmDesk desk;
    private final UsdmRest rest;

    UsdmTrading(UsdmDesk desk, URI origin, Upstream upstream) {
        this.desk = desk;
        rest = RestInvoker.proxy(UsdmRest.class, upstream.http(), origin, LONGEST_ANSWER);
    }

    Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        OrderTicket ticket = dispatch.ticket();
        Optional<UsdmTicket> order = UsdmTicket.of(ticket);
        if (order.isEmpty()) {
            return new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED));
        }
        return UsdmDesk.ANSWERS.placed(
                desk.signed(
                        keys,
                        dispatch,
                        (own, now) ->
                                rest.place(
                                        id(market),
                                        ticket.side().name(),
                                        order.get().type(),
                                        order.get().timeInForce().orElse(null),
                                        ticket.amount().value(),
                                        order.get().price().orElse(null),
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

    Reply<LookUp> lookUp(KeyHolder keys, Market market, Sought order) {
        Reply<LookUp> reply =
                desk.ask(
                        keys,
                        (own, now) ->
                                rest.order(
                                        id(market),
                                        order.id().value(),
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature()),
                        body ->
                                new LookUp(
                                        Optional.of(
                                                Answers.named(
                                                        UsdmOrders.read(
                                                                JsonFields.read(body), market),
                                                        order.id().value())),
                                        ABSENCE));
        return reply instanceof Reply.Failed<LookUp>(var fault)
                        && fault.kind() == Kind.ORDER_NOT_FOUND
                ? Reply.answered(new LookUp(Optional.empty(), ABSENCE))
                : reply;
    }

    /** Binance counts its orders; whatever is not a number names none of them. */
    Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        return UsdmOrders.number(order.value())
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
