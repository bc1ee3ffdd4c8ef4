package cc.profitmaker.domain.order;

import static cc.profitmaker.domain.order.OrderRulesTest.limits;
import static cc.profitmaker.domain.order.OrderRulesTest.market;
import static cc.profitmaker.domain.order.OrderRulesTest.nearest;
import static cc.profitmaker.domain.order.OrderRulesTest.ruleOf;
import static cc.profitmaker.domain.order.OrderRulesTest.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Market.Steps.Currencies;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.order.OrderRules.Fitted;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

class OrderRulesProperties {
    /** A market with steps and limits, and an order for it; neither made to fit the other. */
    record Case(
            BigDecimal amountStep,
            BigDecimal priceStep,
            Bounds amounts,
            Bounds prices,
            Bounds costs,
            BigDecimal amount,
            BigDecimal price) {
        Market market() {
            return OrderRulesTest.market(
                    new Market.Steps(
                            Optional.of(amountStep), Optional.of(priceStep), Currencies.NONE),
                    limits(amounts, prices, costs));
        }

        OrderTicket ticket() {
            return with(amount, price);
        }

        OrderTicket with(BigDecimal otherAmount, BigDecimal otherPrice) {
            return OrderRulesTest.ticket(
                    otherAmount.toPlainString(),
                    new Pricing.AtLimit(new Price(otherPrice)),
                    Optional.empty());
        }

        Fitted fit(Rounding rounding) {
            return OrderRules.fit(market(), ticket(), rounding, Optional.empty());
        }
    }

    @Property
    void rounding_never_raises_amount_or_price_and_changes_less_than_a_step(
            @ForAll("cases") Case one) {
        if (one.fit(Rounding.DOWN) instanceof Fitted.Fits(var sent)) {
            BigDecimal price = sent.pricing().limit().orElseThrow().value();
            assertThat(sent.amount().value()).isLessThanOrEqualTo(one.amount());
            assertThat(one.amount().subtract(sent.amount().value())).isLessThan(one.amountStep());
            assertThat(price).isLessThanOrEqualTo(one.price());
            assertThat(one.price().subtract(price)).isLessThan(one.priceStep());
        }
    }

    @Property
    void what_fits_keeps_every_step_and_limit(
            @ForAll("cases") Case one, @ForAll Rounding rounding) {
        if (one.fit(rounding) instanceof Fitted.Fits(var sent)) {
            BigDecimal amount = sent.amount().value();
            BigDecimal price = sent.pricing().limit().orElseThrow().value();
            assertThat(amount.remainder(one.amountStep())).isZero();
            assertThat(price.remainder(one.priceStep())).isZero();
            assertThat(isWithin(one.amounts(), amount)).isTrue();
            assertThat(isWithin(one.prices(), price)).isTrue();
            assertThat(isWithin(one.costs(), amount.multiply(price))).isTrue();
            assertThat(price).isPositive();
        }
    }

    @Property
    void what_keeps_every_rule_fits(@ForAll("cases") Case one) {
        boolean keepsAll =
                one.amount().remainder(one.amountStep()).signum() == 0
                        && one.price().remainder(one.priceStep()).signum() == 0
                        && one.price().signum() > 0
                        && isWithin(one.amounts(), one.amount())
                        && isWithin(one.prices(), one.price())
                        && isWithin(one.costs(), one.amount().multiply(one.price()));

        assertThat(one.fit(Rounding.REFUSE) instanceof Fitted.Fits).isEqualTo(keepsAll);
    }

    @Property
    void a_rounded_order_fits_when_sent_again(@ForAll("cases") Case one) {
        if (one.fit(Rounding.DOWN) instanceof Fitted.Fits(var sent)) {
            for (Rounding rounding : Rounding.values()) {
                assertThat(OrderRules.fit(one.market(), sent, rounding, Optional.empty()))
                        .isEqualTo(new Fitted.Fits(sent));
            }
        }
    }

    @Property
    void an_order_with_the_nearest_value_no_longer_breaks_that_rule(@ForAll("cases") Case one) {
        if (one.fit(Rounding.REFUSE) instanceof Fitted.Breaks(var rule, var nearest)) {
            for (BigDecimal value : nearest) {
                OrderTicket better =
                        rule.name().startsWith("PRICE")
                                ? one.with(one.amount(), value)
                                : one.with(value, one.price());
                String next =
                        ruleOf(
                                OrderRules.fit(
                                        one.market(), better, Rounding.REFUSE, Optional.empty()));
                assertThat(next)
                        .doesNotStartWith(rule.name().substring(0, rule.name().indexOf('_')));
            }
        }
    }

    @Property
    void the_nearest_values_are_adjacent_and_ascending(@ForAll("cases") Case one) {
        if (one.fit(Rounding.REFUSE) instanceof Fitted.Breaks(var rule, var nearest)) {
            boolean price = rule.name().startsWith("PRICE");
            BigDecimal refused = price ? one.price() : one.amount();
            BigDecimal step = price ? one.priceStep() : one.amountStep();
            switch (rule) {
                case AMOUNT_STEP, PRICE_STEP -> {
                    assertThat(nearest).isSorted().hasSizeLessThanOrEqualTo(2);
                    assertThat(nearest)
                            .allSatisfy(
                                    v -> assertThat(v.subtract(refused).abs()).isLessThan(step));
                }
                case AMOUNT_MIN, PRICE_MIN, COST_MIN ->
                        assertThat(nearest)
                                .hasSizeLessThanOrEqualTo(1)
                                .allSatisfy(v -> assertThat(v).isGreaterThan(refused));
                case AMOUNT_MAX, PRICE_MAX, COST_MAX ->
                        assertThat(nearest)
                                .hasSizeLessThanOrEqualTo(1)
                                .allSatisfy(v -> assertThat(v).isLessThan(refused));
                case TRIGGER_STEP, TRIGGER_MIN, TRIGGER_MAX ->
                        throw new AssertionError("there is no trigger");
            }
        }
    }

