package cc.profitmaker.application.trading;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;
import static cc.profitmaker.application.testing.OwnVaultSetup.BTC_SWAP;
import static cc.profitmaker.application.testing.OwnVaultSetup.ETH_SWAP;
import static cc.profitmaker.application.testing.OwnVaultSetup.FROM_20_TO_50;
import static cc.profitmaker.application.testing.OwnVaultSetup.PAPER;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.testing.OwnVaultSetup;
import cc.profitmaker.application.trading.Leverages.Mode;
import cc.profitmaker.application.trading.Leverages.Result;
import cc.profitmaker.application.trading.Leverages.Wanted;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision.Reason;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a grantee may trade with a limited grant, and what none of their wishes changes. */
class GrantLimitsOfOrdersTest {
    private static final Currency USDT = new Currency("USDT");
    private static final Venue SWAPS = new Venue(PAPER, MarketType.SWAP, Environment.LIVE);
    private static final Pricing AT_MARKET = new Pricing.AtMarket();

    private final OwnVaultSetup setup = new OwnVaultSetup();
    private final AccountId account = setup.added();
    private final Keys keys = new Keys.Account(account, Optional.empty());

    private void limit(GrantLimits limits) {
        setup.share(account, AccessLevel.TRADE, limits, Optional.empty());
    }

    private void limitOrderTo(String usdt) {
        limit(
                new GrantLimits(
                        Optional.empty(),
                        Map.of(USDT, new BigDecimal(usdt)),
                        Map.of(),
                        Optional.empty()));
    }

    private void limitDayTo(String usdt) {
        limit(
                new GrantLimits(
                        Optional.empty(),
                        Map.of(),
                        Map.of(USDT, new BigDecimal(usdt)),
                        Optional.empty()));
    }

    private static Wish wish(Symbol symbol, Side side, Pricing pricing, String amount) {
        return new Wish(symbol, side, pricing, Quantity.of(amount), Terms.PLAIN, Set.of());
    }

    private static Wish buyAt(String price, String amount) {
        return wish(BTC_USDT, Side.BUY, at(price), amount);
    }

    private static Pricing at(String price) {
        return new Pricing.AtLimit(Price.of(price));
    }

    private Placement place(Wish wish) {
        return setup.trading.place(setup.bob, keys, PAPER_SPOT, wish);
    }

    private static Placement refused(Reason reason) {
        return new Placement.Refused(reason);
    }

    @Test
    void the_owner_is_not_bound_by_what_was_granted() {
        limitOrderTo("1");

        assertThat(setup.trading.place(setup.ann, keys, PAPER_SPOT, buyAt("50000", "1")))
                .isInstanceOf(Placement.Sent.class);
    }

    @Test
    void an_order_may_be_worth_the_limit_and_no_more_and_the_refusal_is_recorded() {
        limitOrderTo("100");

        assertThat(place(buyAt("1000", "0.1"))).isInstanceOf(Placement.Sent.class);
        assertThat(place(buyAt("1000.01", "0.1"))).isEqualTo(refused(Reason.ORDER_OVER_LIMIT));
        assertThat(setup.exchange.orders).hasSize(1);
        assertThat(setup.audit.events())
                .last()
                .isEqualTo(
                        new AuditEvent.AccessRefused(
                                setup.bob.id(),
                                account,
                                Operation.CREATE_ORDER,
                                Reason.ORDER_OVER_LIMIT));
    }

    @Test
    void a_currency_that_is_not_listed_and_a_symbol_that_is_not_are_refused() {
        limit(
                new GrantLimits(
                        Optional.of(Set.of(BTC_USDT, new Symbol("ETH/EUR"))),
                        Map.of(USDT, new BigDecimal("100")),
                        Map.of(),
                        Optional.empty()));

        assertThat(place(wish(new Symbol("ETH/EUR"), Side.BUY, at("10"), "1")))
                .isEqualTo(refused(Reason.CURRENCY_NOT_GRANTED));
        assertThat(place(wish(new Symbol("ETH/USDT"), Side.BUY, at("10"), "1")))
                .isEqualTo(refused(Reason.SYMBOL_NOT_GRANTED));
        assertThat(setup.exchange.orders).isEmpty();
    }

    @Test
    void a_cancel_of_another_symbol_is_refused_and_recorded() {
        limit(new GrantLimits(Optional.of(Set.of(BTC_USDT)), Map.of(), Map.of(), Optional.empty()));
        var order = new OrderId("7");

        assertThat(setup.trading.cancel(setup.bob, keys, PAPER_SPOT, order, new Symbol("ETH/USDT")))
                .isEqualTo(new Asked.Refused<>(Reason.SYMBOL_NOT_GRANTED));
        assertThat(setup.exchange.sent).doesNotContain("CANCEL_ORDER");
        assertThat(setup.audit.events()).last().isInstanceOf(AuditEvent.AccessRefused.class);
        assertThat(setup.trading.cancel(setup.bob, keys, PAPER_SPOT, order, BTC_USDT))
                .isInstanceOf(Asked.Replied.class);
    }

