package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.OrderDesk;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Places, looks up and cancels orders. */
final class KrakenTrading implements OrderDesk {
    private static final HttpOutcome LATE =
            new HttpOutcome.NeverSent(Kind.TIMED_OUT, Optional.empty());

    private static final int LONGEST_ANSWER = 4 << 20;

    /** How long Kraken may take to act on an order; it allows 2 to 60 seconds. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final Duration NEAREST_DEADLINE = Duration.ofSeconds(2);

    /**
     * The deadline, and as much again for clocks and for an answer that is read from a copy. Kraken
     * keeps orders for good.
     */
    private static final Optional<Absence> ABSENCE =
            Optional.of(new Absence(DEADLINE.multipliedBy(2), Duration.ofDays(30)));

    private final KrakenDesk desk;
    private final KrakenRest rest;

    KrakenTrading(KrakenDesk desk, URI origin, Upstream upstream) {
        this.desk = desk;
        rest = RestInvoker.proxy(KrakenRest.class, upstream.http(), origin, LONGEST_ANSWER);
    }

    /** The deadline counts from when the order was let go: what waits too long is not sent. */
    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        OrderTicket ticket = dispatch.ticket();
        Instant deadline = desk.theirs(dispatch.at()).plus(DEADLINE);
        Optional<KrakenTicket> words = KrakenTicket.of(ticket);
        if (words.isEmpty()) {
            return new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED));
        }
        KrakenTicket order = words.get();
        return KrakenDesk.ANSWERS.placed(
                desk.signed(
                        keys,
                        (nonce, signature) ->
                                isTooNear(deadline)
                                        ? LATE
                                        : rest.place(
                                                nonce,
                                                id(market),
                                                ticket.side().ccxt(),
                                                order.type(),
                                                ticket.amount().value().toPlainString(),
                                                order.price().orElse(null),
                                                order.limit().orElse(null),
                                                order.timeInForce().orElse(null),
                                                order.postOnly() ? "post" : null,
                                                ticket.terms().reduceOnly() ? true : null,
                                                KrakenTicket.clientOrderId(ticket.id()),
                                                deadline.truncatedTo(ChronoUnit.MILLIS).toString(),
                                                signature)),
                ticket.id(),
                keys.credential(),
                body -> KrakenOrders.read(KrakenDesk.result(body), market));
    }

    private boolean isTooNear(Instant deadline) {
        return deadline.minus(NEAREST_DEADLINE).isBefore(desk.clock().instant());
    }

    /**
     * Asks for the open ones first: an order that is done between the two questions is in the other
     * when that is asked.
     */
    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        String name = KrakenTicket.clientOrderId(order.id());
        Reply<Optional<Order>> open =
                desk.ask(
                        keys,
                        (nonce, signature) -> rest.openOrder(nonce, name, signature),
                        body -> named(body, "open", name, market));
        return open.flatMap(
                        found ->
                                found.isPresent()
                                        ? open
                                        : desk.ask(
                                                keys,
                                                (nonce, signature) ->
                                                        rest.closedOrder(nonce, name, signature),
                                                body -> named(body, "closed", name, market)))
                .map(found -> new LookUp(found, ABSENCE));
    }

    /**
     * The order of that name. A list with other orders is not what was asked for, and proves
     * nothing: it may be one page of all.
     */
    private static Optional<Order> named(
            HttpOutcome.Body body, String field, String name, Market market) {
        Optional<Order> found = Optional.empty();
        for (JsonFields row : KrakenDesk.rows(body, field)) {
            if (row.text("cl_ord_id").filter(name::equals).isEmpty()) {
                throw new Nonsense("orders of another name");
            }
            found = found.or(() -> Optional.of(KrakenOrders.read(row, market)));
        }
        return found;
    }

    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        if (!KrakenOrders.isId(order)) {
            return Reply.failed(Kind.ORDER_NOT_FOUND);
        }
        Reply<Optional<Order>> canceled =
                desk.ask(
                        keys,
                        (nonce, signature) -> rest.cancel(nonce, order.value(), signature),
                        body ->
                                KrakenDesk.result(body)
                                        .whole("count")
                                        .filter(count -> count > 0)
                                        .map(
                                                _ ->
                                                        Order.named(
                                                                order,
                                                                market.symbol(),
                                                                JsonFields.read(body).raw())));
        return canceled.flatMap(
                found ->
                        found.map(Reply::answered)
                                .orElseGet(() -> Reply.failed(Kind.ORDER_NOT_FOUND)));
    }

    private static String id(Market market) {
        return market.ids().market();
    }
}
