package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A ticket in the words of KuCoin's spot market.
 *
 * @param where the book, or the list of orders that wait for their trigger
 */
record KucoinTicket(Where where, Map<String, Object> body) {

    enum Where {
        BOOK,
        STOPS
    }

    /**
     * Empty for what KuCoin spot has no order for: reduce-only, and a time in force or post-only
     * for an order at market.
     */
    static Optional<KucoinTicket> of(OrderTicket ticket, Market market) {
        Optional<TimeInForce> wanted = ticket.terms().timeInForce();
        Optional<Trigger> trigger = ticket.terms().trigger();
        var body = new LinkedHashMap<String, Object>();
        body.put("clientOid", ticket.id().value());
        body.put("side", word(ticket.side()));
        body.put("symbol", market.ids().market());
        switch (ticket.pricing()) {
            case Pricing.AtMarket _ -> body.put("type", "market");
            case Pricing.AtLimit(var price) -> {
                body.put("type", "limit");
                body.put("price", plain(price));
            }
        }
        // Of the base currency, also when buying at market.
        body.put("size", ticket.amount().value().toPlainString());
        wanted.ifPresent(
                timeInForce -> {
                    switch (timeInForce) {
                        case GTC, IOC, FOK -> body.put("timeInForce", timeInForce.name());
                        case PO -> body.put("postOnly", true);
                    }
                });
        trigger.ifPresent(
                t -> {
                    // CCXT leaves it out for a plain trigger price; KuCoin then takes "loss", which
                    // wakes a buy that waits for a rise at once.
                    body.put("stop", t.risesFor(ticket.side()) ? "entry" : "loss");
                    body.put("stopPrice", plain(t.price()));
                });
        boolean unknown =
                ticket.terms().reduceOnly()
                        || (ticket.pricing().limit().isEmpty() && wanted.isPresent());
        return unknown
                ? Optional.empty()
                : Optional.of(
                        new KucoinTicket(trigger.isPresent() ? Where.STOPS : Where.BOOK, body));
    }

    static String word(Side side) {
        return switch (side) {
            case BUY -> "buy";
            case SELL -> "sell";
        };
    }

    static String plain(Price price) {
        return price.value().toPlainString();
    }
}