    @Test
    void a_market_order_counts_at_the_best_opposite_price_and_five_percent() {
        limitOrderTo("105");
        setup.exchange.quote("1000");

        assertThat(place(wish(BTC_USDT, Side.BUY, AT_MARKET, "0.1")))
                .isInstanceOf(Placement.Sent.class);
        assertThat(place(wish(BTC_USDT, Side.BUY, AT_MARKET, "0.101")))
                .isEqualTo(refused(Reason.ORDER_OVER_LIMIT));
        assertThat(place(wish(BTC_USDT, Side.SELL, at("1"), "10")))
                .isEqualTo(refused(Reason.ORDER_OVER_LIMIT));
    }

    @Test
    void without_a_book_of_now_a_market_order_is_not_sent() {
        limitOrderTo("100000");
        Wish wish = wish(BTC_USDT, Side.BUY, AT_MARKET, "0.1");

        setup.exchange.bookAt(Optional.of(NOON.minusMillis(2001)));
        assertThat(place(wish))
                .isEqualTo(new Placement.Failed(ExchangeFault.of(ExchangeFault.Kind.TIMED_OUT)));
        setup.exchange.bookAt(Optional.of(NOON.minusMillis(2000)));
        assertThat(place(wish)).isInstanceOf(Placement.Sent.class);
        // An exchange whose clock is ahead, and one that does not say.
        setup.exchange.bookAt(Optional.of(NOON.plusSeconds(60)));
        assertThat(place(wish)).isInstanceOf(Placement.Sent.class);
        setup.exchange.bookAt(Optional.empty());
        assertThat(place(wish)).isInstanceOf(Placement.Sent.class);
    }

    @Test
    void with_nobody_on_the_other_side_a_market_order_is_not_sent() {
        limitOrderTo("100000");
        setup.exchange.quote(Optional.empty(), Optional.empty());

        assertThat(place(wish(BTC_USDT, Side.BUY, AT_MARKET, "0.1")))
                .isEqualTo(
                        new Placement.Failed(ExchangeFault.of(ExchangeFault.Kind.MARKET_CLOSED)));
    }

    @Test
    void a_days_orders_are_added_up_until_the_utc_day_ends() {
        limitDayTo("150");

        assertThat(place(buyAt("1000", "0.1"))).isInstanceOf(Placement.Sent.class);
        assertThat(place(buyAt("1000", "0.051"))).isEqualTo(refused(Reason.DAY_OVER_LIMIT));
        assertThat(place(buyAt("1000", "0.05"))).isInstanceOf(Placement.Sent.class);
        setup.clock.advance(Duration.ofHours(12));
        assertThat(place(buyAt("1000", "0.15"))).isInstanceOf(Placement.Sent.class);
    }

    @Test
    void only_what_the_exchange_certainly_does_not_have_is_given_back() {
        limitDayTo("100");
        var fault = ExchangeFault.of(ExchangeFault.Kind.INSUFFICIENT_FUNDS);
        setup.exchange.settle(_ -> new Placed.Rejected(fault));
        assertThat(place(buyAt("1000", "0.1"))).isInstanceOf(Placement.Sent.class);

        setup.exchange.settle(ticket -> new Placed.Unconfirmed(ticket.id(), fault));
        assertThat(place(buyAt("1000", "0.1"))).isInstanceOf(Placement.Sent.class);
        assertThat(place(buyAt("1000", "0.01"))).isEqualTo(refused(Reason.DAY_OVER_LIMIT));
    }

    @Test
    void a_cancel_gives_nothing_back() {
        limitDayTo("100");
        place(buyAt("1000", "0.1"));
        setup.trading.cancel(setup.bob, keys, PAPER_SPOT, new OrderId("1"), BTC_USDT);

        assertThat(place(buyAt("1000", "0.01"))).isEqualTo(refused(Reason.DAY_OVER_LIMIT));
    }

    @Test
    void contracts_count_with_their_size() {
        limitOrderTo("50");

        assertThat(
                        setup.trading.place(
                                setup.bob, keys, SWAPS, wish(BTC_SWAP, Side.BUY, at("50000"), "1")))
                .isInstanceOf(Placement.Sent.class);
        assertThat(
                        setup.trading.place(
                                setup.bob, keys, SWAPS, wish(BTC_SWAP, Side.BUY, at("50000"), "2")))
                .isEqualTo(refused(Reason.ORDER_OVER_LIMIT));
    }

