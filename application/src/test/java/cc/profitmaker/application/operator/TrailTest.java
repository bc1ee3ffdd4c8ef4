package cc.profitmaker.application.operator;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.audit.AuditChain;
import cc.profitmaker.application.audit.AuditPages;
import cc.profitmaker.application.testing.Callers;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditChain;
import cc.profitmaker.application.testing.InMemoryAuditPages;
import cc.profitmaker.application.testing.TestAuditKey;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.session.Operator;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

class TrailTest {
    private final HandMovedClock clock = new HandMovedClock(NOON);
    private final InMemoryAuditChain chain = new InMemoryAuditChain();
    private final Operator operator =
            Callers.of(Fixtures.user("op@example.org", Role.OPERATOR)).operator().orElseThrow();

    private Trail trail(AuditChain walked) {
        return new Trail(
                new InMemoryAuditPages(chain), walked, Optional.of(TestAuditKey.ONE), clock);
    }

    /** Does something while the trail is being walked. */
    private AuditChain during(Runnable happening) {
        return new AuditChain() {
            @Override
            public Standing standing() {
                return chain.standing();
            }

            @Override
            public void walk(Consumer<Piece> visitor) {
                happening.run();
                chain.walk(visitor);
            }
        };
    }

    private void sealSomething() {
        chain.record(NOON, "kind");
        chain.seal(TestAuditKey.ONE, NOON);
    }

    @Test
    void one_verification_runs_at_a_time() {
        sealSomething();
        var within = new Trail[1];
        var seen = new Trail.Verified[1];
        within[0] = trail(during(() -> seen[0] = within[0].verify(operator)));

        assertThat(within[0].verify(operator)).isInstanceOf(Trail.Verified.Done.class);
        assertThat(seen[0]).isEqualTo(new Trail.Verified.Running());
        assertThat(within[0].verify(operator)).isInstanceOf(Trail.Verified.Done.class);
    }

    @Test
    void one_that_takes_too_long_is_given_up_and_the_next_may_try() {
        sealSomething();
        var slow = new boolean[] {true};
        Trail trail =
                trail(
                        during(
                                () -> {
                                    if (slow[0]) {
                                        clock.advance(Trail.PATIENCE.plus(Duration.ofMillis(1)));
                                    }
                                }));

        assertThat(trail.verify(operator)).isEqualTo(new Trail.Verified.TooLong());
        slow[0] = false;
        assertThat(trail.verify(operator)).isInstanceOf(Trail.Verified.Done.class);
    }

    @Test
    void one_that_fails_leaves_room_for_the_next() {
        sealSomething();
        var failing = new boolean[] {true};
        Trail trail =
                trail(
                        during(
                                () -> {
                                    if (failing[0]) {
                                        throw new IllegalStateException("away");
                                    }
                                }));
        assertThatThrownBy(() -> trail.verify(operator)).isInstanceOf(IllegalStateException.class);
        failing[0] = false;
        assertThat(trail.verify(operator)).isInstanceOf(Trail.Verified.Done.class);
    }

    @Test
    void a_page_is_bounded() {
        assertThatThrownBy(
                        () ->
                                trail(chain)
                                        .page(
                                                operator,
                                                AuditPages.Filter.NONE,
                                                Optional.empty(),
                                                Trail.MOST + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void only_an_operator_is_proven_one() {
        assertThat(Callers.of(Fixtures.user("ann@example.org")).operator()).isEmpty();
        assertThat(operator.session()).isPresent();
    }
}
