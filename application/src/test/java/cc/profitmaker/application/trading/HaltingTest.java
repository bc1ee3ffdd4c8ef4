package cc.profitmaker.application.trading;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.testing.Callers;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.OwnVaultSetup;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.application.trading.HaltStore.Halts;
import cc.profitmaker.application.trading.Halting.Leftovers;
import cc.profitmaker.application.trading.Halting.Outcome;
import cc.profitmaker.application.trading.OpenOrders.Cancelled;
import cc.profitmaker.application.trading.OpenOrders.Failure;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision.Reason;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.order.HaltScope;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.LookUp.Absence;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.session.Caller;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class HaltingTest {
    private static final Symbol ETH_USDT = new Symbol("ETH/USDT");

    private final OwnVaultSetup setup = new OwnVaultSetup();
    private final ScriptedExchange exchange = setup.exchange;
    private final Keys brought = new Keys.Inline(Fixtures.credential("key"));
    private final Halting halting =
            new Halting(
                    setup.halts,
                    new OpenOrders(
                            new Trading.Records(setup.journal, setup.audit),
                            exchange,
                            setup.gatekeeper,
                            setup.clock),
                    setup.clock);
    private final Caller operator = operator();

    private Caller operator() {
        User user = Fixtures.user("root@example.org", Role.OPERATOR);
        setup.identities.put(user, Optional.empty());
        return Callers.of(user);
    }

    private Placement place(Caller caller, Keys keys, Symbol symbol, Optional<String> name) {
        return setup.trading.place(
                caller,
                keys,
                PAPER_SPOT,
                new Wish(
                        symbol,
                        Side.BUY,
                        new Pricing.AtLimit(Price.of("50000")),
                        Quantity.of("0.5"),
                        Terms.PLAIN,
                        Set.of()),
                name.map(IdempotencyKey::new));
    }

    private Placement place(Caller caller, Keys keys) {
        return place(caller, keys, BTC_USDT, Optional.empty());
    }

    private static Keys of(AccountId account) {
        return new Keys.Account(account, Optional.empty());
    }

    private static Order open(String id, Symbol symbol) {
        return ScriptedExchange.order(new OrderId(id), symbol);
    }

    private Cancelled cancelled(Caller caller, HaltScope scope) {
        return switch (halting.halt(caller, scope, Leftovers.CANCEL)) {
            case Outcome.Done(_, var cancelled) -> cancelled.orElseThrow();
            case Outcome.Refused(var reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void a_user_halts_their_own_trading_and_nobody_elses() {
        assertThat(halting.halt(setup.ann, HaltScope.OWN, Leftovers.LEAVE))
                .isEqualTo(
                        new Outcome.Done(
                                new Halts(Optional.empty(), Optional.of(NOON)), Optional.empty()));

        assertThat(place(setup.ann, brought)).isEqualTo(new Placement.Halted());
        assertThat(place(setup.bob, brought)).isInstanceOf(Placement.Sent.class);
        assertThat(exchange.orders).hasSize(1);
        assertThat(setup.audit.events())
                .contains(
                        new AuditEvent.TradingHalted(setup.ann.id(), HaltScope.OWN, true),
                        new AuditEvent.Traded(
                                setup.ann.id(),
                                Optional.empty(),
                                PAPER_SPOT,
                                Operation.CREATE_ORDER,
                                BTC_USDT,
                                "not sent HALTED"));

        halting.resume(setup.ann, HaltScope.OWN);
        assertThat(place(setup.ann, brought)).isInstanceOf(Placement.Sent.class);
    }

    @Test
    void only_an_operator_halts_everybody_or_lets_them_go_on() {
        var refused = new Outcome.Refused(Reason.OPERATOR_ONLY);
        assertThat(halting.halt(setup.ann, HaltScope.ALL, Leftovers.CANCEL)).isEqualTo(refused);
        assertThat(place(setup.bob, brought)).isInstanceOf(Placement.Sent.class);

        halting.halt(operator, HaltScope.ALL, Leftovers.LEAVE);
        assertThat(place(setup.bob, brought)).isEqualTo(new Placement.Halted());
        assertThat(halting.resume(setup.ann, HaltScope.ALL)).isEqualTo(refused);
        assertThat(place(setup.bob, brought)).isEqualTo(new Placement.Halted());
        assertThat(halting.of(setup.bob)).isEqualTo(new Halts(Optional.of(NOON), Optional.empty()));

        halting.resume(operator, HaltScope.ALL);
        assertThat(place(setup.bob, brought)).isInstanceOf(Placement.Sent.class);
    }

    @Test
    void a_halted_order_keeps_no_name_and_a_known_outcome_is_told_all_the_same() {
        Optional<String> before = Optional.of("before");
        Optional<String> during = Optional.of("during");
        Placement first = place(setup.ann, brought, BTC_USDT, before);

        halting.halt(setup.ann, HaltScope.OWN, Leftovers.LEAVE);
        assertThat(place(setup.ann, brought, BTC_USDT, before)).isEqualTo(first);
        assertThat(place(setup.ann, brought, BTC_USDT, during)).isEqualTo(new Placement.Halted());

        halting.resume(setup.ann, HaltScope.OWN);
        assertThat(place(setup.ann, brought, ETH_USDT, during)).isInstanceOf(Placement.Sent.class);
    }

    @Test
    void an_order_of_unknown_fate_is_not_sent_again_under_a_halt() {
        exchange.settle(
                ticket -> new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.TIMED_OUT)));
        Optional<String> name = Optional.of("n");
        place(setup.ann, brought, BTC_USDT, name);
        exchange.lookUps(
                _ ->
                        Reply.answered(
                                new LookUp(
                                        Optional.empty(),
                                        Optional.of(
                                                new Absence(Duration.ZERO, Duration.ofDays(7))))));
        halting.halt(setup.ann, HaltScope.OWN, Leftovers.LEAVE);

        assertThat(place(setup.ann, brought, BTC_USDT, name)).isEqualTo(new Placement.Halted());
        assertThat(exchange.orders).hasSize(1);
    }

    @Test
    void a_user_cancels_what_is_open_on_their_own_accounts_also_what_a_grantee_sent() {
        AccountId account = setup.added();
        setup.share(account, AccessLevel.TRADE, GrantLimits.NONE, Optional.empty());
        place(setup.bob, of(account));
        exchange.open(_ -> Reply.answered(List.of(open("7", BTC_USDT), open("8", ETH_USDT))));

        assertThat(cancelled(setup.bob, HaltScope.OWN)).isEqualTo(new Cancelled(0, List.of()));
        assertThat(cancelled(setup.ann, HaltScope.OWN)).isEqualTo(new Cancelled(2, List.of()));

        assertThat(setup.audit.events())
                .contains(
                        new AuditEvent.Traded(
                                setup.ann.id(),
                                Optional.of(account),
                                PAPER_SPOT,
                                Operation.CANCEL_ORDER,
                                ETH_USDT,
                                "canceled 8"));
    }

    @Test
    void an_operator_cancels_what_is_open_on_everybodys_accounts() {
        AccountId account = setup.added();
        place(setup.ann, of(account));
        exchange.open(_ -> Reply.answered(List.of(open("7", BTC_USDT))));

        assertThat(cancelled(operator, HaltScope.ALL)).isEqualTo(new Cancelled(1, List.of()));

        assertThat(setup.audit.events())
                .contains(
                        new AuditEvent.Traded(
                                operator.id(),
                                Optional.of(account),
                                PAPER_SPOT,
                                Operation.CANCEL_ORDER,
                                BTC_USDT,
                                "canceled 7"));
    }

    @Test
    void where_the_exchange_wants_a_symbol_those_that_were_traded_are_asked_for() {
        AccountId account = setup.added();
        place(setup.ann, of(account), BTC_USDT, Optional.empty());
        place(setup.ann, of(account), ETH_USDT, Optional.empty());
        exchange.open(
                symbol ->
                        symbol.map(s -> Reply.answered(List.of(open("1", s))))
                                .orElseGet(() -> Reply.failed(Kind.SYMBOL_NEEDED)));

        assertThat(cancelled(setup.ann, HaltScope.OWN)).isEqualTo(new Cancelled(2, List.of()));
    }

    @Test
    void what_could_not_be_cancelled_is_told_by_account_and_the_rest_goes_on() {
        AccountId account = setup.added();
        AccountId other = setup.added(OwnVaultSetup.paper("another key of ann's"));
        place(setup.ann, of(account));
        place(setup.ann, of(other));
        exchange.open(_ -> Reply.failed(Kind.MAINTENANCE));
        var fault = new Failure.Why.Failed(ExchangeFault.of(Kind.MAINTENANCE));

        assertThat(cancelled(setup.ann, HaltScope.OWN).failures())
                .containsExactlyInAnyOrder(
                        new Failure(account, PAPER_SPOT, fault),
                        new Failure(other, PAPER_SPOT, fault));
    }

    @Test
    void a_cancel_passes_under_a_halt() {
        halting.halt(operator, HaltScope.ALL, Leftovers.LEAVE);

        assertThat(setup.trading.cancel(setup.ann, brought, PAPER_SPOT, new OrderId("1"), BTC_USDT))
                .isInstanceOf(Asked.Replied.class);
    }
}
