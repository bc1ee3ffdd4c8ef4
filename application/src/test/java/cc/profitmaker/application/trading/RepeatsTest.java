package cc.profitmaker.application.trading;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.application.testing.Callers;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.OwnVaultSetup;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision.Reason;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.LookUp.Absence;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;
import cc.profitmaker.domain.session.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An order that its user has a name for is placed once, whatever happens and however often. */
class RepeatsTest {
    private static final IdempotencyKey NAME = new IdempotencyKey("my order 1".replace(' ', '-'));
    private static final Duration VALID = Duration.ofSeconds(10);
    private static final Absence ABSENCE = new Absence(VALID, Duration.ofDays(3));

    private final OwnVaultSetup setup = new OwnVaultSetup();
    private final ScriptedExchange exchange = setup.exchange;
    private final Keys keys = new Keys.Inline(Fixtures.credential("key"));

    private static Wish wish(String amount) {
        return new Wish(
                BTC_USDT,
                Side.BUY,
                new Pricing.AtLimit(Price.of("50000")),
                Quantity.of(amount),
                Terms.PLAIN,
                Set.of());
    }

    private Placement place(Wish wish) {
        return place(setup.ann, keys, PAPER_SPOT, wish);
    }

    private Placement place(Caller caller, Keys whose, Venue venue, Wish wish) {
        return setup.trading.place(caller, whose, venue, wish, Optional.of(NAME));
    }

    private static Placement unknown(OrderTicket ticket, Optional<Duration> left) {
        return new Placement.Sent(
                new Placed.Unconfirmed(
                        ticket.id(), new ExchangeFault(Kind.TIMED_OUT, Optional.empty(), left)));
    }

