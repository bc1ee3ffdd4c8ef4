package cc.profitmaker.application.access;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.access.Gatekeeper.Admitted;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.testing.Callers;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.Gatekeepers;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.market.ExchangeId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Optional;

class GatekeeperTest {
    private static final ExchangeId PAPER = new ExchangeId("paper");

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final Gatekeeper gatekeeper = Gatekeepers.withoutVaults(audit);

    @ParameterizedTest
    @EnumSource
    void keys_brought_along_are_handed_on_with_a_permit_for_this_caller_and_operation(
            Operation operation) {
        var caller = Callers.of(Fixtures.user("ann@example.org"));
        var credential = Fixtures.credential("key");

        var admitted = gatekeeper.admit(caller, operation, new Keys.Inline(credential), PAPER);

        assertThat(admitted).isInstanceOf(Admitted.Granted.class);
        if (admitted instanceof Admitted.Granted(var decision, var handedOn)) {
            assertThat(handedOn).isSameAs(credential);
            assertThat(decision.permit().holder()).isEqualTo(caller.id());
            assertThat(decision.permit().operation()).isEqualTo(operation);
            assertThat(decision.permit().account()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void without_a_vault_of_our_own_an_account_is_refused_to_local_identities(Operation operation) {
        var caller = Callers.of(Fixtures.user("ann@example.org"));
        var account = new AccountId("42");

        assertThat(
                        gatekeeper.admit(
                                caller,
                                operation,
                                new Keys.Account(account, Optional.empty()),
                                PAPER))
                .isEqualTo(new Admitted.Refused(Decision.Reason.SSO_IDENTITY_NEEDED));
        assertThat(audit.events())
                .containsExactly(
                        new AuditEvent.AccessRefused(
                                caller.id(),
                                account,
                                operation,
                                Decision.Reason.SSO_IDENTITY_NEEDED));
    }
}
