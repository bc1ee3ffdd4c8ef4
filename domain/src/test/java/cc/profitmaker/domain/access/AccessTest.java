package cc.profitmaker.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cc.profitmaker.domain.session.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

class AccessTest {
    @ParameterizedTest
    @EnumSource
    void keys_brought_along_permit_their_bringer_exactly_what_was_asked(Operation operation) {
        Caller caller = Someone.withApiToken();

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
}
