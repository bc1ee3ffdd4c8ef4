package cc.profitmaker.application.stream;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.stream.DataType.Keeping;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

final class OutboxTest {
    private final List<String> sent = new ArrayList<>();
    private final Queue<Runnable> underWay = new ArrayDeque<>();
    private final AtomicInteger givenUp = new AtomicInteger();

    /** A line that is done when the test says so. */
    private final Outbox<String> slow =
            new Outbox<>(
                    (letter, done) -> {
                        sent.add(letter);
                        underWay.add(done);
                    },
                    givenUp::incrementAndGet);

    private void readAll() {
        while (!underWay.isEmpty()) {
            underWay.remove().run();
        }
    }

    @Test
    void one_letter_is_under_way_at_a_time() {
        slow.tell("a");
        slow.tell("b");
        assertThat(sent).containsExactly("a");

        underWay.remove().run();
        assertThat(sent).containsExactly("a", "b");
    }

    @Test
    void only_the_newest_waits_where_the_newest_says_it_all() {
        var slot = slow.slot(Keeping.NEWEST);
        slot.put("1");
        slot.put("2");
        slot.put("3");
        readAll();

        assertThat(sent).containsExactly("1", "3");
        slot.put("4");
        assertThat(sent).containsExactly("1", "3", "4");
    }

    @Test
    void slots_do_not_get_in_each_others_way() {
        var one = slow.slot(Keeping.NEWEST);
        var other = slow.slot(Keeping.NEWEST);
        one.put("a1");
        one.put("a2");
        other.put("b1");
        one.put("a3");
        other.put("b2");
        readAll();

        assertThat(sent).containsExactly("a1", "a3", "b2");
    }

    @Test
    void each_one_is_sent_in_order_where_each_counts() {
        var slot = slow.slot(Keeping.EACH);
        for (int i = 0; i < 100; i++) {
            slot.put(Integer.toString(i));
        }
        readAll();

        assertThat(sent).hasSize(100).startsWith("0", "1").endsWith("99");
        assertThat(givenUp).hasValue(0);
    }

    @Test
    void a_line_that_cannot_keep_up_with_what_counts_is_given_up_once() {
        var slot = slow.slot(Keeping.EACH);
        for (int i = 0; i <= Outbox.MOST_OF_EACH; i++) {
            slot.put("x");
        }
        assertThat(givenUp).hasValue(0);

        slot.put("one too many");
        slot.put("and another");
        slow.tell("nobody hears this");
        assertThat(givenUp).hasValue(1);
        readAll();
        assertThat(sent).containsExactly("x");
    }

    @Test
    void a_client_that_asks_without_reading_is_given_up() {
        for (int i = 0; i < Outbox.MOST_NOTICES + 2; i++) {
            slow.tell("answer");
        }
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void what_was_sent_makes_room_again() {
        var slot = slow.slot(Keeping.EACH);
        for (int i = 0; i < 10 * Outbox.MOST_OF_EACH; i++) {
            slot.put("x");
            slow.tell("y");
            readAll();
        }
        assertThat(givenUp).hasValue(0);
        assertThat(sent).hasSize(20 * Outbox.MOST_OF_EACH);
    }

    @Test
    void an_interruption_drops_what_is_stale_and_nothing_overtakes_it() {
        var slot = slow.slot(Keeping.NEWEST);
        slow.tell("first");
        slot.put("stale");
        slot.interrupt("interrupted");
        slot.put("fresh");
        readAll();

        assertThat(sent).containsExactly("first", "interrupted", "fresh");
    }

    @Test
    void an_interruption_keeps_what_must_not_be_missed() {
        var slot = slow.slot(Keeping.EACH);
        slow.tell("first");
        slot.put("trade");
        slot.interrupt("interrupted");
        readAll();

        assertThat(sent).containsExactly("first", "trade", "interrupted");
    }

    @Test
    void a_cleared_slot_sends_nothing_it_had() {
        for (Keeping keeping : Keeping.values()) {
            sent.clear();
            slow.tell("first");
            var slot = slow.slot(keeping);
            slot.put("old");
            slot.put("older");
            slot.clear();
            slow.tell("last");
            readAll();
            assertThat(sent).as(keeping.name()).containsExactly("first", "last");
        }
    }

    @Test
    void what_is_put_in_while_held_is_sent_afterwards_in_order() {
        var slot = slow.slot(Keeping.EACH);
        slow.hold(
                () -> {
                    slow.tell("first");
                    slot.put("second");
                    assertThat(sent).isEmpty();
                });
        readAll();

        assertThat(sent).containsExactly("first", "second");
    }

    @Test
    void a_last_word_is_said_at_once_and_nothing_after_it() {
        slow.tell("under way");
        slow.tell("waits");
        slow.close("good bye");
        slow.close("again");
        slow.tell("too late");
        readAll();

        assertThat(sent).containsExactly("under way", "good bye");
    }

    @Test
    void a_line_that_is_done_at_once_needs_no_deep_stack() {
        var count = new AtomicInteger();
        var holder = new ArrayList<Outbox<String>>();
        var fast =
                new Outbox<String>(
                        (_, done) -> {
                            if (count.incrementAndGet() < 100_000) {
                                holder.getFirst().tell("more");
                            }
                            done.run();
                        },
                        givenUp::incrementAndGet);
        holder.add(fast);
        fast.tell("start");

        assertThat(count).hasValue(100_000);
        assertThat(givenUp).hasValue(0);
    }
}
