package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A ticket in Binance's words.
 *
 * @param type one of Binance's seven
 */
record BinanceTicket(
        String type,
        Optional<String> timeInForce,
        Optional<BigDecimal> price,
        Optional<BigDecimal> stopPrice) {

    /**
     * Empty for what Binance spot has no order for: a post-only order that waits for a trigger or
     * trades at market, a time in force for a market order, reduce-only. CCXT would send the first
     * as a plain post-only order, which trades at once.
     */
    static Optional<BinanceTicket> of(OrderTicket ticket) {
        Optional<TimeInForce> wanted = ticket.terms().timeInForce();
        Optional<Trigger> trigger = ticket.terms().trigger();
        boolean postOnly = wanted.filter(TimeInForce.PO::equals).isPresent();
        if (ticket.terms().reduceOnly() || (postOnly && trigger.isPresent())) {
            return Optional.empty();
        }
        Optional<BigDecimal> stop = trigger.map(t -> t.price().value());
        return switch (ticket.pricing()) {
            case Pricing.AtMarket _ when wanted.isPresent() -> Optional.empty();
            case Pricing.AtMarket _ ->
                    Optional.of(
                            new BinanceTicket(
                                    trigger.map(t -> at(t, "")).orElse("MARKET"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    stop));
            case Pricing.AtLimit(var price) ->
                    Optional.of(
                            new BinanceTicket(
                                    postOnly
                                            ? "LIMIT_MAKER"
                                            : trigger.map(t -> at(t, "_LIMIT")).orElse("LIMIT"),
                                    postOnly
                                            ? Optional.empty()
                                            : Optional.of(wanted.orElse(TimeInForce.GTC).name()),
                                    Optional.of(price.value()),
                                    stop));
        };
    }

    private static String at(Trigger trigger, String suffix) {
        return switch (trigger.kind()) {
            case STOP, STOP_LOSS -> "STOP_LOSS" + suffix;
            case TAKE_PROFIT -> "TAKE_PROFIT" + suffix;
        };
    }
}