    @Property
    void one_step_towards_the_refused_amount_breaks_the_notional_again(
            @ForAll("costCases") Case one) {
        if (one.fit(Rounding.REFUSE) instanceof Fitted.Breaks(var rule, var nearest)
                && rule == OrderRule.COST_MIN
                && !nearest.isEmpty()) {
            BigDecimal less = nearest.getFirst().subtract(one.amountStep());
            assertThat(less).isGreaterThanOrEqualTo(one.amount());
            assertThat(isWithin(one.costs(), less.multiply(one.price()))).isFalse();
        }
    }

    @Property
    void floor_and_ceiling_are_the_multiples_around_a_value(
            @ForAll("amounts") BigDecimal value, @ForAll("steps") BigDecimal step) {
        BigDecimal below = OrderRules.floor(value, step);
        BigDecimal above = OrderRules.ceiling(value, step);

        assertThat(below).isEqualByComparingTo(value.subtract(value.remainder(step)));
        assertThat(below.remainder(step)).isZero();
        assertThat(above.remainder(step)).isZero();
        assertThat(above).isGreaterThanOrEqualTo(value);
        assertThat(above.subtract(below))
                .isEqualByComparingTo(value.remainder(step).signum() == 0 ? BigDecimal.ZERO : step);
    }

    @Property
    void the_nearest_amount_for_a_market_order_fits_at_the_reference(
            @ForAll("costCases") Case one) {
        var ticket = ticket(one.amount().toPlainString(), new Pricing.AtMarket(), Optional.empty());
        Optional<Price> reference = Optional.of(new Price(one.price()));
        Fitted fitted = OrderRules.fit(one.market(), ticket, Rounding.REFUSE, reference);
        if (fitted instanceof Fitted.Breaks) {
            List<BigDecimal> nearest = nearest(fitted);
            for (BigDecimal amount : nearest) {
                var better =
                        ticket(amount.toPlainString(), new Pricing.AtMarket(), Optional.empty());
                assertThat(ruleOf(OrderRules.fit(one.market(), better, Rounding.REFUSE, reference)))
                        .isIn("FITS", ruleOf(fitted).startsWith("AMOUNT") ? "COST_MIN" : "FITS")
                        .isNotEqualTo(ruleOf(fitted));
                assertThat(new Quantity(amount)).isGreaterThan(Quantity.ZERO);
            }
        }
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.000001"), new BigDecimal("1000"))
                .ofScale(6);
    }

    @Provide
    Arbitrary<BigDecimal> steps() {
        return Arbitraries.of("0.001", "0.0001", "0.01", "0.05", "0.3", "1", "2.5", "7", "100")
                .map(BigDecimal::new);
    }

    @Provide
    Arbitrary<Case> cases() {
        return cases(bounds());
    }

    /** Amounts unlimited and on their step, prices on theirs: only the notional can be broken. */
    @Provide
    Arbitrary<Case> costCases() {
        return cases(Arbitraries.just(Bounds.NONE))
                .map(
                        c ->
                                new Case(
                                        c.amountStep(),
                                        c.priceStep(),
                                        Bounds.NONE,
                                        Bounds.NONE,
                                        Bounds.atLeast(new BigDecimal("50")),
                                        OrderRules.ceiling(c.amount(), c.amountStep()),
                                        OrderRules.ceiling(c.price(), c.priceStep())));
    }

    private Arbitrary<Case> cases(Arbitrary<Bounds> amountBounds) {
        return Combinators.combine(
                        steps(),
                        steps(),
                        amountBounds,
                        bounds(),
                        bounds(),
                        values(),
                        Combinators.combine(values(), Arbitraries.of(true, true, false))
                                .as((v, aligned) -> aligned ? v.negate() : v))
                .as(
                        (amountStep, priceStep, amounts, prices, costs, amount, price) ->
                                new Case(
                                        amountStep,
                                        priceStep,
                                        amounts,
                                        prices,
                                        costs,
                                        price.signum() < 0
                                                ? OrderRules.ceiling(amount, amountStep)
                                                : amount,
                                        price.signum() < 0
                                                ? OrderRules.ceiling(price.negate(), priceStep)
                                                : price));
    }

    private Arbitrary<BigDecimal> values() {
        return Arbitraries.oneOf(
                amounts(),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("0.0001"), new BigDecimal("100"))
                        .ofScale(4));
    }

    private static Arbitrary<Bounds> bounds() {
        Arbitrary<BigDecimal> least =
                Arbitraries.of("0.001", "0.5", "1", "10").map(BigDecimal::new);
        Arbitrary<BigDecimal> span = Arbitraries.of("0", "1", "90", "5000").map(BigDecimal::new);
        return Arbitraries.oneOf(
                Arbitraries.just(Bounds.NONE),
                least.map(Bounds::atLeast),
                Combinators.combine(least, span).as((l, s) -> Bounds.between(l, l.add(s))));
    }

    private static boolean isWithin(Bounds bounds, BigDecimal value) {
        return bounds.min().map(min -> value.compareTo(min) >= 0).orElse(true)
                && bounds.max().map(max -> value.compareTo(max) <= 0).orElse(true);
    }
}
