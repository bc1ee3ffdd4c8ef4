package cc.profitmaker.domain.order;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Decimals;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Market.Steps.Currencies;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.order.OrderRules.Fitted;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class OrderRulesTest {
    private static final Market.Limits UNLIMITED =
            new Market.Limits(Bounds.NONE, Bounds.NONE, Bounds.NONE, Bounds.NONE, Bounds.NONE);

    private static final Market BTC =
            market(
                    steps("0.001", "0.01"),
                    new Market.Limits(
                            between("0.001", "100"),
                            between("0.01", "1000000"),
                            between("5", "1000000"),
                            Bounds.NONE,
                            Bounds.NONE));

    @ParameterizedTest
    @CsvSource({
        "0.001, 5000, FITS",
        "0.0009, 5000, AMOUNT_MIN",
        "0.0011, 5000, AMOUNT_STEP",
        "0.0015, 5000, AMOUNT_STEP",
        "100, 5000, FITS",
        "100.001, 5000, AMOUNT_MAX",
        "1, 4999.99, FITS",
        "1, 4999.995, PRICE_STEP",
        "1, 0.005, PRICE_MIN",
        "1, 0, PRICE_MIN",
        "1, 1000000, FITS",
        "1, 1000000.01, PRICE_MAX",
        "0.001, 4999.99, COST_MIN",
        "100, 10000, FITS",
        "100, 10000.01, COST_MAX"
    })
    void a_limit_order_keeps_each_rule_to_the_last_digit(
            String amount, String price, String expected) {
        assertThat(ruleOf(refuse(BTC, limit(amount, price)))).isEqualTo(expected);
    }

    @Test
    void a_fitting_ticket_is_left_as_it_is() {
        OrderTicket ticket = limit("0.123", "50000.01");

        assertThat(refuse(BTC, ticket)).isEqualTo(new Fitted.Fits(ticket));
        assertThat(round(BTC, ticket, Optional.empty())).isEqualTo(new Fitted.Fits(ticket));
    }

    @Test
    void the_nearest_amounts_lie_on_both_sides() {
        assertThat(refuse(BTC, limit("0.0015", "50000")))
                .isEqualTo(breaks(OrderRule.AMOUNT_STEP, "0.001", "0.002"));
    }

    @Test
    void the_nearest_prices_lie_on_both_sides() {
        assertThat(refuse(BTC, limit("1", "50000.005")))
                .isEqualTo(breaks(OrderRule.PRICE_STEP, "50000", "50000.01"));
    }

    @Test
    void below_a_limit_the_nearest_is_the_least_allowed_multiple() {
        Market market =
                market(
                        steps("0.3", "0.7"),
                        limits(between("1", "10"), between("1", "10"), Bounds.NONE));

        assertThat(refuse(market, limit("0.9", "7")))
                .isEqualTo(breaks(OrderRule.AMOUNT_MIN, "1.2"));
        assertThat(refuse(market, limit("3", "0.7"))).isEqualTo(breaks(OrderRule.PRICE_MIN, "1.4"));
    }

    @Test
    void above_a_limit_the_nearest_is_the_greatest_allowed_multiple() {
        Market market =
                market(
                        steps("0.3", "0.7"),
                        limits(between("1", "10"), between("1", "10"), Bounds.NONE));

        assertThat(refuse(market, limit("10.2", "7")))
                .isEqualTo(breaks(OrderRule.AMOUNT_MAX, "9.9"));
        assertThat(refuse(market, limit("3", "10.5")))
                .isEqualTo(breaks(OrderRule.PRICE_MAX, "9.8"));
    }

    @Test
    void without_a_step_the_nearest_is_the_limit_itself() {
        Market market =
                market(
                        Optional.empty(),
                        Optional.empty(),
                        limits(between("1", "10"), between("2", "20"), Bounds.NONE));

        assertThat(refuse(market, limit("0.99", "3"))).isEqualTo(breaks(OrderRule.AMOUNT_MIN, "1"));
        assertThat(refuse(market, limit("10.1", "3")))
                .isEqualTo(breaks(OrderRule.AMOUNT_MAX, "10"));
        assertThat(refuse(market, limit("5", "1.9"))).isEqualTo(breaks(OrderRule.PRICE_MIN, "2"));
        assertThat(refuse(market, limit("5", "20.1"))).isEqualTo(breaks(OrderRule.PRICE_MAX, "20"));
    }

    @Test
    void where_no_multiple_lies_within_the_limits_nothing_is_near() {
        Market market =
                market(steps("5", "1"), limits(between("6", "9"), Bounds.NONE, Bounds.NONE));

        assertThat(refuse(market, limit("5", "1"))).isEqualTo(breaks(OrderRule.AMOUNT_MIN));
        assertThat(refuse(market, limit("7", "1"))).isEqualTo(breaks(OrderRule.AMOUNT_STEP));
        assertThat(refuse(market, limit("10", "1"))).isEqualTo(breaks(OrderRule.AMOUNT_MAX));
    }

    @Test
    void a_nearest_value_beyond_a_limit_is_left_out() {
        Market market =
                market(steps("2", "1"), limits(between("3", "7"), Bounds.NONE, Bounds.NONE));

        assertThat(refuse(market, limit("3", "1"))).isEqualTo(breaks(OrderRule.AMOUNT_STEP, "4"));
        assertThat(refuse(market, limit("7", "1"))).isEqualTo(breaks(OrderRule.AMOUNT_STEP, "6"));
    }

    @Test
    void zero_is_no_nearest_value() {
        Market market = market(steps("1", "1"), UNLIMITED);

        assertThat(refuse(market, limit("0.5", "1"))).isEqualTo(breaks(OrderRule.AMOUNT_STEP, "1"));
        assertThat(refuse(market, limit("1", "0.5"))).isEqualTo(breaks(OrderRule.PRICE_STEP, "1"));
    }

    @Test
    void both_ends_of_a_limit_are_allowed_values_and_offered_as_such() {
        Market market =
                market(steps("2", "1"), limits(between("4", "6"), Bounds.NONE, Bounds.NONE));

        assertThat(refuse(market, limit("5", "1")))
                .isEqualTo(breaks(OrderRule.AMOUNT_STEP, "4", "6"));
        assertThat(ruleOf(refuse(market, limit("4", "1")))).isEqualTo("FITS");
        assertThat(ruleOf(refuse(market, limit("6", "1")))).isEqualTo("FITS");
    }

    @Test
    void rounding_lowers_amount_price_and_trigger_to_their_steps() {
        var ticket =
                ticket("0.0019", new Pricing.AtLimit(Price.of("50000.019")), trigger("49999.999"));

        var fitted = round(BTC, ticket, Optional.empty());

        assertThat(fitted)
                .isEqualTo(
                        new Fitted.Fits(
                                ticket(
                                        "0.001",
                                        new Pricing.AtLimit(Price.of("50000.01")),
                                        trigger("49999.99"))));
    }

    @Test
    void rounding_leaves_alone_what_has_no_step() {
        Market market = market(Optional.empty(), Optional.empty(), UNLIMITED);
        var ticket = ticket("0.0019", new Pricing.AtLimit(Price.of("1.23")), trigger("1.2345"));

        assertThat(round(market, ticket, Optional.empty())).isEqualTo(new Fitted.Fits(ticket));
    }

    @Test
    void an_amount_that_rounds_to_nothing_is_too_small() {
        assertThat(round(BTC, limit("0.0009", "50000"), Optional.empty()))
                .isEqualTo(breaks(OrderRule.AMOUNT_MIN, "0.001"));
        assertThat(
                        round(
                                market(steps("0.5", "0.5"), UNLIMITED),
                                limit("0.4", "1"),
                                Optional.empty()))
                .isEqualTo(breaks(OrderRule.AMOUNT_MIN, "0.5"));
        assertThat(
                        round(
                                market(
                                        steps("0.5", "0.5"),
                                        limits(between("0", "9"), Bounds.NONE, Bounds.NONE)),
                                limit("0.4", "1"),
                                Optional.empty()))
                .isEqualTo(breaks(OrderRule.AMOUNT_MIN, "0.5"));
        assertThat(
                        round(
                                market(
                                        steps("0.5", "0.5"),
                                        limits(between("0.7", "9"), Bounds.NONE, Bounds.NONE)),
                                limit("0.4", "1"),
                                Optional.empty()))
                .isEqualTo(breaks(OrderRule.AMOUNT_MIN, "1"));
    }

    @Test
    void a_price_that_rounds_to_nothing_is_too_low() {
        Market market = market(steps("1", "0.5"), UNLIMITED);

        assertThat(round(market, limit("1", "0.4"), Optional.empty()))
                .isEqualTo(breaks(OrderRule.PRICE_MIN, "0.5"));
        assertThat(
                        round(
                                market,
                                ticket("1", new Pricing.AtMarket(), trigger("0.4")),
                                Optional.empty()))
                .isEqualTo(breaks(OrderRule.TRIGGER_MIN, "0.5"));
    }

    @Test
    void a_price_of_zero_is_refused_where_nothing_limits_prices() {
        Market market = market(Optional.empty(), Optional.empty(), UNLIMITED);

        assertThat(refuse(market, limit("1", "0"))).isEqualTo(breaks(OrderRule.PRICE_MIN));
    }

    @Test
    void what_rounding_brings_under_a_limit_is_refused() {
        Market market =
                market(steps("2", "2"), limits(between("3", "9"), between("3", "9"), Bounds.NONE));

        assertThat(round(market, limit("3", "4"), Optional.empty()))
                .isEqualTo(breaks(OrderRule.AMOUNT_MIN, "4"));
        assertThat(round(market, limit("4", "3"), Optional.empty()))
                .isEqualTo(breaks(OrderRule.PRICE_MIN, "4"));
        assertThat(round(BTC, limit("0.0019", "4000"), Optional.empty()))
                .isEqualTo(breaks(OrderRule.COST_MIN, "0.002"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, FITS",
        "0.001, TRIGGER_MIN",
        "0.015, TRIGGER_STEP",
        "1000000, FITS",
        "1000000.01, TRIGGER_MAX"
    })
    void a_trigger_keeps_the_rules_of_prices(String trigger, String expected) {
        var ticket = ticket("1", new Pricing.AtLimit(Price.of("100")), trigger(trigger));

        assertThat(ruleOf(refuse(BTC, ticket))).isEqualTo(expected);
    }

    @Test
    void the_first_broken_rule_is_told_amount_before_price_before_trigger_before_cost() {
        var pricing = new Pricing.AtLimit(Price.of("0.005"));

        assertThat(ruleOf(refuse(BTC, ticket("0.0001", pricing, trigger("0.005")))))
                .isEqualTo("AMOUNT_MIN");
        assertThat(ruleOf(refuse(BTC, ticket("0.001", pricing, trigger("0.005")))))
                .isEqualTo("PRICE_MIN");
        assertThat(
                        ruleOf(
                                refuse(
                                        BTC,
                                        ticket(
                                                "0.001",
                                                new Pricing.AtLimit(Price.of("1")),
                                                trigger("0.005")))))
                .isEqualTo("TRIGGER_MIN");
    }

    @Test
    void the_nearest_amount_for_a_least_notional_is_rounded_up() {
        assertThat(refuse(BTC, limit("0.001", "3000")))
                .isEqualTo(breaks(OrderRule.COST_MIN, "0.002"));
    }

    @Test
    void the_nearest_amount_for_a_greatest_notional_is_rounded_down() {
        assertThat(refuse(BTC, limit("100", "300000")))
                .isEqualTo(breaks(OrderRule.COST_MAX, "3.333"));
    }

    @Test
    void without_a_step_the_nearest_amount_for_a_notional_can_be_written_as_an_amount() {
        Market market =
                market(
                        Optional.empty(),
                        Optional.empty(),
                        limits(Bounds.NONE, Bounds.NONE, between("10", "20")));

        BigDecimal least = nearest(refuse(market, limit("1", "3"))).getFirst();
        BigDecimal most = nearest(refuse(market, limit("7", "3"))).getFirst();

        assertThat(Decimals.parse(least.toPlainString())).contains(least);
        assertThat(least.multiply(new BigDecimal("3"))).isGreaterThanOrEqualTo(BigDecimal.TEN);
        assertThat(Decimals.parse(most.toPlainString())).contains(most);
        assertThat(most.multiply(new BigDecimal("3"))).isLessThanOrEqualTo(new BigDecimal("20"));
    }

    @Test
    void a_step_finer_than_any_amount_is_still_kept_exactly() {
        Market market =
                market(
                        Optional.of(new BigDecimal("1e-45")),
                        Optional.empty(),
                        limits(Bounds.NONE, Bounds.NONE, between("10", "20")));

        BigDecimal least = nearest(refuse(market, limit("1", "3"))).getFirst();

        assertThat(least).isEqualTo(new BigDecimal("3." + "3".repeat(44) + "4"));
    }

    @Test
    void a_notional_no_allowed_amount_can_reach_has_nothing_near() {
        Market market =
                market(
                        steps("1", "1"),
                        limits(between("1", "10"), Bounds.NONE, between("100", "1000")));

        assertThat(refuse(market, limit("10", "1"))).isEqualTo(breaks(OrderRule.COST_MIN));
        assertThat(refuse(market, limit("1", "2000"))).isEqualTo(breaks(OrderRule.COST_MAX));
    }

    @Test
    void an_amount_that_would_break_the_other_notional_limit_is_not_near() {
        Market market =
                market(steps("1", "1"), limits(Bounds.NONE, Bounds.NONE, between("10", "11")));

        assertThat(refuse(market, limit("1", "6"))).isEqualTo(breaks(OrderRule.COST_MIN));
        assertThat(refuse(market, limit("2", "6"))).isEqualTo(breaks(OrderRule.COST_MAX));
        assertThat(refuse(market, limit("1", "5"))).isEqualTo(breaks(OrderRule.COST_MIN, "2"));
    }

    @Test
    void the_notional_of_a_market_order_is_judged_at_the_reference_price() {
        var ticket = ticket("0.001", new Pricing.AtMarket(), Optional.empty());

        assertThat(fit(BTC, ticket, Rounding.REFUSE, Optional.of(Price.of("4999.99"))))
                .isEqualTo(breaks(OrderRule.COST_MIN, "0.002"));
        assertThat(fit(BTC, ticket, Rounding.REFUSE, Optional.of(Price.of("5000"))))
                .isEqualTo(new Fitted.Fits(ticket));
    }

    @Test
    void without_a_reference_a_market_orders_notional_is_left_to_the_exchange() {
        var ticket = ticket("0.001", new Pricing.AtMarket(), Optional.empty());

        assertThat(refuse(BTC, ticket)).isEqualTo(new Fitted.Fits(ticket));
        assertThat(fit(BTC, ticket, Rounding.REFUSE, Optional.of(Price.of("0"))))
                .isEqualTo(new Fitted.Fits(ticket));
    }

    @Test
    void a_limit_orders_notional_is_judged_at_its_own_price() {
        assertThat(
                        ruleOf(
                                fit(
                                        BTC,
                                        limit("0.001", "5000"),
                                        Rounding.REFUSE,
                                        Optional.of(Price.of("1")))))
                .isEqualTo("FITS");
    }

    @Test
    void the_notional_of_contracts_counts_their_size() {
        Market swap =
                new Market(
                        new Symbol("BTC/USDT:USDT"),
                        BTC.ids(),
                        MarketType.SWAP,
                        BTC.trading(),
                        steps("1", "0.1"),
                        limits(Bounds.NONE, Bounds.NONE, between("5", "100")),
                        Optional.of(
                                new Market.Contract(
                                        true,
                                        new BigDecimal("0.001"),
                                        new Currency("USDT"),
                                        Optional.empty())),
                        RawPayload.NONE);

        assertThat(refuse(swap, limit("1", "4999.9"))).isEqualTo(breaks(OrderRule.COST_MIN, "2"));
        assertThat(ruleOf(refuse(swap, limit("1", "5000")))).isEqualTo("FITS");
        assertThat(refuse(swap, limit("21", "5000"))).isEqualTo(breaks(OrderRule.COST_MAX, "20"));
    }

    @Test
    void a_market_order_keeps_the_narrower_of_both_bounds() {
        Market narrow = withMarketBounds(between("1", "10"), between("2", "5"));
        Market wide = withMarketBounds(between("2", "5"), between("1", "10"));

        for (Market market : List.of(narrow, wide)) {
            assertThat(refuse(market, atMarket("1"))).isEqualTo(breaks(OrderRule.AMOUNT_MIN, "2"));
            assertThat(ruleOf(refuse(market, atMarket("2")))).isEqualTo("FITS");
            assertThat(ruleOf(refuse(market, atMarket("5")))).isEqualTo("FITS");
            assertThat(refuse(market, atMarket("6"))).isEqualTo(breaks(OrderRule.AMOUNT_MAX, "5"));
        }
    }

    @Test
    void a_market_order_keeps_whichever_bound_there_is() {
        Market onlyGeneral = withMarketBounds(between("2", "5"), Bounds.NONE);
        Market onlyMarket = withMarketBounds(Bounds.NONE, between("2", "5"));

        for (Market market : List.of(onlyGeneral, onlyMarket)) {
            assertThat(ruleOf(refuse(market, atMarket("1")))).isEqualTo("AMOUNT_MIN");
            assertThat(ruleOf(refuse(market, atMarket("6")))).isEqualTo("AMOUNT_MAX");
        }
    }

    @Test
    void a_limit_order_is_not_held_to_the_bounds_of_market_orders() {
        Market market = withMarketBounds(between("1", "10"), between("2", "5"));

        assertThat(ruleOf(refuse(market, limit("1", "1")))).isEqualTo("FITS");
        assertThat(ruleOf(refuse(market, limit("10", "1")))).isEqualTo("FITS");
    }

    @Test
    void what_does_not_change_by_rounding_is_kept() {
        var terms =
                new Terms(
                        Optional.of(TimeInForce.IOC),
                        true,
                        Optional.of(new Trigger(Trigger.Kind.TAKE_PROFIT, Price.of("2.5"))));
        var ticket =
                new OrderTicket(
                        new ClientOrderId("mine"),
                        new Symbol("BTC/USDT"),
                        Side.SELL,
                        new Pricing.AtMarket(),
                        Quantity.of("3.5"),
                        terms);

        assertThat(round(market(steps("1", "1"), UNLIMITED), ticket, Optional.empty()))
                .isEqualTo(
                        new Fitted.Fits(
                                new OrderTicket(
                                        ticket.id(),
                                        ticket.symbol(),
                                        Side.SELL,
                                        new Pricing.AtMarket(),
                                        Quantity.of("3"),
                                        new Terms(
                                                Optional.of(TimeInForce.IOC),
                                                true,
                                                Optional.of(
                                                        new Trigger(
                                                                Trigger.Kind.TAKE_PROFIT,
                                                                Price.of("2")))))));
    }

    private static Market withMarketBounds(Bounds amount, Bounds market) {
        return market(
                steps("1", "1"),
                new Market.Limits(amount, Bounds.NONE, Bounds.NONE, Bounds.NONE, market));
    }

    static Market market(Market.Steps steps, Market.Limits limits) {
        return new Market(
                new Symbol("BTC/USDT"),
                new Market.Ids("BTCUSDT", "BTC", "USDT", Optional.empty()),
                MarketType.SPOT,
                new Market.Trading(Optional.empty(), false, Optional.empty()),
                steps,
                limits,
                Optional.empty(),
                RawPayload.NONE);
    }

    private static Market market(
            Optional<BigDecimal> amountStep, Optional<BigDecimal> priceStep, Market.Limits limits) {
        return market(new Market.Steps(amountStep, priceStep, Currencies.NONE), limits);
    }

    private static Market.Steps steps(String amount, String price) {
        return new Market.Steps(
                Optional.of(new BigDecimal(amount)),
                Optional.of(new BigDecimal(price)),
                Currencies.NONE);
    }

    static Market.Limits limits(Bounds amount, Bounds price, Bounds cost) {
        return new Market.Limits(amount, price, cost, Bounds.NONE, Bounds.NONE);
    }

    private static Bounds between(String min, String max) {
        return Bounds.between(new BigDecimal(min), new BigDecimal(max));
    }

    private static Optional<Trigger> trigger(String price) {
        return Optional.of(new Trigger(Trigger.Kind.STOP, Price.of(price)));
    }

    private static OrderTicket limit(String amount, String price) {
        return ticket(amount, new Pricing.AtLimit(Price.of(price)), Optional.empty());
    }

    private static OrderTicket atMarket(String amount) {
        return ticket(amount, new Pricing.AtMarket(), Optional.empty());
    }

    static OrderTicket ticket(String amount, Pricing pricing, Optional<Trigger> trigger) {
        return new OrderTicket(
                new ClientOrderId("pm1"),
                new Symbol("BTC/USDT"),
                Side.BUY,
                pricing,
                Quantity.of(amount),
                new Terms(Optional.empty(), false, trigger));
    }

    private static Fitted refuse(Market market, OrderTicket ticket) {
        return fit(market, ticket, Rounding.REFUSE, Optional.empty());
    }

    private static Fitted round(Market market, OrderTicket ticket, Optional<Price> reference) {
        return fit(market, ticket, Rounding.DOWN, reference);
    }

    private static Fitted fit(
            Market market, OrderTicket ticket, Rounding rounding, Optional<Price> reference) {
        return OrderRules.fit(market, ticket, rounding, reference);
    }

    static String ruleOf(Fitted fitted) {
        return switch (fitted) {
            case Fitted.Fits _ -> "FITS";
            case Fitted.Breaks(var rule, _) -> rule.name();
        };
    }

    static List<BigDecimal> nearest(Fitted fitted) {
        return switch (fitted) {
            case Fitted.Fits _ -> throw new AssertionError("it fits");
            case Fitted.Breaks(_, var nearest) -> nearest;
        };
    }

    private static Fitted breaks(OrderRule rule, String... nearest) {
        return new Fitted.Breaks(rule, Arrays.stream(nearest).map(BigDecimal::new).toList());
    }
}
