package cc.profitmaker.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.ApiToken;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Resumption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.UUID;

class AccessTest {
    @ParameterizedTest
    @EnumSource
    void keys_brought_along_permit_their_bringer_exactly_what_was_asked(Operation operation) {
        Caller caller = caller();

        Permit permit = AccessRules.permitOwnKeys(caller, operation);

        assertThat(permit.holder()).isEqualTo(caller.id());
        assertThat(permit.operation()).isEqualTo(operation);
        assertThat(permit).hasToString("Permit[" + caller.id() + " " + operation + "]");
        for (Operation other : Operation.values()) {
            if (other == operation) {
                permit.mustBeFor(other);
            } else {
                assertThatIllegalStateException()
                        .isThrownBy(() -> permit.mustBeFor(other))
                        .withMessage("a permit to " + operation + " does not allow " + other);
            }
        }
    }

    @Test
    void only_what_changes_something_needs_to_trade() {
        assertThat(Arrays.stream(Operation.values()).filter(o -> o.needs() == AccessLevel.TRADE))
                .containsExactly(
                        Operation.CREATE_ORDER, Operation.CANCEL_ORDER, Operation.SET_LEVERAGES);
    }

    @Test
    void trading_covers_reading_and_not_the_other_way_round() {
        assertThat(AccessLevel.TRADE.covers(AccessLevel.READ)).isTrue();
        assertThat(AccessLevel.TRADE.covers(AccessLevel.TRADE)).isTrue();
        assertThat(AccessLevel.READ.covers(AccessLevel.READ)).isTrue();
        assertThat(AccessLevel.READ.covers(AccessLevel.TRADE)).isFalse();
    }

    private static Caller caller() {
        Secret token = Secret.of("0123456789".repeat(4));
        var bootstrap =
                new User(
                        new UserId(new UUID(1, 2)),
                        User.BOOTSTRAP_EMAIL,
                        new DisplayName("default"),
                        Role.OPERATOR,
                        UserStatus.ENABLED);
        return switch (ApiToken.of(token).resume(token, bootstrap)) {
            case Resumption.Live(var caller) -> caller;
            case Resumption.Ended(var reason) -> throw new AssertionError(reason);
        };
    }
}
