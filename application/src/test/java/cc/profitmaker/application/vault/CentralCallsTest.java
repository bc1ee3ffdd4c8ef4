package cc.profitmaker.application.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.ScriptedCentralAccounts;
import cc.profitmaker.application.vault.CentralAccounts.CentralCall;
import cc.profitmaker.application.vault.CentralAccounts.CentralGrantId;
import cc.profitmaker.application.vault.CentralAccounts.Passed;
import cc.profitmaker.application.vault.CentralCalls.Outcome;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.CentralChange;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Proof;
import cc.profitmaker.domain.session.Resumption;
import cc.profitmaker.domain.session.SessionPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

class CentralCallsTest {
    private static final AccountId ACCOUNT = new AccountId("42");
    private static final CentralGrantId GRANT = new CentralGrantId("7");
    private static final Secret BODY = Secret.of("{\"api_secret\":\"canary\"}");

    private final ScriptedCentralAccounts accounts = new ScriptedCentralAccounts();
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final CentralCalls calls =
            new CentralCalls(accounts, audit, new HandMovedClock(Fixtures.NOON));
    private final Caller ann = ann();

    private static Caller ann() {
        String email = "ann@example.org";
        return switch (SessionPolicy.resume(
                Fixtures.sso("s-ann", email),
                Secret.of("a.jwt.token"),
                Fixtures.user(email),
                Fixtures.NOON)) {
            case Resumption.Live(var caller) -> caller;
            case Resumption.Ended(var reason) -> throw new AssertionError(reason);
        };
    }

    private Outcome pass(CentralCall call) {
        return calls.pass(ann, (Proof.Sso) ann.proof(), call);
    }

    private AuditEvent asked(CentralChange change, Optional<AccountId> account) {
        return new AuditEvent.CentralChangeAsked(ann.id(), change, account);
    }

    private AuditEvent answered(
            CentralChange change, Optional<AccountId> account, OptionalInt status) {
        return new AuditEvent.CentralChangeAnswered(ann.id(), change, account, status);
    }

    static List<CentralCall> thingsThatMustBeWrittenDownFirst() {
        return List.of(
                new CentralCall.Add(BODY),
                new CentralCall.Change(ACCOUNT, BODY),
                new CentralCall.Give(ACCOUNT, BODY));
    }

    static List<CentralCall> thingsThatMustNotWait() {
        return List.of(new CentralCall.Remove(ACCOUNT), new CentralCall.Revoke(ACCOUNT, GRANT));
    }

    static List<CentralCall> thingsOfAnAccountOfOurs() {
        AccountId ours = AccountId.own(new UUID(1, 2));
        return List.of(
                new CentralCall.Change(ours, BODY),
                new CentralCall.Remove(ours),
                new CentralCall.ListGrants(ours),
                new CentralCall.Give(ours, BODY),
                new CentralCall.Revoke(ours, GRANT));
    }

    @Test
    void a_change_is_recorded_with_what_was_answered_and_nothing_of_its_body() {
        accounts.answer(403, "{\"error\":\"no\"}");

        assertThat(pass(new CentralCall.Give(ACCOUNT, BODY)))
                .isEqualTo(new Outcome.Answered(new Passed(403, "{\"error\":\"no\"}")));

        assertThat(audit.events())
                .containsExactly(
                        asked(CentralChange.GIVE_GRANT, Optional.of(ACCOUNT)),
                        answered(
                                CentralChange.GIVE_GRANT,
                                Optional.of(ACCOUNT),
                                OptionalInt.of(403)));
        assertThat(audit.events().toString()).doesNotContain("canary");
    }

    @Test
    void a_new_account_is_recorded_by_the_name_it_got() {
        accounts.answer(new Passed(201, "{}", Optional.of(ACCOUNT)));

        pass(new CentralCall.Add(BODY));

        assertThat(audit.events())
                .containsExactly(
                        asked(CentralChange.ADD_ACCOUNT, Optional.empty()),
                        answered(
                                CentralChange.ADD_ACCOUNT,
                                Optional.of(ACCOUNT),
                                OptionalInt.of(201)));
    }

    @Test
    void a_lost_answer_is_recorded_as_lost() {
        accounts.goAway();

        assertThatThrownBy(() -> pass(new CentralCall.Remove(ACCOUNT)))
                .isInstanceOf(Unavailable.class);

        assertThat(audit.events())
                .containsExactly(
                        asked(CentralChange.REMOVE_ACCOUNT, Optional.of(ACCOUNT)),
                        answered(
                                CentralChange.REMOVE_ACCOUNT,
                                Optional.of(ACCOUNT),
                                OptionalInt.empty()));
    }

    @ParameterizedTest
    @MethodSource("thingsThatMustBeWrittenDownFirst")
    void without_a_row_no_keys_and_no_grant_go_there(CentralCall call) {
        audit.goAway();

        assertThatThrownBy(() -> pass(call)).isInstanceOf(Unavailable.class);

        assertThat(accounts.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("thingsThatMustNotWait")
    void removals_and_revocations_proceed_without_a_row(CentralCall call) {
        audit.goAway();

        assertThat(pass(call)).isInstanceOf(Outcome.Answered.class);

        assertThat(accounts.asked).hasSize(1);
    }

    @Test
    void lists_are_passed_on_and_leave_no_trace() {
        assertThat(pass(new CentralCall.ListAll())).isInstanceOf(Outcome.Answered.class);
        assertThat(pass(new CentralCall.ListGrants(ACCOUNT))).isInstanceOf(Outcome.Answered.class);

        assertThat(audit.events()).isEmpty();
        assertThat(accounts.asked).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("thingsOfAnAccountOfOurs")
    void an_account_of_this_servers_own_vault_is_unknown_and_nobody_is_asked(CentralCall call) {
        assertThat(pass(call)).isEqualTo(new Outcome.NoSuchAccount());

        assertThat(accounts.asked).isEmpty();
        assertThat(audit.events()).isEmpty();
    }
}
