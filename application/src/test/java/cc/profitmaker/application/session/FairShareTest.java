package cc.profitmaker.application.session;

import static cc.profitmaker.application.session.FairShare.AT_ONCE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.domain.session.ClientAddress;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

class FairShareTest {
    private static final ClientAddress GREEDY = new ClientAddress("203.0.113.7");
    private static final ClientAddress OTHER = new ClientAddress("203.0.113.8");

    private final FairShare shares = new FairShare();

    @Test
    void an_address_gets_its_share_and_no_more() {
        assertThat(whileRunning(AT_ONCE - 1, () -> shares.of(GREEDY, () -> "done")))
                .contains("done");
        assertThat(whileRunning(AT_ONCE, () -> shares.of(GREEDY, () -> "done"))).isEmpty();
    }

    @Test
    void a_refused_call_does_no_work_and_takes_no_place() {
        var work = new AtomicInteger();

        whileRunning(
                AT_ONCE,
                () -> {
                    shares.of(GREEDY, work::incrementAndGet);
                    return shares.of(GREEDY, work::incrementAndGet);
                });

        assertThat(work).hasValue(0);
        assertThat(whileRunning(AT_ONCE - 1, () -> shares.of(GREEDY, () -> "done")))
                .contains("done");
    }

    @Test
    void another_address_is_not_touched() {
        assertThat(whileRunning(AT_ONCE, () -> shares.of(OTHER, () -> "done"))).contains("done");
    }

    @Test
    void work_that_fails_gives_its_place_back() {
        for (int i = 0; i <= AT_ONCE; i++) {
            assertThatThrownBy(
                            () ->
                                    shares.of(
                                            GREEDY,
                                            () -> {
                                                throw new IllegalStateException("failed");
                                            }))
                    .hasMessage("failed");
        }

        assertThat(whileRunning(AT_ONCE - 1, () -> shares.of(GREEDY, () -> "done")))
                .contains("done");
    }

    @Test
    void never_more_than_its_share_runs_at_once_and_all_places_come_back() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();

        List<Optional<Integer>> answers =
                AllAtOnce.run(
                        200,
                        i ->
                                shares.of(
                                        GREEDY,
                                        () -> {
                                            most.accumulateAndGet(
                                                    running.incrementAndGet(), Math::max);
                                            running.decrementAndGet();
                                            return i;
                                        }));

        assertThat(most.get()).isBetween(1, AT_ONCE);
        assertThat(answers).filteredOn(Optional::isPresent).hasSizeGreaterThanOrEqualTo(1);
        assertThat(whileRunning(AT_ONCE - 1, () -> shares.of(GREEDY, () -> "done")))
                .contains("done");
    }

    /** Asks while that many calls of the greedy address run, each inside the one before. */
    private <T> Optional<T> whileRunning(int calls, Supplier<Optional<T>> question) {
        return calls == 0
                ? question.get()
                : shares.of(GREEDY, () -> whileRunning(calls - 1, question)).orElseThrow();
    }
}
