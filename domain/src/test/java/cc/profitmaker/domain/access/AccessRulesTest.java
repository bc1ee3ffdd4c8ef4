package cc.profitmaker.domain.access;

import static cc.profitmaker.domain.access.Someone.NOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.profitmaker.domain.access.Decision.Reason;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.session.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class AccessRulesTest {
    private static final ExchangeId PAPER = new ExchangeId("paper");
    private static final ExchangeId BINANCE = new ExchangeId("binance");
    private static final AccountId OWN = AccountId.own(new UUID(3, 4));
    private static final AccountId CENTRAL = new AccountId("42");
    private static final Symbol BTC_USDT = new Symbol("BTC/USDT");
    private static final Instant UNTIL = NOON.plusSeconds(60);

    private final Caller ann = Someone.withSession();

    private static Inquired ask(Caller caller, AccountId account) {
        return AccessRules.inquire(
                caller, Operation.FETCH_BALANCE, account, Optional.empty(), PAPER);
    }

    private static Inquiry inquiry(Caller caller, Operation operation, AccountId account) {
        return made(AccessRules.inquire(caller, operation, account, Optional.empty(), PAPER));
    }

    private static Inquiry made(Inquired inquired) {
        return switch (inquired) {
            case Inquired.May(var inquiry) -> inquiry;
            case Inquired.MayNot(var reason) -> throw new AssertionError(reason);
        };
    }

    private static AccountFacts facts(AccessLevel ceiling, Standing standing) {
        return new AccountFacts(OWN, PAPER, ceiling, standing, UNTIL);
    }

    private Grant grant(AccessLevel level, Optional<Instant> end) {
        return grant(level, ann.id(), OWN, end);
    }

    private static Grant grant(
            AccessLevel level, UserId grantee, AccountId account, Optional<Instant> end) {
        return new Grant(
                new GrantId(new UUID(5, 6)), account, grantee, level, GrantLimits.NONE, NOON, end);
    }

    private Decision decide(Operation operation, AccountFacts facts) {
        return AccessRules.decide(inquiry(ann, operation, OWN), facts, NOON);
    }

    private static Decision denied(Reason reason) {
        return new Decision.Denied(reason);
    }

    private static Permit permit(Decision decision) {
        return switch (decision) {
            case Decision.Allowed(var permit) -> permit;
            case Decision.Denied(var reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void the_kind_of_token_decides_which_vault_and_an_id_of_the_other_is_unknown() {
        var unknown = new Inquired.MayNot(Reason.NO_SUCH_ACCOUNT);
        for (Caller local : new Caller[] {ann, Someone.withApiToken()}) {
            assertThat(ask(local, OWN)).isInstanceOf(Inquired.May.class);
            assertThat(ask(local, CENTRAL)).isEqualTo(unknown);
        }
        assertThat(ask(Someone.withSso(), CENTRAL)).isInstanceOf(Inquired.May.class);
        assertThat(ask(Someone.withSso(), OWN)).isEqualTo(unknown);
    }

    @ParameterizedTest
    @EnumSource
    void a_wish_may_raise_the_level_of_an_operation_and_never_lower_it(Operation operation) {
        for (AccessLevel wanted : AccessLevel.values()) {
            Inquiry inquiry =
                    made(AccessRules.inquire(ann, operation, OWN, Optional.of(wanted), PAPER));
            assertThat(inquiry.level())
                    .isEqualTo(operation.needs() == AccessLevel.TRADE ? AccessLevel.TRADE : wanted);
        }
        assertThat(inquiry(ann, operation, OWN).level()).isEqualTo(operation.needs());
    }

    @Test
    void an_inquiry_says_who_asks_for_what() {
        Inquiry inquiry = inquiry(ann, Operation.CREATE_ORDER, OWN);

        assertThat(inquiry.asker()).isEqualTo(new Asker.Present(ann));
        assertThat(inquiry.account()).isEqualTo(OWN);
        assertThat(inquiry.operation()).isEqualTo(Operation.CREATE_ORDER);
        assertThat(inquiry.exchange()).isEqualTo(PAPER);
        assertThat(inquiry).hasToString("Inquiry[" + ann.id() + " CREATE_ORDER " + OWN + "]");
    }

    @ParameterizedTest
    @EnumSource
    void an_owner_may_do_what_the_account_allows(Operation operation) {
        Permit permit = permit(decide(operation, facts(AccessLevel.TRADE, new Standing.Owner())));

        assertThat(permit.holder()).isEqualTo(ann.id());
        assertThat(permit.operation()).isEqualTo(operation);
        assertThat(permit.account()).contains(OWN);
        assertThat(permit.keysUntil()).contains(UNTIL);
        assertThat(permit.grant()).isEmpty();
        assertThat(permit.limits()).isEqualTo(GrantLimits.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void a_read_only_account_is_for_reading_also_for_its_owner(Operation operation) {
        Decision decision = decide(operation, facts(AccessLevel.READ, new Standing.Owner()));

        if (operation.needs() == AccessLevel.READ) {
            assertThat(decision).isInstanceOf(Decision.Allowed.class);
        } else {
            assertThat(decision).isEqualTo(denied(Reason.READ_ONLY_ACCOUNT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_grant_reaches_as_far_as_its_level(Operation operation) {
        Grant trade = grant(AccessLevel.TRADE, Optional.empty());
        Permit permit =
                permit(decide(operation, facts(AccessLevel.TRADE, new Standing.Grantee(trade))));
        assertThat(permit.grant()).contains(trade);

        Decision reading =
                decide(
                        operation,
                        facts(
                                AccessLevel.TRADE,
                                new Standing.Grantee(grant(AccessLevel.READ, Optional.empty()))));
        if (operation.needs() == AccessLevel.READ) {
            assertThat(reading).isInstanceOf(Decision.Allowed.class);
        } else {
            assertThat(reading).isEqualTo(denied(Reason.READ_GRANT));
        }
    }

    @Test
    void a_grant_ends_at_its_instant_and_then_there_is_no_such_account() {
        assertThat(reading(grant(AccessLevel.READ, Optional.of(NOON.plusNanos(1)))))
                .isInstanceOf(Decision.Allowed.class);
        assertThat(reading(grant(AccessLevel.READ, Optional.of(NOON))))
                .isEqualTo(denied(Reason.NO_SUCH_ACCOUNT));
        assertThat(reading(grant(AccessLevel.READ, Optional.of(NOON.minusNanos(1)))))
                .isEqualTo(denied(Reason.NO_SUCH_ACCOUNT));
    }

    @Test
    void anothers_grant_or_one_to_another_account_is_none() {
        assertThat(
                        reading(
                                grant(
                                        AccessLevel.READ,
                                        new UserId(new UUID(9, 9)),
                                        OWN,
                                        Optional.empty())))
                .isEqualTo(denied(Reason.NO_SUCH_ACCOUNT));
        assertThat(
                        reading(
                                grant(
                                        AccessLevel.READ,
                                        ann.id(),
                                        AccountId.own(new UUID(7, 7)),
                                        Optional.empty())))
                .isEqualTo(denied(Reason.NO_SUCH_ACCOUNT));
    }

    private Decision reading(Grant grant) {
        return decide(
                Operation.FETCH_BALANCE, facts(AccessLevel.TRADE, new Standing.Grantee(grant)));
    }

    @Test
    void what_the_central_vault_vouches_for_is_decided_on_again() {
        Caller sso = Someone.withSso();
        Inquiry trade = inquiry(sso, Operation.CREATE_ORDER, CENTRAL);
        Inquiry read = inquiry(sso, Operation.FETCH_BALANCE, CENTRAL);
        var vouchedRead =
                new AccountFacts(
                        CENTRAL,
                        PAPER,
                        AccessLevel.TRADE,
                        new Standing.Vouched(AccessLevel.READ),
                        UNTIL);
        var vouchedTrade =
                new AccountFacts(
                        CENTRAL,
                        PAPER,
                        AccessLevel.TRADE,
                        new Standing.Vouched(AccessLevel.TRADE),
                        UNTIL);

        assertThat(AccessRules.decide(trade, vouchedRead, NOON))
                .isEqualTo(denied(Reason.READ_GRANT));
        assertThat(permit(AccessRules.decide(read, vouchedRead, NOON)).account()).contains(CENTRAL);
        assertThat(permit(AccessRules.decide(trade, vouchedTrade, NOON)).grant()).isEmpty();
    }

    @Test
    void keys_of_another_account_or_exchange_are_not_used() {
        var other =
                new AccountFacts(
                        AccountId.own(new UUID(8, 8)),
                        PAPER,
                        AccessLevel.TRADE,
                        new Standing.Owner(),
                        UNTIL);
        var elsewhere =
                new AccountFacts(OWN, BINANCE, AccessLevel.TRADE, new Standing.Owner(), UNTIL);

        assertThat(decide(Operation.FETCH_BALANCE, other)).isEqualTo(denied(Reason.VAULT_NONSENSE));
        assertThat(decide(Operation.FETCH_BALANCE, elsewhere))
                .isEqualTo(denied(Reason.EXCHANGE_MISMATCH));
    }

    @Test
    void a_permit_reaches_the_symbols_of_its_grant() {
        var limited =
                new Grant(
                        new GrantId(new UUID(5, 6)),
                        OWN,
                        ann.id(),
                        AccessLevel.TRADE,
                        new GrantLimits(
                                Optional.of(Set.of(BTC_USDT)),
                                Map.of(),
                                Map.of(),
                                Optional.of(BigDecimal.TEN)),
                        NOON,
                        Optional.empty());
        Permit permit =
                permit(
                        decide(
                                Operation.CREATE_ORDER,
                                facts(AccessLevel.TRADE, new Standing.Grantee(limited))));

        assertThat(permit.limits()).isEqualTo(limited.limits());
        assertThat(AccessRules.refuse(permit, BTC_USDT)).isEmpty();
        assertThat(AccessRules.refuse(permit, new Symbol("ETH/USDT")))
                .contains(Reason.SYMBOL_NOT_GRANTED);
        assertThat(AccessRules.refuse(permit, new Symbol("BTC/USDT:USDT")))
                .contains(Reason.SYMBOL_NOT_GRANTED);
    }

    @Test
    void keys_brought_along_have_no_account_no_grant_and_no_limits() {
        Permit permit = AccessRules.permitOwnKeys(ann, Operation.CREATE_ORDER);

        assertThat(permit.account()).isEmpty();
        assertThat(permit.keysUntil()).isEmpty();
        assertThat(permit.grant()).isEmpty();
        assertThat(AccessRules.refuse(permit, BTC_USDT)).isEmpty();
    }

    @Test
    void an_account_id_knows_its_vault() {
        assertThat(OWN).hasToString("own_" + new UUID(3, 4));
        assertThat(OWN.vault()).isEqualTo(VaultKind.OWN);
        assertThat(CENTRAL.vault()).isEqualTo(VaultKind.CENTRAL);
        assertThat(AccountId.parse("a_B-9")).contains(new AccountId("a_B-9"));
        assertThat(AccountId.parse("x".repeat(128))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "a.b", "%2f", "a b", "ä", "a\n"})
    void an_account_id_is_one_plain_path_segment(String text) {
        assertThat(AccountId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountId(text));
        assertThat(AccountId.parse("x".repeat(129))).isEmpty();
    }

    @Test
    void a_grants_id_is_a_whole_uuid() {
        var id = new GrantId(UUID.fromString("11111111-1111-4111-8111-11111111111a"));

        assertThat(GrantId.parse("11111111-1111-4111-8111-11111111111a")).contains(id);
        assertThat(GrantId.parse("11111111-1111-4111-8111-11111111111A")).contains(id);
        assertThat(id).hasToString("11111111-1111-4111-8111-11111111111a");
        assertThat(GrantId.parse("1-1-1-1-1")).isEmpty();
        assertThat(GrantId.parse("nonsense")).isEmpty();
    }

    @Test
    void who_is_away_is_asked_for_to_read_and_for_nothing_else() {
        var away = new Asker.Away(ann.id(), Optional.empty());
        Inquiry inquiry = AccessRules.inquireToSettle(away, OWN, PAPER);

        assertThat(inquiry.asker()).isEqualTo(away);
        assertThat(inquiry.level()).isEqualTo(AccessLevel.READ);
        assertThat(inquiry.operation()).isEqualTo(Operation.FETCH_ORDERS);
        assertThat(inquiry.account()).isEqualTo(OWN);
        assertThat(inquiry.exchange()).isEqualTo(PAPER);
        Permit permit =
                permit(
                        AccessRules.decide(
                                inquiry, facts(AccessLevel.READ, new Standing.Owner()), NOON));
        assertThat(permit.holder()).isEqualTo(ann.id());
        assertThat(permit.operation()).isEqualTo(Operation.FETCH_ORDERS);
    }

    @Test
    void who_is_away_is_stopped_by_operators_alone() {
        var away = new Asker.Away(ann.id(), Optional.of("sub"));
        for (Stopping operation : Stopping.values()) {
            assertThat(AccessRules.inquireToStop(ann, operation, away, OWN, PAPER))
                    .isEqualTo(new Inquired.MayNot(Decision.Reason.OPERATOR_ONLY));
        }
        Caller operator = Someone.withApiToken();

        Inquiry list = made(AccessRules.inquireToStop(operator, Stopping.LIST, away, OWN, PAPER));
        Inquiry cancel =
                made(AccessRules.inquireToStop(operator, Stopping.CANCEL, away, OWN, PAPER));
        assertThat(list.operation()).isEqualTo(Operation.FETCH_OPEN_ORDERS);
        assertThat(list.level()).isEqualTo(AccessLevel.READ);
        assertThat(cancel.operation()).isEqualTo(Operation.CANCEL_ORDER);
        assertThat(cancel.level()).isEqualTo(AccessLevel.TRADE);
        assertThat(cancel.asker()).isEqualTo(away);
        assertThat(away.vault()).isEqualTo(VaultKind.CENTRAL);
    }
}
