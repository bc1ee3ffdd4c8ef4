package cc.profitmaker.domain.order;

import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Decimals;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an order fits its market: steps, limits and notional, exactly. Decided before anything is
 * sent. Rounding, where asked for, only ever lowers; an order that rounding brings under a limit is
 * refused like any other.
 */
public final class OrderRules {
    private OrderRules() {}

    public sealed interface Fitted {
        /** The ticket to send; the same one, or rounded down where that was asked for. */
        record Fits(OrderTicket ticket) implements Fitted {}

        /**
         * A rule is broken, and what would keep it.
         *
         * @param nearest the allowed values next to the refused one, ascending; of the amount for
         *     {@code COST_*}; empty when no value would do
         */
        record Breaks(OrderRule rule, List<BigDecimal> nearest) implements Fitted {
            public Breaks {
                nearest = List.copyOf(nearest);
            }
        }
    }

    /**
     * Fits a ticket to its market.
     *
     * @param reference the price a market order is expected to trade at, for the notional rule;
     *     without one a market order's notional is left to the exchange
     */
    public static Fitted fit(
            Market market, OrderTicket ticket, Rounding rounding, Optional<Price> reference) {
        OrderTicket fitted = rounding == Rounding.DOWN ? roundDown(market, ticket) : ticket;
        if (fitted == null) {
            return new Fitted.Breaks(OrderRule.AMOUNT_MIN, smallestAmount(market, ticket));
        }
        List<Fitted.Breaks> broken = new ArrayList<>();
        checkAmount(market, fitted, broken);
        fitted.pricing().limit().ifPresent(price -> checkPrice(market, price, broken));
        fitted.terms().trigger().ifPresent(trigger -> checkTrigger(market, trigger, broken));
        if (broken.isEmpty()) {
            checkCost(market, fitted, reference, broken);
        }
        return broken.isEmpty() ? new Fitted.Fits(fitted) : broken.getFirst();
    }

    /** The largest multiple of {@code step} that is not above {@code value}. */
    public static BigDecimal floor(BigDecimal value, BigDecimal step) {
        return multiple(value, step, RoundingMode.FLOOR);
    }

    /** The smallest multiple of {@code step} that is not below {@code value}. */
    public static BigDecimal ceiling(BigDecimal value, BigDecimal step) {
        return multiple(value, step, RoundingMode.CEILING);
    }

    private static BigDecimal multiple(BigDecimal value, BigDecimal step, RoundingMode mode) {
        return Decimals.plain(value.divide(step, 0, mode).multiply(step));
    }

    /** Null when nothing is left of the amount. */
    private static OrderTicket roundDown(Market market, OrderTicket ticket) {
        BigDecimal amount =
                market.steps()
                        .amount()
                        .map(step -> floor(ticket.amount().value(), step))
                        .orElse(ticket.amount().value());
        if (amount.signum() == 0) {
            return null;
        }
        Pricing pricing =
                switch (ticket.pricing()) {
                    case Pricing.AtMarket m -> m;
                    case Pricing.AtLimit(var price) -> new Pricing.AtLimit(floor(market, price));
                };
        var terms =
                new Terms(
                        ticket.terms().timeInForce(),
                        ticket.terms().reduceOnly(),
                        ticket.terms()
                                .trigger()
                                .map(t -> new Trigger(t.kind(), floor(market, t.price()))));
        return new OrderTicket(
                ticket.id(), ticket.symbol(), ticket.side(), pricing, new Quantity(amount), terms);
    }

    private static Price floor(Market market, Price price) {
        return market.steps()
                .price()
                .map(step -> new Price(floor(price.value(), step)))
                .orElse(price);
    }

    private static void checkAmount(Market market, OrderTicket ticket, List<Fitted.Breaks> broken) {
        BigDecimal amount = ticket.amount().value();
        Bounds bounds = amountBounds(market, ticket);
        Optional<BigDecimal> step = market.steps().amount();
        check(
                amount,
                step,
                bounds,
                broken,
                OrderRule.AMOUNT_STEP,
                OrderRule.AMOUNT_MIN,
                OrderRule.AMOUNT_MAX);
    }

    private static void checkPrice(Market market, Price price, List<Fitted.Breaks> broken) {
        check(
                price.value(),
                market.steps().price(),
                priceBounds(market),
                broken,
                OrderRule.PRICE_STEP,
                OrderRule.PRICE_MIN,
                OrderRule.PRICE_MAX);
    }

    private static void checkTrigger(Market market, Trigger trigger, List<Fitted.Breaks> broken) {
        check(
                trigger.price().value(),
                market.steps().price(),
                priceBounds(market),
                broken,
                OrderRule.TRIGGER_STEP,
                OrderRule.TRIGGER_MIN,
                OrderRule.TRIGGER_MAX);
    }

