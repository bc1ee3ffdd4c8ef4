package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.binance.UsdmDesk.VALID_MILLIS;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * The orders that wait for a trigger. Binance keeps them apart from all others, with ids and client
 * order ids of their own count, and calls them algo orders.
 */
final class UsdmAlgo {
    private static final int LONGEST_ANSWER = 4 << 20;

    private final UsdmDesk desk;
    private final UsdmAlgoRest rest;

    UsdmAlgo(UsdmDesk desk, URI origin, Upstream upstream) {
        this.desk = desk;
        rest = RestInvoker.proxy(UsdmAlgoRest.class, upstream.http(), origin, LONGEST_ANSWER);
    }

    /**
     * Those that wait.
     *
     * @param market empty: of all markets
     */
    <T> Reply<T> open(KeyHolder keys, Optional<Market> market, Function<HttpOutcome.Body, T> read) {
        return desk.ask(
                keys,
                (own, now) ->
                        market.isPresent()
                                ? rest.open(
                                        id(market.get()),
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature())
                                : rest.allOpen(VALID_MILLIS, now, own.key(), own.signature()),
                read);
    }

    Placed place(KeyHolder keys, Market market, Dispatch dispatch, UsdmTicket order) {
        OrderTicket ticket = dispatch.ticket();
        return UsdmDesk.ANSWERS.placed(
                desk.signed(
                        keys,
                        dispatch,
                        (own, now) ->
                                rest.place(
                                        "CONDITIONAL",
                                        id(market),
                                        ticket.side().name(),
                                        order.type(),
                                        order.timeInForce().orElse(null),
                                        ticket.amount().value(),
                                        order.price().orElse(null),
                                        order.trigger().orElse(null),
                                        ticket.terms().reduceOnly() ? true : null,
                                        ticket.id().value(),
                                        "RESULT",
                                        VALID_MILLIS,
                                        now,
                                        own.key(),
                                        own.signature())),
                ticket.id(),
                keys.credential(),
                body -> UsdmAlgoOrders.read(JsonFields.read(body), market));
    }

    Reply<Optional<Order>> find(KeyHolder keys, Market market, Sought order) {
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
                fields -> UsdmAlgoOrders.read(fields, market));
    }

    /**
     * Cancels one.
     *
     * @param number Binance's own, as {@link UsdmAlgoOrders#number} tells it
     */
    Reply<Order> cancel(KeyHolder keys, Market market, long number) {
        return desk.ask(
                keys,
                (own, now) ->
                        rest.cancel(
                                id(market), number, VALID_MILLIS, now, own.key(), own.signature()),
                body -> UsdmAlgoOrders.canceled(JsonFields.read(body), market));
    }

    private static String id(Market market) {
        return market.ids().market();
    }
}
