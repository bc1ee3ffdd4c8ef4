package cc.profitmaker.application.trading;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.testing.Callers;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.Gatekeepers;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.application.trading.Leverages.Mode;
import cc.profitmaker.application.trading.Leverages.Result;
import cc.profitmaker.application.trading.Leverages.Wanted;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.session.Caller;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class LeveragesTest {
    private static final Keys INLINE = new Keys.Inline(Fixtures.credential("key"));
    private static final Keys BY_ID = new Keys.Account(new AccountId("42"), Optional.empty());
    private static final Decision.Reason NO_SSO = Decision.Reason.SSO_IDENTITY_NEEDED;
    private static final Venue SWAPS =
            new Venue(new ExchangeId("paper"), MarketType.SWAP, Environment.LIVE);
    private static final Symbol BTC = new Symbol("BTC/USDT:USDT");
    private static final Symbol ETH = new Symbol("ETH/USDT:USDT");
    private static final Symbol UNKNOWN = new Symbol("XXX/USDT:USDT");
    private static final Wanted TEN = new Wanted.Exactly(BigDecimal.TEN);

    private final Caller ann = Callers.of(Fixtures.user("ann@example.org"));
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final ScriptedExchange exchange =
            new ScriptedExchange(
                    List.of(
                            Fixtures.spotMarket(BTC_USDT),
                            Fixtures.swapMarket(BTC),
                            Fixtures.withLeverage(Fixtures.swapMarket(ETH), Bounds.NONE)));
    private final Leverages leverages =
            new Leverages(
                    exchange, Gatekeepers.withoutVaults(audit), audit, new HandMovedClock(NOON));

    @Test
    void leverage_is_fetched_with_a_permit_for_that() {
        assertThat(leverages.fetch(ann, INLINE, SWAPS, Set.of(BTC)))
                .isEqualTo(new Asked.Replied<List<Leverage>>(Reply.answered(List.of())));
        assertThat(exchange.sent).containsExactly("FETCH_LEVERAGES");
    }

    @Test
    void an_account_named_by_id_is_refused_and_nothing_is_sent() {
        assertThat(leverages.fetch(ann, BY_ID, SWAPS, Set.of()))
                .isEqualTo(new Asked.Refused<List<Leverage>>(NO_SSO));
        assertThat(leverages.markets(ann, Optional.of(BY_ID), SWAPS))
                .isEqualTo(new Asked.Refused<List<Market>>(NO_SSO));
        assertThat(leverages.set(ann, BY_ID, SWAPS, List.of(BTC), TEN, Mode.SET))
                .isEqualTo(new Asked.Refused<List<Result>>(NO_SSO));
        assertThat(exchange.sent).isEmpty();
        assertThat(audit.events()).hasSize(3).hasOnlyElementsOfType(AuditEvent.AccessRefused.class);
    }

    @Test
    void markets_with_contracts_are_told_with_and_without_keys() {
        var swaps =
                new Asked.Replied<List<Market>>(
                        Reply.answered(
                                List.of(
                                        Fixtures.swapMarket(BTC),
                                        Fixtures.withLeverage(
                                                Fixtures.swapMarket(ETH), Bounds.NONE))));

        assertThat(leverages.markets(ann, Optional.empty(), SWAPS)).isEqualTo(swaps);
        assertThat(leverages.markets(ann, Optional.of(INLINE), SWAPS)).isEqualTo(swaps);
    }

    @Test
    void leverage_is_set_market_by_market_in_the_order_asked_for() {
        assertThat(set(List.of(ETH, UNKNOWN, BTC), TEN))
                .containsExactly(
                        new Result.Set(ETH, BigDecimal.TEN),
                        new Result.Failed(UNKNOWN, ExchangeFault.of(Kind.UNKNOWN_SYMBOL)),
                        new Result.Set(BTC, BigDecimal.TEN));
        assertThat(exchange.sent).containsExactly("SET_LEVERAGES", "SET_LEVERAGES");
        assertThat(audit.entries())
                .containsExactly(
                        new InMemoryAuditTrail.Entry(traded(ETH, "set 10"), NOON),
                        new InMemoryAuditTrail.Entry(traded(BTC, "set 10"), NOON));
    }

    @Test
    void the_greatest_is_the_markets_own_limit() {
        assertThat(set(List.of(BTC, ETH), new Wanted.Greatest()))
                .containsExactly(
                        new Result.Set(BTC, new BigDecimal("50")),
                        new Result.OutOfBounds(ETH, Bounds.NONE));
    }

    @Test
    void a_leverage_beyond_the_limits_is_not_sent() {
        Bounds allowed = Bounds.between(BigDecimal.ONE, new BigDecimal("50"));

        assertThat(set(List.of(BTC), exactly("50"))).containsExactly(set("50"));
        assertThat(set(List.of(BTC), exactly("1"))).containsExactly(set("1"));
        exchange.sent.clear();
        assertThat(set(List.of(BTC), exactly("50.1")))
                .containsExactly(new Result.OutOfBounds(BTC, allowed));
        assertThat(set(List.of(BTC), exactly("0.9")))
                .containsExactly(new Result.OutOfBounds(BTC, allowed));
        assertThat(exchange.sent).isEmpty();
    }

    @Test
    void where_the_market_says_nothing_one_is_the_least_and_nothing_the_most() {
        assertThat(set(List.of(ETH), exactly("0.9")))
                .containsExactly(new Result.OutOfBounds(ETH, Bounds.NONE));
        assertThat(set(List.of(ETH), exactly("1000")))
                .containsExactly(new Result.Set(ETH, new BigDecimal("1000")));
    }

    @Test
    void a_dry_run_tells_and_sends_nothing() {
        assertThat(leverages.set(ann, INLINE, SWAPS, List.of(BTC, UNKNOWN), TEN, Mode.DRY_RUN))
                .isEqualTo(
                        new Asked.Replied<>(
                                Reply.answered(
                                        List.of(
                                                new Result.WouldSet(BTC, BigDecimal.TEN),
                                                new Result.Failed(
                                                        UNKNOWN,
                                                        ExchangeFault.of(Kind.UNKNOWN_SYMBOL))))));
        assertThat(exchange.sent).isEmpty();
        assertThat(audit.events()).isEmpty();
    }

    @Test
    void a_failure_is_told_and_recorded_and_does_not_stop_the_others() {
        exchange.failWith(ExchangeFault.of(Kind.PERMISSION));

        assertThat(set(List.of(BTC, ETH), TEN))
                .containsExactly(
                        new Result.Failed(BTC, ExchangeFault.of(Kind.PERMISSION)),
                        new Result.Failed(ETH, ExchangeFault.of(Kind.PERMISSION)));
        assertThat(audit.events()).containsExactly(traded(BTC, "failed"), traded(ETH, "failed"));
    }

    @Test
    void it_proceeds_while_nothing_can_be_recorded() {
        audit.goAway();

        assertThat(set(List.of(BTC), TEN)).containsExactly(set("10"));
    }

    @Test
    void a_venue_without_leverage_says_so() {
        exchange.offerOnly(EnumSet.complementOf(EnumSet.of(Capability.SET_LEVERAGE)));

        assertThat(leverages.set(ann, INLINE, PAPER_SPOT, List.of(BTC_USDT), TEN, Mode.SET))
                .isEqualTo(new Asked.Replied<List<Result>>(Reply.failed(Kind.NOT_OFFERED)));
        assertThat(exchange.sent).isEmpty();
    }

    @Test
    void at_most_20_markets_are_set_in_one_call() {
        assertThat(set(Collections.nCopies(20, BTC), TEN)).hasSize(20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set(Collections.nCopies(21, BTC), TEN));
    }

    private List<Result> set(List<Symbol> symbols, Wanted wanted) {
        return switch (leverages.set(ann, INLINE, SWAPS, symbols, wanted, Mode.SET)) {
            case Asked.Replied<List<Result>>(Reply.Answered<List<Result>>(var results)) -> results;
            case Asked.Replied<List<Result>>(Reply.Failed<List<Result>>(var fault)) ->
                    throw new AssertionError(fault);
            case Asked.Refused<List<Result>>(var reason) -> throw new AssertionError(reason);
        };
    }

    private static Result set(String leverage) {
        return new Result.Set(BTC, new BigDecimal(leverage));
    }

    private static Wanted exactly(String leverage) {
        return new Wanted.Exactly(new BigDecimal(leverage));
    }

    private AuditEvent traded(Symbol symbol, String outcome) {
        return new AuditEvent.Traded(
                ann.id(), Optional.empty(), SWAPS, Operation.SET_LEVERAGES, symbol, outcome);
    }
}
