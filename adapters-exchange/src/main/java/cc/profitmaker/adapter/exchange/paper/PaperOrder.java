package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An order as the paper exchange keeps it. Times are milliseconds since the epoch. */
record PaperOrder(long id, String clientId, String symbol, Wish wish, Progress progress) {

    /** What was asked for; a market order has no limit. */
    record Wish(
            Side side,
            BigDecimal amount,
            Optional<BigDecimal> limit,
            Optional<TimeInForce> timeInForce,
            boolean reduceOnly,
            Optional<Stop> stop) {}

    record Stop(Trigger.Kind kind, BigDecimal price) {}

    /**
     * What became of it so far.
     *
     * @param waiting for its trigger
     * @param cost of what is filled, in the quote currency
     * @param reason why the exchange ended it, for the owner to read
     */
    record Progress(
            OrderState state,
            boolean waiting,
            BigDecimal filled,
            BigDecimal cost,
            Map<String, BigDecimal> fees,
            Times times,
            Optional<String> reason) {

        private static Progress begun(boolean waiting, long millis) {
            return new Progress(
                    OrderState.OPEN,
                    waiting,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    Map.of(),
                    new Times(millis, Optional.empty(), millis),
                    Optional.empty());
        }
    }

    record Times(long placed, Optional<Long> lastTrade, long updated) {}

    /** A fresh order, not yet matched. */
    static PaperOrder of(long id, OrderTicket ticket, long millis) {
        var wish =
                new Wish(
                        ticket.side(),
                        ticket.amount().value(),
                        ticket.pricing().limit().map(limit -> limit.value()),
                        ticket.terms().timeInForce(),
                        ticket.terms().reduceOnly(),
                        ticket.terms().trigger().map(t -> new Stop(t.kind(), t.price().value())));
        return new PaperOrder(
                id,
                ticket.id().value(),
                ticket.symbol().value(),
                wish,
                Progress.begun(wish.stop().isPresent(), millis));
    }

    /** The exchange's own order that closes a position it liquidates. */
    static PaperOrder liquidation(
            long id, String symbol, Side side, BigDecimal contracts, long millis) {
        var wish =
                new Wish(
                        side,
                        contracts,
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty());
        return new PaperOrder(id, "liquidation-" + id, symbol, wish, Progress.begun(false, millis));
    }

    Side side() {
        return wish.side();
    }

    boolean waiting() {
        return progress.waiting();
    }

    boolean isOpen() {
        return progress.state() == OrderState.OPEN;
    }

    boolean postOnly() {
        return is(TimeInForce.PO);
    }

    boolean is(TimeInForce timeInForce) {
        return wish.timeInForce().equals(Optional.of(timeInForce));
    }

    BigDecimal remaining() {
        return wish.amount().subtract(progress.filled());
    }

    String type() {
        return wish.limit().isPresent() ? "limit" : "market";
    }

    /** Its stop has been reached; from now on it is an order like any other. */
    PaperOrder awakened(long millis) {
        return with(
                new Progress(
                        progress.state(),
                        false,
                        progress.filled(),
                        progress.cost(),
                        progress.fees(),
                        touched(millis),
                        progress.reason()));
    }

    /** Closed when nothing remains. */
    PaperOrder filled(BigDecimal amount, BigDecimal cost, PaperTrade.Charge fee, long millis) {
        var fees = new TreeMap<>(progress.fees());
        fees.merge(fee.currency(), fee.cost(), BigDecimal::add);
        BigDecimal filled = progress.filled().add(amount);
        boolean done = filled.compareTo(wish.amount()) == 0;
        return with(
                new Progress(
                        done ? OrderState.CLOSED : OrderState.OPEN,
                        false,
                        filled,
                        progress.cost().add(cost),
                        fees,
                        new Times(progress.times().placed(), Optional.of(millis), millis),
                        progress.reason()));
    }

    PaperOrder ended(OrderState state, Optional<String> reason, long millis) {
        return with(
                new Progress(
                        state,
                        progress.waiting(),
                        progress.filled(),
                        progress.cost(),
                        progress.fees(),
                        touched(millis),
                        reason));
    }

    private Times touched(long millis) {
        return new Times(progress.times().placed(), progress.times().lastTrade(), millis);
    }

    private PaperOrder with(Progress changed) {
        return new PaperOrder(id, clientId, symbol, wish, changed);
    }
}
