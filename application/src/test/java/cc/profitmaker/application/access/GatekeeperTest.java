package cc.profitmaker.application.access;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.access.Gatekeeper.Admitted;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.testing.Callers;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Operation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatekeeperTest {
    private final Gatekeeper gatekeeper = new Gatekeeper();

    @ParameterizedTest
    @EnumSource
    void keys_brought_along_are_handed_on_with_a_permit_for_this_caller_and_operation(
            Operation operation) {
        var caller = Callers.of(Fixtures.user("ann@example.org"));
        var credential = Fixtures.credential("key");

        var admitted = gatekeeper.admit(caller, operation, new Keys.Inline(credential));

        assertThat(admitted).isInstanceOf(Admitted.Granted.class);
        if (admitted instanceof Admitted.Granted(var decision, var handedOn)) {
            assertThat(handedOn).isSameAs(credential);
            assertThat(decision.permit().holder()).isEqualTo(caller.id());
            assertThat(decision.permit().operation()).isEqualTo(operation);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_account_named_by_id_is_refused_without_a_single_sign_on_identity(Operation operation) {
        var caller = Callers.of(Fixtures.user("ann@example.org"));

        assertThat(gatekeeper.admit(caller, operation, new Keys.Account("42")))
                .isEqualTo(new Admitted.Refused(Decision.Reason.SSO_IDENTITY_NEEDED));
    }
}
