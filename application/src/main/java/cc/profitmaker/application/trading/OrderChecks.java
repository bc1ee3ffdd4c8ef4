package cc.profitmaker.application.trading;

import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.OrderRules;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;

import java.util.Optional;

/** Whether a venue takes such an order, and the ticket that fits its market. */
final class OrderChecks {
    private final ExchangeGateway exchanges;

    OrderChecks(ExchangeGateway exchanges) {
        this.exchanges = exchanges;
    }

    sealed interface Checked {
        record Fits(Market market, OrderTicket ticket) implements Checked {}

        record Fails(Placement why) implements Checked {}
    }

    Checked check(Ordered ordered) {
        return switch (exchanges.capabilities(ordered.venue())) {
            case Reply.Failed<Capabilities>(var fault) -> failed(fault);
            case Reply.Answered<Capabilities>(var offered) -> check(ordered, offered);
        };
    }

    private static Checked failed(ExchangeFault fault) {
        return new Checked.Fails(new Placement.Failed(fault));
    }

    private Checked check(Ordered ordered, Capabilities offered) {
        if (!offered.offers(Capability.CREATE_ORDER)) {
            return failed(ExchangeFault.of(ExchangeFault.Kind.NOT_OFFERED));
        }
        // In the order of the enum: of two wrong ones the same one is named every time.
        for (OrderParam param : OrderParam.values()) {
            if (ordered.wish().params().contains(param) && !offered.orderParams().contains(param)) {
                return new Checked.Fails(new Placement.ParamNotAllowed(param));
            }
        }
        return switch (exchanges.market(ordered.venue(), ordered.wish().symbol())) {
            case Reply.Failed<Market>(var fault) -> failed(fault);
            case Reply.Answered<Market>(var market) ->
                    switch (fit(market, ordered)) {
                        case Reply.Failed<OrderRules.Fitted>(var fault) -> failed(fault);
                        case Reply.Answered<OrderRules.Fitted>(
                                        OrderRules.Fitted.Breaks(var rule, var nearest)) ->
                                new Checked.Fails(new Placement.Breaks(rule, nearest));
                        case Reply.Answered<OrderRules.Fitted>(
                                        OrderRules.Fitted.Fits(var ticket)) ->
                                new Checked.Fits(market, ticket);
                    };
        };
    }

    private Reply<OrderRules.Fitted> fit(Market market, Ordered ordered) {
        Wish wish = ordered.wish();
        var ticket =
                new OrderTicket(
                        ordered.id(),
                        wish.symbol(),
                        wish.side(),
                        wish.pricing(),
                        wish.amount(),
                        wish.terms());
        return referencePrice(ordered.venue(), market, wish)
                .map(reference -> OrderRules.fit(market, ticket, wish.rounding(), reference));
    }

    /** What a market order would trade at, asked for only when a notional rule needs it. */
    private Reply<Optional<Price>> referencePrice(Venue venue, Market market, Wish wish) {
        boolean costMatters =
                market.limits().cost().min().isPresent()
                        || market.limits().cost().max().isPresent();
        if (!costMatters || !(wish.pricing() instanceof Pricing.AtMarket)) {
            return Reply.answered(Optional.empty());
        }
        if (wish.terms().trigger().isPresent()) {
            return Reply.answered(wish.terms().trigger().map(trigger -> trigger.price()));
        }
        return exchanges.ticker(venue, wish.symbol()).map(ticker -> expected(ticker, wish.side()));
    }

    private static Optional<Price> expected(Ticker ticker, Side side) {
        var quote = ticker.quote();
        return (side == Side.BUY ? quote.ask() : quote.bid()).or(() -> ticker.range().last());
    }
}
