package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A ticket in the words of Binance's futures.
 *
 * @param trigger of an order that waits for it, which goes where Binance keeps those
 */
record UsdmTicket(
        String type,
        Optional<String> timeInForce,
        Optional<BigDecimal> price,
        Optional<BigDecimal> trigger) {

    /** Empty for what is not offered: a time in force of an order at market. */
    static Optional<UsdmTicket> of(OrderTicket ticket) {
        Optional<TimeInForce> wanted = ticket.terms().timeInForce();
        Optional<Trigger> trigger = ticket.terms().trigger();
        Optional<BigDecimal> at = trigger.map(t -> t.price().value());
        return switch (ticket.pricing()) {
            case Pricing.AtMarket _ when wanted.isPresent() -> Optional.empty();
            case Pricing.AtMarket _ ->
                    Optional.of(
                            new UsdmTicket(
                                    trigger.map(t -> word(t) + "_MARKET").orElse("MARKET"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    at));
            case Pricing.AtLimit(var price) ->
                    Optional.of(
                            new UsdmTicket(
                                    trigger.map(UsdmTicket::word).orElse("LIMIT"),
                                    // Of an order that waits Binance does not need it.
                                    wanted.or(
                                                    () ->
                                                            trigger.isPresent()
                                                                    ? Optional.empty()
                                                                    : Optional.of(TimeInForce.GTC))
                                            .map(UsdmTicket::word),
                                    Optional.of(price.value()),
                                    at));
        };
    }

    private static String word(Trigger trigger) {
        return switch (trigger.kind()) {
            case STOP, STOP_LOSS -> "STOP";
            case TAKE_PROFIT -> "TAKE_PROFIT";
        };
    }

    private static String word(TimeInForce timeInForce) {
        return switch (timeInForce) {
            case GTC, IOC, FOK -> timeInForce.name();
            case PO -> "GTX";
        };
    }
}
