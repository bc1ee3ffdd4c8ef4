package cc.profitmaker.application.trading;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.testing.Callers;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.Gatekeepers;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.InMemoryOrderJournal;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.OrderRule;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;
import cc.profitmaker.domain.session.Caller;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

class TradingTest {
    private static final Keys KEYS = new Keys.Inline(Fixtures.credential("key"));
    private static final Pricing AT_50000 = new Pricing.AtLimit(Price.of("50000"));
    private static final Pricing AT_MARKET = new Pricing.AtMarket();

    private final Caller ann = Callers.of(Fixtures.user("ann@example.org"));
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final ScriptedExchange exchange = ScriptedExchange.withSpotMarkets();

    @Test
    void a_fitting_order_is_sent_once_with_everything_that_was_wished() {
        var terms =
                new Terms(
                        Optional.of(TimeInForce.IOC),
                        true,
                        Optional.of(new Trigger(Trigger.Kind.STOP, Price.of("49000"))));
        var wish = new Wish(BTC_USDT, Side.SELL, AT_50000, Quantity.of("0.5"), terms, Set.of());

        var placement = place(wish);

        assertThat(exchange.sent).containsExactly("CREATE_ORDER");
        OrderTicket sent = exchange.orders.getFirst();
        assertThat(sent)
                .isEqualTo(
                        new OrderTicket(
                                sent.id(),
                                BTC_USDT,
                                Side.SELL,
                                AT_50000,
                                Quantity.of("0.5"),
                                terms));
        assertThat(placement).isEqualTo(new Placement.Sent(ScriptedExchange.accept(sent)));
    }

    @Test
    void every_order_has_a_client_order_id_of_its_own() {
        Trading trading = trading(exchange);

        trading.place(ann, KEYS, PAPER_SPOT, limit("0.5"));
        trading.place(ann, KEYS, PAPER_SPOT, limit("0.5"));

        assertThat(exchange.orders).extracting(OrderTicket::id).doesNotHaveDuplicates().hasSize(2);
        assertThat(exchange.orders.getFirst().id()).isEqualTo(ClientOrderId.random(new Random(1)));
    }

    @Test
    void an_order_is_recorded_before_it_is_sent_and_with_its_outcome_after() {
        exchange.settle(
                ticket -> {
                    assertThat(audit.events())
                            .containsExactly(
                                    new AuditEvent.OrderRequested(
                                            ann.id(),
                                            Optional.empty(),
                                            PAPER_SPOT,
                                            BTC_USDT,
                                            ticket.id()));
                    return ScriptedExchange.accept(ticket);
                });

        place(limit("0.5"));

        assertThat(audit.entries())
                .last()
                .isEqualTo(new InMemoryAuditTrail.Entry(settled("accepted 1"), NOON));
        assertThat(audit.entries().getFirst().at()).isEqualTo(NOON);
        assertThat(audit.events()).hasSize(2);
    }

    @Test
    void a_rejection_is_passed_on_and_recorded_with_its_kind() {
        var fault = ExchangeFault.of(Kind.INSUFFICIENT_FUNDS, "-2010", "secret text");
        exchange.settle(_ -> new Placed.Rejected(fault));

        assertThat(place(limit("0.5"))).isEqualTo(new Placement.Sent(new Placed.Rejected(fault)));
        assertThat(audit.events()).last().isEqualTo(settled("rejected INSUFFICIENT_FUNDS"));
    }

    @Test
    void an_order_of_unknown_fate_is_not_sent_again() {
        var fault = ExchangeFault.of(Kind.TIMED_OUT);
        exchange.settle(ticket -> new Placed.Unconfirmed(ticket.id(), fault));

        var placement = place(limit("0.5"));

        assertThat(placement)
                .isEqualTo(
                        new Placement.Sent(
                                new Placed.Unconfirmed(exchange.orders.getFirst().id(), fault)));
        assertThat(exchange.orders).hasSize(1);
        assertThat(audit.events()).last().isEqualTo(settled("unknown TIMED_OUT"));
    }