    private void loseAnswers() {
        exchange.settle(
                ticket -> new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.TIMED_OUT)));
    }

    private void knows(Optional<OrderId> order) {
        exchange.lookUps(
                _ ->
                        Reply.answered(
                                new LookUp(
                                        order.map(id -> ScriptedExchange.order(id, BTC_USDT)),
                                        Optional.of(ABSENCE))));
    }

    @Test
    void a_repeat_is_told_the_first_outcome_and_places_nothing() {
        Placement first = place(wish("0.5"));
        exchange.settle(
                _ -> new Placed.Accepted(ScriptedExchange.order(new OrderId("2"), BTC_USDT)));
        setup.clock.advance(Duration.ofDays(6));

        assertThat(first).isInstanceOf(Placement.Sent.class);
        assertThat(place(wish("0.50"))).isEqualTo(first);
        assertThat(exchange.orders).hasSize(1);
    }

    @Test
    void without_a_name_every_call_is_a_new_order() {
        setup.trading.place(setup.ann, keys, PAPER_SPOT, wish("0.5"));
        setup.trading.place(setup.ann, keys, PAPER_SPOT, wish("0.5"));

        assertThat(exchange.orders).hasSize(2);
        assertThat(exchange.orders.get(0).id()).isNotEqualTo(exchange.orders.get(1).id());
    }

    @Test
    void the_client_order_id_is_the_same_for_a_repeat_and_another_for_everybody_else() {
        loseAnswers();
        place(wish("0.5"));
        place(setup.bob, keys, PAPER_SPOT, wish("0.5"));
        ClientOrderId anns = exchange.orders.get(0).id();

        assertThat(anns.value()).matches("pm[0-9a-z]{26}");
        assertThat(exchange.orders.get(1).id()).isNotEqualTo(anns);
        assertThat(Fixtures.sources(setup.clock).ids().derive(setup.ann.id(), NAME))
                .isEqualTo(anns);
    }

    @Test
    void another_order_under_the_same_name_is_a_conflict() {
        AccountId account = setup.added();
        place(wish("0.5"));
        var swap = new Venue(OwnVaultSetup.PAPER, MarketType.SWAP, Environment.LIVE);
        var sandbox = new Venue(OwnVaultSetup.PAPER, MarketType.SPOT, Environment.SANDBOX);
        Wish base = wish("0.5");
        var conflict = new Placement.Conflict();

        assertThat(place(wish("0.501"))).isEqualTo(conflict);
        assertThat(place(setup.ann, keys, swap, base)).isEqualTo(conflict);
        assertThat(place(setup.ann, keys, sandbox, base)).isEqualTo(conflict);
        assertThat(
                        place(
                                setup.ann,
                                new Keys.Inline(Fixtures.credential("other")),
                                PAPER_SPOT,
                                base))
                .isEqualTo(conflict);
        assertThat(place(setup.ann, new Keys.Account(account, Optional.empty()), PAPER_SPOT, base))
                .isEqualTo(conflict);
        for (Wish other :
                List.of(
                        with(new Symbol("ETH/USDT"), Side.BUY, "50000", Terms.PLAIN, Set.of()),
                        with(BTC_USDT, Side.SELL, "50000", Terms.PLAIN, Set.of()),
                        with(BTC_USDT, Side.BUY, "50001", Terms.PLAIN, Set.of()),
                        with(
                                BTC_USDT,
                                Side.BUY,
                                "50000",
                                new Terms(Optional.of(TimeInForce.IOC), false, Optional.empty()),
                                Set.of()),
                        with(
                                BTC_USDT,
                                Side.BUY,
                                "50000",
                                new Terms(Optional.empty(), true, Optional.empty()),
                                Set.of()),
                        with(
                                BTC_USDT,
                                Side.BUY,
                                "50000",
                                new Terms(
                                        Optional.empty(),
                                        false,
                                        Optional.of(new Trigger(Trigger.Kind.STOP, Price.of("1")))),
                                Set.of()),
                        with(BTC_USDT, Side.BUY, "50000", Terms.PLAIN, Set.of(OrderParam.ROUND)),
                        new Wish(
                                BTC_USDT,
                                Side.BUY,
                                new Pricing.AtMarket(),
                                Quantity.of("0.5"),
                                Terms.PLAIN,
                                Set.of()))) {
            assertThat(place(other)).as(other.toString()).isEqualTo(conflict);
        }
        assertThat(exchange.orders).hasSize(1);
    }

    private static Wish with(
            Symbol symbol, Side side, String price, Terms terms, Set<OrderParam> params) {
        return new Wish(
                symbol,
                side,
                new Pricing.AtLimit(Price.of(price)),
                Quantity.of("0.5"),
                terms,
                params);
    }

    @Test
    void access_is_decided_again_before_a_repeat_is_answered() {
        AccountId account = setup.added();
        Keys shared = new Keys.Account(account, Optional.empty());
        setup.share(account, AccessLevel.TRADE, GrantLimits.NONE, Optional.of(NOON.plusSeconds(5)));
        assertThat(place(setup.bob, shared, PAPER_SPOT, wish("0.5")))
                .isInstanceOf(Placement.Sent.class);

        setup.clock.advance(Duration.ofSeconds(5));
        assertThat(place(setup.bob, shared, PAPER_SPOT, wish("0.5")))
                .isEqualTo(new Placement.Refused(Reason.NO_SUCH_ACCOUNT));
    }

    @Test
    void what_was_refused_before_sending_may_be_asked_again_under_its_name() {
        assertThat(place(wish("0.5005"))).isInstanceOf(Placement.Breaks.class);
        assertThat(place(wish("0.5"))).isInstanceOf(Placement.Sent.class);
        assertThat(exchange.orders).hasSize(1);
    }

    @Test
    void a_refusal_of_the_exchanges_is_kept() {
        var fault = ExchangeFault.of(Kind.INSUFFICIENT_FUNDS);
        exchange.settle(_ -> new Placed.Rejected(fault));
        Placement refused = place(wish("0.5"));
        exchange.settle(ScriptedExchange::accept);

        assertThat(place(wish("0.5"))).isEqualTo(refused);
        assertThat(exchange.orders).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "RATE_LIMITED", "MAINTENANCE", "CLOCK"})
    void an_order_nobody_judged_may_be_asked_again_under_its_name(Kind kind) {
        exchange.settle(_ -> new Placed.Rejected(ExchangeFault.of(kind)));
        place(wish("0.5"));
        exchange.settle(ScriptedExchange::accept);

        assertThat(place(wish("0.5")))
                .isInstanceOfSatisfying(
                        Placement.Sent.class,
                        sent -> assertThat(sent.placed()).isInstanceOf(Placed.Accepted.class));
        assertThat(exchange.orders).hasSize(2);
    }

    @Test
    void an_order_whose_answer_was_lost_is_looked_up_and_found() {
        loseAnswers();
        place(wish("0.5"));
        knows(Optional.of(new OrderId("77")));

        Placement found = place(wish("0.5"));

        assertThat(found)
                .isEqualTo(
                        new Placement.Sent(
                                new Placed.Accepted(
                                        ScriptedExchange.order(new OrderId("77"), BTC_USDT))));
        assertThat(setup.audit.events())
                .last()
                .isEqualTo(
                        new AuditEvent.OrderSettled(
                                setup.ann.id(),
                                PAPER_SPOT,
                                exchange.orders.getFirst().id(),
                                "found 77"));
        exchange.sent.clear();
        assertThat(place(wish("0.5"))).isEqualTo(found);
        assertThat(exchange.sent).doesNotContain("lookUp");
        assertThat(exchange.orders).hasSize(1);
    }

    @Test
    void a_look_up_that_finds_nothing_settles_nothing_while_the_request_may_still_arrive() {
        loseAnswers();
        place(wish("0.5"));
        knows(Optional.empty());
        OrderTicket ticket = exchange.orders.getFirst();

        setup.clock.advance(Duration.ofSeconds(9));
        assertThat(place(wish("0.5")))
                .isEqualTo(unknown(ticket, Optional.of(Duration.ofSeconds(1))));
        assertThat(exchange.orders).hasSize(1);

        setup.clock.advance(Duration.ofSeconds(1));
        exchange.settle(ScriptedExchange::accept);
        assertThat(place(wish("0.5")))
                .isInstanceOfSatisfying(
                        Placement.Sent.class,
                        sent -> assertThat(sent.placed()).isInstanceOf(Placed.Accepted.class));
        assertThat(exchange.orders).hasSize(2);
        assertThat(exchange.orders.get(1)).isEqualTo(ticket);
    }

    @Test
    void where_a_request_is_valid_for_ever_it_is_never_sent_again() {
        loseAnswers();
        place(wish("0.5"));
        exchange.lookUps(_ -> Reply.answered(new LookUp(Optional.empty(), Optional.empty())));
        setup.clock.advance(Duration.ofDays(1));

        assertThat(place(wish("0.5")))
                .isEqualTo(unknown(exchange.orders.getFirst(), Optional.empty()));
        assertThat(exchange.orders).hasSize(1);
    }

    @Test
    void a_look_up_that_fails_leaves_the_fate_unknown() {
        loseAnswers();
        place(wish("0.5"));
        exchange.lookUps(_ -> Reply.failed(Kind.TIMED_OUT));
        setup.clock.advance(Duration.ofMinutes(5));

        assertThat(place(wish("0.5")))
                .isEqualTo(unknown(exchange.orders.getFirst(), Optional.empty()));
        assertThat(exchange.orders).hasSize(1);
    }

    @Test
    void a_repeat_waits_for_the_first_and_then_says_that_it_still_runs() {
        exchange.settle(
                ticket -> {
                    if (exchange.orders.size() == 1) {
                        assertThat(place(wish("0.5"))).isEqualTo(new Placement.InProgress());
                    }
                    return ScriptedExchange.accept(ticket);
                });

        assertThat(place(wish("0.5"))).isInstanceOf(Placement.Sent.class);
        assertThat(exchange.orders).hasSize(1);
        assertThat(Duration.between(NOON, setup.clock.instant())).isEqualTo(Repeats.PATIENCE);
    }

    @Test
    void of_many_at_once_one_is_placed_and_all_are_told_the_same() {
        List<Placement> told = AllAtOnce.run(8, _ -> place(wish("0.5")));

        assertThat(exchange.orders).hasSize(1);
        assertThat(told).filteredOn(Placement.Sent.class::isInstance).isNotEmpty();
        assertThat(place(wish("0.5"))).isIn(told);
    }

    @Test
    void an_order_sent_again_is_not_reserved_a_second_time() {
        AccountId account = setup.added();
        setup.share(
                account,
                AccessLevel.TRADE,
                new GrantLimits(
                        Optional.empty(),
                        Map.of(),
                        Map.of(new Currency("USDT"), new BigDecimal("25000")),
                        Optional.empty()),
                Optional.empty());
        Keys shared = new Keys.Account(account, Optional.empty());
        loseAnswers();
        place(setup.bob, shared, PAPER_SPOT, wish("0.5"));
        knows(Optional.empty());
        setup.clock.advance(VALID);
        exchange.settle(ScriptedExchange::accept);

        assertThat(place(setup.bob, shared, PAPER_SPOT, wish("0.5")))
                .isInstanceOf(Placement.Sent.class);
        assertThat(exchange.orders).hasSize(2);
    }

    @Test
    void what_the_exchange_may_have_forgotten_is_never_sent_again() {
        loseAnswers();
        place(wish("0.5"));
        knows(Optional.empty());
        setup.clock.advance(ABSENCE.remembered());

        assertThat(place(wish("0.5")))
                .isEqualTo(unknown(exchange.orders.getFirst(), Optional.empty()));
        assertThat(exchange.orders).hasSize(1);
    }

    @Test
    void an_order_of_that_name_from_before_is_not_the_one() {
        loseAnswers();
        place(wish("0.5"));
        Order told = ScriptedExchange.order(new OrderId("77"), BTC_USDT);
        var lastWeek = Optional.of(NOON.minus(Duration.ofDays(7)));
        exchange.lookUps(
                _ ->
                        Reply.answered(
                                new LookUp(
                                        Optional.of(
                                                new Order(
                                                        told.id(),
                                                        told.clientOrderId(),
                                                        told.symbol(),
                                                        told.kind(),
                                                        new Order.Times(
                                                                lastWeek,
                                                                Optional.empty(),
                                                                Optional.empty()),
                                                        told.progress(),
                                                        told.info())),
                                        Optional.of(ABSENCE))));
        setup.clock.advance(VALID);

        assertThat(place(wish("0.5")))
                .isEqualTo(unknown(exchange.orders.getFirst(), Optional.empty()));
        assertThat(exchange.orders).hasSize(1);
    }

    /** An order that was written by a server the database believes gone. */
    private OrderJournal.EntryId leftUnsent() {
        var entry = new OrderJournal.EntryId(new UUID(7, 7));
        var intent =
                new OrderJournal.Intent(
                        entry,
                        setup.ann.id(),
                        PAPER_SPOT,
                        BTC_USDT,
                        new Sought(
                                Fixtures.sources(setup.clock).ids().derive(setup.ann.id(), NAME),
                                false),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(
                                new OrderJournal.Claim(
                                        NAME, wish("0.5").digest(keys, PAPER_SPOT))));
        var requested =
                new AuditEvent.OrderRequested(
                        intent.user(), intent.account(), PAPER_SPOT, BTC_USDT, intent.order().id());
        assertThat(setup.journal.intend(intent, requested, NOON))
                .isEqualTo(new OrderJournal.Intended.Written());
        setup.journal.senderIsGone();
        return entry;
    }

    @Test
    void an_order_not_sent_yet_is_left_to_who_wrote_it_as_long_as_they_may_send_it() {
        OrderJournal.EntryId entry = leftUnsent();

        assertThat(place(wish("0.5"))).isInstanceOf(Placement.Sent.class);

        assertThat(exchange.orders).hasSize(1);
        assertThat(Duration.between(NOON, setup.clock.instant()))
                .isGreaterThan(OrderJournal.SENT_WITHIN);
        assertThat(setup.journal.sending(entry, setup.clock.instant()))
                .isEqualTo(new OrderJournal.Clearance.Lost());
    }

    @Test
    void what_is_sent_again_is_checked_first_and_its_fate_stays_open_when_it_fails() {
        loseAnswers();
        place(wish("0.5"));
        knows(Optional.empty());
        setup.clock.advance(VALID);
        exchange.allowOnly(Set.of());
        exchange.offerOnly(Set.of());

        assertThat(place(wish("0.5"))).isInstanceOf(Placement.Failed.class);

        assertThat(setup.journal.find(setup.ann.id(), NAME).map(OrderJournal.Entry::state))
                .contains(OrderJournal.State.UNKNOWN);
        assertThat(exchange.orders).hasSize(1);
    }

    @Test
    void limits_that_were_lowered_hold_for_an_order_that_is_sent_again() {
        AccountId account = setup.added();
        Keys shared = new Keys.Account(account, Optional.empty());
        setup.share(account, AccessLevel.TRADE, most("25000"), Optional.empty());
        loseAnswers();
        place(setup.bob, shared, PAPER_SPOT, wish("0.5"));
        knows(Optional.empty());
        setup.clock.advance(VALID);
        setup.share(account, AccessLevel.TRADE, most("100"), Optional.empty());

        assertThat(place(setup.bob, shared, PAPER_SPOT, wish("0.5")))
                .isEqualTo(new Placement.Refused(Reason.ORDER_OVER_LIMIT));
        assertThat(exchange.orders).hasSize(1);
    }

    private static GrantLimits most(String usdt) {
        return new GrantLimits(
                Optional.empty(),
                Map.of(new Currency("USDT"), new BigDecimal(usdt)),
                Map.of(),
                Optional.empty());
    }

    @Test
    void a_caller_of_another_name_is_another_user() {
        Caller cat = Callers.of(Fixtures.user("cat@example.org"));
        place(wish("0.5"));

        assertThat(place(cat, keys, PAPER_SPOT, wish("0.7"))).isInstanceOf(Placement.Sent.class);
    }
}
