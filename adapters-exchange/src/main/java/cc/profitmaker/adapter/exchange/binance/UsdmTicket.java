package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.TimeInForce;

import java.math.BigDecimal;
import java.util.Optional;

/** A ticket in the words of Binance's futures. */
record UsdmTicket(String type, Optional<String> timeInForce, Optional<BigDecimal> price) {

    /**
     * Empty for what is not offered: an order that waits for a trigger, which Binance keeps apart
     * from all others, and a time in force of an order at market.
     */
    static Optional<UsdmTicket> of(OrderTicket ticket) {
        Optional<TimeInForce> wanted = ticket.terms().timeInForce();
        if (ticket.terms().trigger().isPresent()) {
            return Optional.empty();
        }
        return switch (ticket.pricing()) {
            case Pricing.AtMarket _ ->
                    wanted.isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    new UsdmTicket("MARKET", Optional.empty(), Optional.empty()));
            case Pricing.AtLimit(var price) ->
                    Optional.of(
                            new UsdmTicket(
                                    "LIMIT",
                                    Optional.of(word(wanted.orElse(TimeInForce.GTC))),
                                    Optional.of(price.value())));
        };
    }

    private static String word(TimeInForce timeInForce) {
        return switch (timeInForce) {
            case GTC, IOC, FOK -> timeInForce.name();
            case PO -> "GTX";
        };
    }
}