    @Test
    void without_a_row_there_is_no_order() {
        audit.goAway();

        assertThatThrownBy(() -> place(limit("0.5")))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        e -> assertThat(e.dependency()).isEqualTo(Unavailable.Dependency.DATABASE))
                .hasMessage("DATABASE is unavailable");
        assertThat(exchange.sent).isEmpty();
    }

    @Test
    void an_order_that_breaks_a_rule_is_not_sent_and_that_is_recorded() {
        assertThat(place(limit("0.0005")))
                .isEqualTo(
                        new Placement.Breaks(
                                OrderRule.AMOUNT_MIN, List.of(new BigDecimal("0.001"))));
        assertThat(place(limit("0.5005")))
                .isEqualTo(
                        new Placement.Breaks(
                                OrderRule.AMOUNT_STEP,
                                List.of(new BigDecimal("0.5"), new BigDecimal("0.501"))));
        assertUnsent("AMOUNT_MIN", "AMOUNT_STEP");
    }

    @Test
    void rounding_is_done_only_when_wished() {
        place(wish(AT_50000, "0.5005", Set.of(OrderParam.ROUND)));

        assertThat(exchange.orders)
                .extracting(OrderTicket::amount)
                .containsExactly(Quantity.of("0.5"));
    }

    @Test
    void a_param_the_venue_does_not_have_is_refused_by_name() {
        exchange.allowOnly(EnumSet.of(OrderParam.ROUND));

        assertThat(place(wish(AT_50000, "0.5", Set.of(OrderParam.ROUND, OrderParam.POST_ONLY))))
                .isEqualTo(new Placement.ParamNotAllowed(OrderParam.POST_ONLY));
        assertUnsent("POST_ONLY");
        assertThat(place(wish(AT_50000, "0.5", Set.of(OrderParam.ROUND))))
                .isInstanceOf(Placement.Sent.class);
    }

    @Test
    void of_several_such_params_the_first_is_named_every_time() {
        exchange.allowOnly(Set.of());

        assertThat(place(wish(AT_50000, "0.5", EnumSet.allOf(OrderParam.class))))
                .isEqualTo(new Placement.ParamNotAllowed(OrderParam.CLIENT_ORDER_ID));
    }

    @Test
    void a_venue_that_takes_no_orders_is_sent_none() {
        exchange.offerOnly(EnumSet.complementOf(EnumSet.of(Capability.CREATE_ORDER)));

        assertThat(place(limit("0.5"))).isEqualTo(failed(Kind.NOT_OFFERED));
        assertUnsent("NOT_OFFERED");
    }

    @Test
    void an_account_named_by_id_is_refused_and_nothing_is_sent() {
        Trading trading = trading(exchange);
        var keys = new Keys.Account(new AccountId("42"), Optional.empty());

        assertThat(trading.place(ann, keys, PAPER_SPOT, limit("0.5")))
                .isEqualTo(new Placement.Refused(Decision.Reason.SSO_IDENTITY_NEEDED));
        assertThat(trading.cancel(ann, keys, PAPER_SPOT, new OrderId("7"), BTC_USDT))
                .isEqualTo(new Asked.Refused<Order>(Decision.Reason.SSO_IDENTITY_NEEDED));
        assertThat(exchange.sent).isEmpty();
        assertThat(audit.events()).hasSize(2).hasOnlyElementsOfType(AuditEvent.AccessRefused.class);
    }

    @Test
    void an_unknown_venue_or_symbol_is_sent_nothing() {
        var nowhere = new Venue(new ExchangeId("nowhere"), MarketType.SPOT, Environment.LIVE);
        var unlisted =
                new Wish(
                        new Symbol("XXX/YYY"),
                        Side.BUY,
                        AT_50000,
                        Quantity.of("1"),
                        Terms.PLAIN,
                        Set.of());

        assertThat(trading(exchange).place(ann, KEYS, nowhere, limit("0.5")))
                .isEqualTo(failed(Kind.UNKNOWN_EXCHANGE));
        assertThat(place(unlisted)).isEqualTo(failed(Kind.UNKNOWN_SYMBOL));
        assertThat(exchange.sent).isEmpty();
        assertThat(audit.events())
                .extracting(event -> ((AuditEvent.Traded) event).outcome())
                .containsExactly("not sent UNKNOWN_EXCHANGE", "not sent UNKNOWN_SYMBOL");
    }

    @Test
    void a_limit_order_needs_no_ticker() {
        place(limit("0.5"));

        assertThat(exchange.sent).containsExactly("CREATE_ORDER");
    }

    @Test
    void a_market_order_is_judged_by_what_it_would_trade_at() {
        exchange.quote("4999");

        assertThat(place(wish(AT_MARKET, "0.001", Set.of())))
                .isEqualTo(
                        new Placement.Breaks(OrderRule.COST_MIN, List.of(new BigDecimal("0.002"))));
        assertThat(exchange.sent).containsExactly("ticker");

        assertThat(place(wish(AT_MARKET, "0.002", Set.of()))).isInstanceOf(Placement.Sent.class);
        assertThat(exchange.sent).containsExactly("ticker", "ticker", "CREATE_ORDER");
    }

    @Test
    void a_market_order_with_a_trigger_is_judged_at_its_trigger() {
        exchange.quote("1000000");
        var terms =
                new Terms(
                        Optional.empty(),
                        false,
                        Optional.of(new Trigger(Trigger.Kind.STOP_LOSS, Price.of("4000"))));

        assertThat(
                        place(
                                new Wish(
                                        BTC_USDT,
                                        Side.SELL,
                                        AT_MARKET,
                                        Quantity.of("0.001"),
                                        terms,
                                        Set.of())))
                .isEqualTo(
                        new Placement.Breaks(OrderRule.COST_MIN, List.of(new BigDecimal("0.002"))));
        assertThat(exchange.sent).isEmpty();
    }

    @Test
    void the_ticker_is_asked_only_where_a_notional_rule_needs_it() {
        assertThat(sentForMarketOrderWithCost(Bounds.NONE)).containsExactly("CREATE_ORDER");
        assertThat(sentForMarketOrderWithCost(Bounds.atLeast(BigDecimal.ONE)))
                .containsExactly("ticker", "CREATE_ORDER");
        assertThat(
                        sentForMarketOrderWithCost(
                                new Bounds(Optional.empty(), Optional.of(new BigDecimal("1e9")))))
                .containsExactly("ticker", "CREATE_ORDER");
    }

    @Test
    void without_the_reference_price_a_market_order_is_not_sent() {
        exchange.failWith(ExchangeFault.of(Kind.UNREACHABLE));

        assertThat(place(wish(AT_MARKET, "0.5", Set.of()))).isEqualTo(failed(Kind.UNREACHABLE));
        assertThat(exchange.orders).isEmpty();
        assertThat(audit.events())
                .extracting(event -> ((AuditEvent.Traded) event).outcome())
                .containsExactly("not sent UNREACHABLE");
    }

    @Test
    void a_buy_is_judged_at_the_ask_a_sale_at_the_bid_and_either_at_the_last_price_without() {
        exchange.quote("4000");
        exchange.quote(Optional.of(Price.of("4000")), Optional.of(Price.of("6000")));
        assertThat(place(atMarket(Side.BUY))).isInstanceOf(Placement.Sent.class);
        assertThat(place(atMarket(Side.SELL))).isInstanceOf(Placement.Breaks.class);

        exchange.quote(Optional.empty(), Optional.empty());
        assertThat(place(atMarket(Side.BUY))).isInstanceOf(Placement.Breaks.class);
        exchange.quote("6000");
        exchange.quote(Optional.empty(), Optional.empty());
        assertThat(place(atMarket(Side.SELL))).isInstanceOf(Placement.Sent.class);
    }

    @Test
    void a_cancel_is_sent_once_and_recorded() {
        var asked = trading(exchange).cancel(ann, KEYS, PAPER_SPOT, new OrderId("7"), BTC_USDT);

        assertThat(exchange.sent).containsExactly("CANCEL_ORDER");
        assertThat(idOf(asked)).isEqualTo(new OrderId("7"));
        assertThat(audit.entries())
                .containsExactly(
                        new InMemoryAuditTrail.Entry(
                                new AuditEvent.Traded(
                                        ann.id(),
                                        Optional.empty(),
                                        PAPER_SPOT,
                                        Operation.CANCEL_ORDER,
                                        BTC_USDT,
                                        "canceled 7"),
                                NOON));
    }

    @Test
    void a_cancel_proceeds_while_nothing_can_be_recorded() {
        audit.goAway();

        var asked = trading(exchange).cancel(ann, KEYS, PAPER_SPOT, new OrderId("7"), BTC_USDT);

        assertThat(idOf(asked)).isEqualTo(new OrderId("7"));
        assertThat(exchange.sent).containsExactly("CANCEL_ORDER");
    }

    @Test
    void a_failed_cancel_is_passed_on_and_recorded() {
        exchange.failWith(ExchangeFault.of(Kind.ORDER_NOT_FOUND));

        assertThat(trading(exchange).cancel(ann, KEYS, PAPER_SPOT, new OrderId("7"), BTC_USDT))
                .isEqualTo(new Asked.Replied<Order>(Reply.failed(Kind.ORDER_NOT_FOUND)));
        assertThat(audit.events())
                .containsExactly(
                        new AuditEvent.Traded(
                                ann.id(),
                                Optional.empty(),
                                PAPER_SPOT,
                                Operation.CANCEL_ORDER,
                                BTC_USDT,
                                "failed ORDER_NOT_FOUND 7"));
    }

    private List<String> sentForMarketOrderWithCost(Bounds cost) {
        Market market = Fixtures.spotMarket(BTC_USDT);
        var other =
                new ScriptedExchange(
                        List.of(
                                new Market(
                                        market.symbol(),
                                        market.ids(),
                                        market.type(),
                                        market.trading(),
                                        market.steps(),
                                        new Market.Limits(
                                                market.limits().amount(),
                                                market.limits().price(),
                                                cost,
                                                Bounds.NONE,
                                                Bounds.NONE),
                                        market.contract(),
                                        market.info())));
        trading(other).place(ann, KEYS, PAPER_SPOT, wish(AT_MARKET, "0.5", Set.of()));
        return other.sent;
    }

    private Trading trading(ExchangeGateway gateway) {
        return new Trading(
                gateway,
                Gatekeepers.withoutVaults(audit),
                new Trading.Records(new InMemoryOrderJournal(audit), audit),
                Fixtures.sources(new HandMovedClock(NOON)));
    }

    private Placement place(Wish wish) {
        return trading(exchange).place(ann, KEYS, PAPER_SPOT, wish);
    }

    private static Wish limit(String amount) {
        return wish(AT_50000, amount, Set.of());
    }

    private static Wish wish(Pricing pricing, String amount, Set<OrderParam> params) {
        return new Wish(BTC_USDT, Side.BUY, pricing, Quantity.of(amount), Terms.PLAIN, params);
    }

    private static Wish atMarket(Side side) {
        return new Wish(BTC_USDT, side, AT_MARKET, Quantity.of("0.001"), Terms.PLAIN, Set.of());
    }

    private AuditEvent settled(String outcome) {
        return new AuditEvent.OrderSettled(
                ann.id(), PAPER_SPOT, exchange.orders.getFirst().id(), outcome);
    }

    private void assertUnsent(String... why) {
        assertThat(exchange.sent).isEmpty();
        assertThat(audit.events())
                .containsExactlyElementsOf(
                        Stream.of(why)
                                .<AuditEvent>map(
                                        each ->
                                                new AuditEvent.Traded(
                                                        ann.id(),
                                                        Optional.empty(),
                                                        PAPER_SPOT,
                                                        Operation.CREATE_ORDER,
                                                        BTC_USDT,
                                                        "not sent " + each))
                                .toList());
    }

    private static Placement failed(Kind kind) {
        return new Placement.Failed(ExchangeFault.of(kind));
    }

    private static OrderId idOf(Asked<Order> asked) {
        return switch (asked) {
            case Asked.Replied<Order>(Reply.Answered<Order>(var order)) -> order.id();
            case Asked.Replied<Order>(Reply.Failed<Order>(var fault)) ->
                    throw new AssertionError(fault);
            case Asked.Refused<Order>(var reason) -> throw new AssertionError(reason);
        };
    }
}
