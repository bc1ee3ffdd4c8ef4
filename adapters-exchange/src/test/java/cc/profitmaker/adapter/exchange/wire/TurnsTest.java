package cc.profitmaker.adapter.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Ten units in ten seconds, by a clock that stands until it is moved. */
class TurnsTest {
    private static final Duration NOW = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final Turns turns = new Turns(10, Duration.ofSeconds(10), now::get);
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private boolean goes(String who, int cost, Lane lane) throws InterruptedException {
        return turns.await(who, cost, lane, NOW).isEmpty();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void waits(String who, int cost, Lane lane) {
        int before = turns.waiting();
        threads.add(
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        if (turns.await(who, cost, lane, LONG).isEmpty()) {
                                            served.add(who);
                                        }
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                }));
        while (turns.waiting() == before) {
            Thread.onSpinWait();
        }
    }

    private void awaitServed(int count) {
        while (served.size() < count) {
            Thread.onSpinWait();
        }
    }

    private void giveUp() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void reads_leave_a_fifth_to_orders_and_cancels() throws InterruptedException {
        for (int i = 0; i < 8; i++) {
            assertThat(goes("ann", 1, Lane.READ)).isTrue();
        }
        assertThat(goes("ann", 1, Lane.READ)).isFalse();
        assertThat(goes("bob", 1, Lane.READ)).isFalse();
        assertThat(goes("ann", 1, Lane.ORDER)).isTrue();
        assertThat(goes("ann", 1, Lane.CANCEL)).isTrue();
        assertThat(goes("ann", 1, Lane.CANCEL)).isFalse();
    }

    @Test
    void units_come_back_with_time_and_no_more_than_there_were() throws InterruptedException {
        assertThat(goes("ann", 8, Lane.READ)).isTrue();
        assertThat(turns.await("ann", 3, Lane.READ, NOW)).contains(Duration.ofSeconds(3));
        pass(Duration.ofMillis(2999));
        assertThat(goes("ann", 3, Lane.READ)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(goes("ann", 3, Lane.READ)).isTrue();
        pass(Duration.ofDays(1));
        assertThat(goes("ann", 8, Lane.READ)).isTrue();
        assertThat(goes("ann", 1, Lane.READ)).isFalse();
    }

    @Test
    void who_asks_for_much_waits_behind_who_asks_for_little() throws InterruptedException {
        assertThat(goes("ann", 8, Lane.READ)).isTrue();
        for (int i = 0; i < 5; i++) {
            waits("ann", 1, Lane.READ);
        }
        waits("bob", 1, Lane.READ);

        pass(Duration.ofSeconds(2));
        assertThat(goes("nobody", 10, Lane.READ)).isFalse();
        awaitServed(2);

        assertThat(served).containsExactlyInAnyOrder("ann", "bob");
        giveUp();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void orders_go_before_reads_that_waited_longer() throws InterruptedException {
        assertThat(goes("ann", 10, Lane.ORDER)).isTrue();
        waits("ann", 1, Lane.READ);
        waits("bob", 2, Lane.ORDER);

        pass(Duration.ofSeconds(2));
        assertThat(goes("nobody", 10, Lane.ORDER)).isFalse();
        awaitServed(1);

        assertThat(served).containsExactly("bob");
        giveUp();
    }

    @Test
    void a_cancel_goes_before_the_orders_of_a_burst_and_of_these_users_take_turns()
            throws InterruptedException {
        assertThat(goes("ann", 10, Lane.ORDER)).isTrue();
        for (int i = 0; i < 3; i++) {
            waits("ann", 1, Lane.ORDER);
        }
        waits("bob", 1, Lane.ORDER);
        waits("cat", 1, Lane.CANCEL);

        for (int i = 1; i <= 3; i++) {
            pass(Duration.ofSeconds(1));
            assertThat(goes("nobody", 10, Lane.CANCEL)).isFalse();
            awaitServed(i);
        }

        assertThat(served).containsExactly("cat", "ann", "bob");
        giveUp();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void who_has_too_many_waiting_is_refused_and_nobody_else() throws InterruptedException {
        assertThat(goes("ann", 8, Lane.READ)).isTrue();
        for (int i = 0; i < 256; i++) {
            waits("ann", 1, Lane.READ);
        }
        assertThat(turns.await("ann", 1, Lane.READ, LONG)).contains(LONG);
        waits("bob", 1, Lane.READ);
        giveUp();
    }

    @Test
    void what_costs_more_than_there_ever_is_goes_when_all_is_there() throws InterruptedException {
        assertThat(goes("ann", 500, Lane.READ)).isTrue();
        assertThat(goes("ann", 1, Lane.READ)).isFalse();
    }

    @Test
    void a_new_allowance_counts_at_once() throws InterruptedException {
        assertThat(goes("ann", 8, Lane.READ)).isTrue();
        turns.allow(1000, Duration.ofSeconds(10));
        assertThat(goes("ann", 700, Lane.READ)).isTrue();
        turns.allow(10, Duration.ofSeconds(10));
        pass(Duration.ofMillis(999));
        assertThat(goes("ann", 1, Lane.ORDER)).isFalse();
        pass(Duration.ofMillis(2));
        assertThat(goes("ann", 1, Lane.ORDER)).isTrue();
    }
}
