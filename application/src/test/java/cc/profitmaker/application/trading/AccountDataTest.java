package cc.profitmaker.application.trading;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.testing.Callers;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.Gatekeepers;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.session.Caller;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

class AccountDataTest {
    private final Caller ann = Callers.of(Fixtures.user("ann@example.org"));
    private final ScriptedExchange exchange = ScriptedExchange.withSpotMarkets();
    private final AccountData data =
            new AccountData(exchange, Gatekeepers.withoutVaults(new InMemoryAuditTrail()));

    @Test
    void each_question_is_asked_once_with_a_permit_for_itself() {
        List<Asked<?>> answers = askAll(new Keys.Inline(Fixtures.credential("key")));

        // The exchange refuses a permit for anything else, so every name here was permitted.
        assertThat(exchange.sent)
                .containsExactly(
                        "FETCH_BALANCE",
                        "FETCH_ORDERS",
                        "FETCH_OPEN_ORDERS",
                        "FETCH_MY_TRADES",
                        "FETCH_POSITIONS",
                        "FETCH_LEDGER");
        assertThat(answers)
                .allSatisfy(
                        answer ->
                                assertThat(answer)
                                        .extracting("reply")
                                        .isInstanceOf(Reply.Answered.class));
    }

    @Test
    void an_account_named_by_id_is_refused_and_nothing_is_sent() {
        List<Asked<?>> answers = askAll(new Keys.Account(new AccountId("42"), Optional.empty()));

        assertThat(answers).containsOnly(new Asked.Refused<>(Decision.Reason.SSO_IDENTITY_NEEDED));
        assertThat(exchange.sent).isEmpty();
    }

    @Test
    void what_the_exchange_fails_with_is_passed_on() {
        exchange.failWith(ExchangeFault.of(ExchangeFault.Kind.BAD_KEY));

        List<Asked<?>> answers = askAll(new Keys.Inline(Fixtures.credential("key")));

        assertThat(answers)
                .containsOnly(new Asked.Replied<>(Reply.failed(ExchangeFault.Kind.BAD_KEY)));
    }

    private List<Asked<?>> askAll(Keys keys) {
        List<Function<Keys, Asked<?>>> questions =
                List.of(
                        k -> data.balance(ann, k, PAPER_SPOT),
                        k -> data.orders(ann, k, PAPER_SPOT, Optional.of(BTC_USDT), Page.DEFAULT),
                        k -> data.openOrders(ann, k, PAPER_SPOT, Optional.empty(), Page.DEFAULT),
                        k -> data.myTrades(ann, k, PAPER_SPOT, Optional.empty(), Page.DEFAULT),
                        k -> data.positions(ann, k, PAPER_SPOT, Set.of()),
                        k -> data.ledger(ann, k, PAPER_SPOT, Optional.empty(), Page.DEFAULT));
        return questions.stream().<Asked<?>>map(q -> q.apply(keys)).toList();
    }
}