    /** Every entry an order may carry, on an order that is over the limit without it. */
    @ParameterizedTest
    @EnumSource
    void no_entry_of_params_gets_around_a_limit(OrderParam param) {
        limit(
                new GrantLimits(
                        Optional.of(Set.of(BTC_USDT)),
                        Map.of(USDT, new BigDecimal("100")),
                        Map.of(USDT, new BigDecimal("100")),
                        Optional.empty()));
        setup.exchange.quote("1000");
        for (Side side : Side.values()) {
            for (Pricing pricing : List.of(AT_MARKET, at("1000"))) {
                Wish over =
                        new Wish(
                                BTC_USDT,
                                side,
                                pricing,
                                Quantity.of("0.101"),
                                terms(param),
                                Set.of(param));
                assertThat(place(over))
                        .as(over.toString())
                        .isEqualTo(refused(Reason.ORDER_OVER_LIMIT));
                Wish elsewhere =
                        new Wish(
                                new Symbol("ETH/USDT"),
                                side,
                                pricing,
                                Quantity.of("0.01"),
                                terms(param),
                                Set.of(param));
                assertThat(place(elsewhere)).isEqualTo(refused(Reason.SYMBOL_NOT_GRANTED));
            }
        }
        assertThat(setup.exchange.orders).isEmpty();
    }

    private static Terms terms(OrderParam param) {
        return switch (param) {
            case CLIENT_ORDER_ID, ROUND -> Terms.PLAIN;
            case TIME_IN_FORCE -> new Terms(Optional.of(TimeInForce.IOC), false, Optional.empty());
            case POST_ONLY -> new Terms(Optional.of(TimeInForce.PO), false, Optional.empty());
            case REDUCE_ONLY -> new Terms(Optional.empty(), true, Optional.empty());
            case TRIGGER_PRICE -> trigger(Trigger.Kind.STOP);
            case STOP_LOSS_PRICE -> trigger(Trigger.Kind.STOP_LOSS);
            case TAKE_PROFIT_PRICE -> trigger(Trigger.Kind.TAKE_PROFIT);
        };
    }

    private static Terms trigger(Trigger.Kind kind) {
        return new Terms(Optional.empty(), false, Optional.of(new Trigger(kind, Price.of("100"))));
    }

    @Test
    void leverage_is_bound_by_the_grant_and_by_the_market() {
        limit(
                new GrantLimits(
                        Optional.of(Set.of(BTC_SWAP)),
                        Map.of(),
                        Map.of(),
                        Optional.of(BigDecimal.TEN)));

        assertThat(set(new Wanted.Exactly(new BigDecimal("10.1"))))
                .isEqualTo(new Asked.Refused<List<Result>>(Reason.LEVERAGE_OVER_LIMIT));
        assertThat(setup.audit.events()).last().isInstanceOf(AuditEvent.AccessRefused.class);
        assertThat(set(new Wanted.Exactly(BigDecimal.TEN)))
                .isEqualTo(replied(new Result.Set(BTC_SWAP, BigDecimal.TEN)));
        assertThat(set(new Wanted.Greatest()))
                .isEqualTo(replied(new Result.Set(BTC_SWAP, BigDecimal.TEN)));
        assertThat(
                        setup.leverages.set(
                                setup.bob,
                                keys,
                                SWAPS,
                                List.of(BTC_SWAP, new Symbol("ETH/USDT:USDT")),
                                new Wanted.Greatest(),
                                Mode.SET))
                .isEqualTo(new Asked.Refused<List<Result>>(Reason.SYMBOL_NOT_GRANTED));
    }

    @Test
    void the_greatest_leverage_of_a_grant_below_the_markets_least_is_out_of_bounds() {
        limit(new GrantLimits(Optional.empty(), Map.of(), Map.of(), Optional.of(BigDecimal.TEN)));

        assertThat(
                        setup.leverages.set(
                                setup.bob,
                                keys,
                                SWAPS,
                                List.of(ETH_SWAP),
                                new Wanted.Greatest(),
                                Mode.SET))
                .isEqualTo(replied(new Result.OutOfBounds(ETH_SWAP, FROM_20_TO_50)));
    }

    private Asked<List<Result>> set(Wanted wanted) {
        return setup.leverages.set(setup.bob, keys, SWAPS, List.of(BTC_SWAP), wanted, Mode.SET);
    }

    private static Asked<List<Result>> replied(Result result) {
        return new Asked.Replied<>(Reply.answered(List.of(result)));
    }
}
