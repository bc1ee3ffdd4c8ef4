package cc.profitmaker.application.trading;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.OwnVaultSetup;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.application.vault.Accounts;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.LookUp.Absence;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What became of an order is found out without anybody asking, and without sending anything. */
class SettlementTest {
    private static final Duration VALID = Duration.ofSeconds(10);
    private static final Absence ABSENCE = new Absence(VALID, Duration.ofDays(3));
    private static final IdempotencyKey NAME = new IdempotencyKey("n");

    private final OwnVaultSetup setup = new OwnVaultSetup();
    private final ScriptedExchange exchange = setup.exchange;
    private final Settlement settlement =
            new Settlement(
                    new Trading.Records(setup.journal, setup.audit),
                    exchange,
                    setup.gatekeeper,
                    setup.clock);
    private final AccountId account = setup.added();

    @BeforeEach
    void lose_every_answer() {
        exchange.settle(
                ticket -> new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.TIMED_OUT)));
    }

    private Placement place(Keys keys) {
        return setup.trading.place(
                setup.ann,
                keys,
                PAPER_SPOT,
                new Wish(
                        BTC_USDT,
                        Side.BUY,
                        new Pricing.AtLimit(Price.of("50000")),
                        Quantity.of("0.5"),
                        Terms.PLAIN,
                        Set.of()),
                Optional.of(NAME));
    }

    private Placement place() {
        return place(new Keys.Account(account, Optional.empty()));
    }

    private void knows(Optional<String> order, Optional<Absence> absence) {
        exchange.lookUps(
                _ ->
                        Reply.answered(
                                new LookUp(
                                        order.map(
                                                id ->
                                                        ScriptedExchange.order(
                                                                new OrderId(id), BTC_USDT)),
                                        absence)));
    }

    @Test
    void an_order_that_is_there_is_found_and_a_repeat_is_told_so() {
        place();
        knows(Optional.of("77"), Optional.of(ABSENCE));

        assertThat(settlement.settle()).isEqualTo(1);
        assertThat(settlement.settle()).isZero();

        exchange.lookUps(_ -> Reply.failed(Kind.UNREACHABLE));
        assertThat(place())
                .isEqualTo(
                        new Placement.Sent(
                                new Placed.Accepted(
                                        ScriptedExchange.order(new OrderId("77"), BTC_USDT))));
        assertThat(exchange.orders).hasSize(1);
        assertThat(setup.audit.events())
                .contains(
                        new AuditEvent.OrderSettled(
                                setup.ann.id(),
                                PAPER_SPOT,
                                exchange.orders.getFirst().id(),
                                "found 77"));
    }

    @Test
    void an_order_that_is_not_there_is_unknown_until_it_can_no_more_come() {
        place();
        knows(Optional.empty(), Optional.of(ABSENCE));

        setup.clock.advance(VALID.minusMillis(1));
        assertThat(settlement.settle()).isZero();
        setup.clock.advance(Duration.ofSeconds(2));
        assertThat(settlement.settle()).isEqualTo(1);

        exchange.settle(ScriptedExchange::accept);
        assertThat(place()).isInstanceOf(Placement.Sent.class);
        assertThat(exchange.orders).hasSize(2);
        assertThat(exchange.orders.get(1).id()).isEqualTo(exchange.orders.get(0).id());
    }

    @Test
    void an_order_that_cannot_be_looked_up_is_asked_for_again_and_the_older_the_less_often() {
        place();
        exchange.lookUps(_ -> Reply.failed(Kind.UNREACHABLE));
        int rounds = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            setup.clock.advance(Duration.ofMinutes(1));
            exchange.sent.clear();
            assertThat(settlement.settle()).isZero();
            rounds += exchange.sent.contains("lookUp") ? 1 : 0;
        }
        assertThat(rounds).isBetween(30, 70);

        knows(Optional.of("77"), Optional.of(ABSENCE));
        setup.clock.advance(Duration.ofDays(1));
        assertThat(settlement.settle()).isEqualTo(1);
    }

    @Test
    void where_nothing_ever_proves_that_it_is_not_there_it_stays_unknown() {
        place();
        knows(Optional.empty(), Optional.empty());
        setup.clock.advance(Duration.ofDays(6));

        assertThat(settlement.settle()).isZero();
        assertThat(exchange.orders).hasSize(1);
    }

    @Test
    void an_order_that_a_server_left_behind_is_looked_up_at_once() {
        exchange.settle(
                _ -> {
                    throw new CrashedHere();
                });
        assertThat(catchThrowable(this::place)).isInstanceOf(CrashedHere.class);
        knows(Optional.of("77"), Optional.of(ABSENCE));
        assertThat(settlement.settle()).isZero();

        setup.journal.senderIsGone();

        assertThat(settlement.settle()).isEqualTo(1);
    }

    private static final class CrashedHere extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void orders_under_keys_that_were_brought_along_wait_for_their_user() {
        place(new Keys.Inline(Fixtures.credential("key")));
        knows(Optional.of("77"), Optional.of(ABSENCE));

        assertThat(settlement.settle()).isZero();
        assertThat(exchange.sent).noneMatch(call -> call.contains("lookUp"));
    }

    @Test
    void nobody_is_looked_after_with_keys_they_may_not_use_any_more() {
        setup.share(account, AccessLevel.TRADE, GrantLimits.NONE, Optional.empty());
        setup.trading.place(
                setup.bob,
                new Keys.Account(account, Optional.empty()),
                PAPER_SPOT,
                new Wish(
                        BTC_USDT,
                        Side.BUY,
                        new Pricing.AtLimit(Price.of("50000")),
                        Quantity.of("0.5"),
                        Terms.PLAIN,
                        Set.of()));
        knows(Optional.of("77"), Optional.of(ABSENCE));
        var grant = setup.store.grants(account, setup.ann.id()).orElseThrow().getFirst().grant();
        var _ = setup.grants.revoke(setup.ann, account, grant.id());

        assertThat(settlement.settle()).isZero();
    }

    @Test
    void a_removed_account_leaves_its_orders_unknown() {
        place();
        knows(Optional.of("77"), Optional.of(ABSENCE));
        assertThat(setup.accounts.remove(setup.ann, account)).isEqualTo(Accounts.Removal.REMOVED);

        assertThat(settlement.settle()).isZero();
    }
}
