package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Trigger;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A ticket in the words of KuCoin's futures. */
final class KucoinFuturesTicket {
    /** What CCXT sends unless told otherwise; cross margin goes by the leverage that was set. */
    private static final int LEVERAGE = 1;

    private static final String BY_MARK_PRICE = "MP";

    private KucoinFuturesTicket() {}

    /**
     * Empty for what KuCoin has no order for: a part of a contract, and a time in force or
     * post-only for an order at market.
     */
    static Optional<Map<String, Object>> body(OrderTicket ticket, Market market) {
        BigDecimal contracts = ticket.amount().value();
        boolean whole = contracts.stripTrailingZeros().scale() <= 0;
        boolean unknown =
                ticket.pricing().limit().isEmpty() && ticket.terms().timeInForce().isPresent();
        if (!whole || unknown) {
            return Optional.empty();
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("clientOid", ticket.id().value());
        body.put("side", KucoinTicket.word(ticket.side()));
        body.put("symbol", market.ids().market());
        body.put("leverage", LEVERAGE);
        body.put("size", contracts.toBigIntegerExact());
        switch (ticket.pricing()) {
            case Pricing.AtMarket _ -> body.put("type", "market");
            case Pricing.AtLimit(var price) -> {
                body.put("type", "limit");
                body.put("price", KucoinTicket.plain(price));
            }
        }
        ticket.terms()
                .timeInForce()
                .ifPresent(
                        timeInForce -> {
                            switch (timeInForce) {
                                case GTC, IOC, FOK -> body.put("timeInForce", timeInForce.name());
                                case PO -> body.put("postOnly", true);
                            }
                        });
        ticket.terms()
                .trigger()
                .ifPresent(
                        trigger -> {
                            body.put("stop", trigger.risesFor(ticket.side()) ? "up" : "down");
                            body.put("stopPrice", KucoinTicket.plain(trigger.price()));
                            body.put("stopPriceType", BY_MARK_PRICE);
                        });
        if (ticket.terms().reduceOnly() || endsPosition(ticket)) {
            body.put("reduceOnly", true);
        }
        return Optional.of(body);
    }

    /** A stop loss or a take profit is of a position and never opens one. */
    private static boolean endsPosition(OrderTicket ticket) {
        return ticket.terms()
                .trigger()
                .map(Trigger::kind)
                .map(
                        kind ->
                                switch (kind) {
                                    case STOP -> false;
                                    case STOP_LOSS, TAKE_PROFIT -> true;
                                })
                .orElse(false);
    }
}