    private static void check(
            BigDecimal value,
            Optional<BigDecimal> step,
            Bounds bounds,
            List<Fitted.Breaks> broken,
            OrderRule stepRule,
            OrderRule minRule,
            OrderRule maxRule) {
        // Nothing is traded at a price of zero, limits or not; rounding down can lead there.
        if (value.signum() == 0
                || bounds.min().map(min -> value.compareTo(min) < 0).orElse(false)) {
            broken.add(new Fitted.Breaks(minRule, smallest(bounds, step)));
        } else if (bounds.max().isPresent() && value.compareTo(bounds.max().get()) > 0) {
            BigDecimal max = bounds.max().get();
            broken.add(
                    new Fitted.Breaks(
                            maxRule, within(bounds, step.map(s -> floor(max, s)).orElse(max))));
        } else if (step.isPresent() && floor(value, step.get()).compareTo(value) != 0) {
            broken.add(
                    new Fitted.Breaks(
                            stepRule,
                            within(bounds, floor(value, step.get()), ceiling(value, step.get()))));
        }
    }

    private static void checkCost(
            Market market,
            OrderTicket ticket,
            Optional<Price> reference,
            List<Fitted.Breaks> broken) {
        Optional<Price> price = ticket.pricing().limit().or(() -> reference);
        if (price.isEmpty() || price.get().value().signum() == 0) {
            return;
        }
        BigDecimal perUnit = price.get().value().multiply(market.contractSize());
        BigDecimal cost = perUnit.multiply(ticket.amount().value());
        Bounds bounds = market.limits().cost();
        Optional<BigDecimal> step = market.steps().amount();
        // As many as an amount may have, so that what is suggested can be sent; exact when there is
        // a step, since it is rounded to it outwards.
        int digits = Math.max(step.map(BigDecimal::scale).orElse(0), Decimals.MAX_DIGITS);
        Optional<BigDecimal> least =
                bounds.min()
                        .map(min -> min.divide(perUnit, digits, RoundingMode.CEILING))
                        .map(amount -> step.map(s -> ceiling(amount, s)).orElse(amount));
        Optional<BigDecimal> most =
                bounds.max()
                        .map(max -> max.divide(perUnit, digits, RoundingMode.FLOOR))
                        .map(amount -> step.map(s -> floor(amount, s)).orElse(amount));
        Bounds fitting = narrower(amountBounds(market, ticket), new Bounds(least, most));
        if (bounds.min().isPresent() && cost.compareTo(bounds.min().get()) < 0) {
            broken.add(new Fitted.Breaks(OrderRule.COST_MIN, within(fitting, least.get())));
        } else if (bounds.max().isPresent() && cost.compareTo(bounds.max().get()) > 0) {
            broken.add(new Fitted.Breaks(OrderRule.COST_MAX, within(fitting, most.get())));
        }
    }

    /** A market order must also keep the narrower bounds some exchanges set for those. */
    private static Bounds amountBounds(Market market, OrderTicket ticket) {
        Bounds all = market.limits().amount();
        if (!(ticket.pricing() instanceof Pricing.AtMarket)) {
            return all;
        }
        return narrower(all, market.limits().market());
    }

    private static Bounds narrower(Bounds a, Bounds b) {
        return new Bounds(larger(a.min(), b.min()), smaller(a.max(), b.max()));
    }

    private static Optional<BigDecimal> larger(Optional<BigDecimal> a, Optional<BigDecimal> b) {
        return a.isPresent() && b.isPresent() ? Optional.of(a.get().max(b.get())) : a.or(() -> b);
    }

    private static Optional<BigDecimal> smaller(Optional<BigDecimal> a, Optional<BigDecimal> b) {
        return a.isPresent() && b.isPresent() ? Optional.of(a.get().min(b.get())) : a.or(() -> b);
    }

    private static Bounds priceBounds(Market market) {
        return market.limits().price();
    }

    private static List<BigDecimal> smallestAmount(Market market, OrderTicket ticket) {
        return smallest(amountBounds(market, ticket), market.steps().amount());
    }

    /** The least allowed value above zero; none when there is neither a limit nor a step. */
    private static List<BigDecimal> smallest(Bounds bounds, Optional<BigDecimal> step) {
        return bounds.min()
                .filter(min -> min.signum() > 0)
                .map(min -> step.map(s -> ceiling(min, s)).orElse(min))
                .or(() -> step)
                .map(least -> within(bounds, least))
                .orElse(List.of());
    }

    private static List<BigDecimal> within(Bounds bounds, BigDecimal... candidates) {
        List<BigDecimal> allowed = new ArrayList<>();
        for (BigDecimal candidate : candidates) {
            if (candidate.signum() > 0
                    && bounds.min().map(min -> candidate.compareTo(min) >= 0).orElse(true)
                    && bounds.max().map(max -> candidate.compareTo(max) <= 0).orElse(true)) {
                allowed.add(Decimals.plain(candidate));
            }
        }
        return allowed;
    }
}
