package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.trading.PaperAccounts.MAX_PER_USER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.trading.PaperAccounts;
import cc.profitmaker.application.trading.PaperAccounts.Changed;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.credential.Sha256;
import cc.profitmaker.domain.identity.UserId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What every {@link PaperAccounts} promises. */
public interface PaperAccountsContract {
    UserId ANN = new UserId(new UUID(4, 1));
    UserId BOB = new UserId(new UUID(4, 2));

    /** Empty when a test begins. */
    PaperAccounts accounts();

    @Test
    default void a_new_account_is_empty_and_its_state_is_there_next_time() {
        Optional<String> first = exchange("key", ANN, NOON, "{\"usdt\":\"1\"}");
        Optional<String> second = exchange("key", ANN, NOON, "{\"usdt\":\"2\"}");
        Optional<String> third = exchange("key", ANN, NOON, "{}");

        assertThat(first).isEmpty();
        assertThat(second).contains("{\"usdt\":\"1\"}");
        assertThat(third).contains("{\"usdt\":\"2\"}");
    }

    @Test
    default void the_state_is_kept_to_the_letter() {
        String state = "{ \"b\" : 1.10,\n \"a\": \"é🙂\\u0000\" , \"a\": 1 }";
        exchange("key", ANN, NOON, state);

        assertThat(exchange("key", ANN, NOON, "{}")).contains(state);
    }

    @Test
    default void another_key_is_another_account() {
        exchange("key", ANN, NOON, "mine");

        assertThat(exchange("other", ANN, NOON, "other")).isEmpty();
        assertThat(exchange("key", ANN, NOON, "mine")).contains("mine");
    }

    @Test
    default void the_same_key_reaches_the_account_from_any_user() {
        exchange("key", ANN, NOON, "ann's");

        assertThat(exchange("key", BOB, NOON, "bob's")).contains("ann's");
        assertThat(exchange("key", ANN, NOON, "ann's")).contains("bob's");
    }

    @Test
    default void a_change_that_throws_is_undone_and_what_it_threw_passed_on() {
        exchange("key", ANN, NOON, "before");
        var refusal = new Refusal();

        assertThatThrownBy(() -> refuse("key", refusal)).isSameAs(refusal);
        assertThatThrownBy(() -> refuse("new", refusal)).isSameAs(refusal);

        assertThat(exchange("key", ANN, NOON, "after")).contains("before");
        assertThat(exchange("new", ANN, NOON, "after")).isEmpty();
    }

    @Test
    default void concurrent_changes_of_one_account_happen_one_after_the_other() {
        List<Integer> counted = AllAtOnce.run(100, _ -> count("key"));

        assertThat(counted).doesNotHaveDuplicates().hasSize(100);
        assertThat(exchange("key", ANN, NOON, "")).contains("100");
    }

    @Test
    default void concurrent_changes_of_two_accounts_do_not_mix() {
        AllAtOnce.run(40, i -> count("key" + i % 2));

        assertThat(exchange("key0", ANN, NOON, "")).contains("20");
        assertThat(exchange("key1", ANN, NOON, "")).contains("20");
    }

    @Test
    default void one_account_more_than_allowed_drops_the_one_idle_for_longest() {
        open(MAX_PER_USER, ANN);
        Instant later = NOON.plusSeconds(1000);
        exchange("key0", ANN, later, "used again");

        exchange("one more", ANN, later, "state");

        assertThat(exchange("key0", ANN, later, "kept")).contains("used again");
        assertThat(exchange("one more", ANN, later, "kept")).contains("state");
        assertThat(kept(2, MAX_PER_USER, later)).isEqualTo(MAX_PER_USER - 2);
        assertThat(exchange("key1", ANN, later, "new")).isEmpty();
    }

    @Test
    default void exactly_as_many_as_allowed_are_all_kept() {
        open(MAX_PER_USER, ANN);

        assertThat(kept(0, MAX_PER_USER, NOON.plusSeconds(1000))).isEqualTo(MAX_PER_USER);
    }

    @Test
    default void accounts_count_for_the_user_who_opened_them() {
        exchange("bob's", BOB, NOON, "bob's");
        open(MAX_PER_USER, ANN);
        Instant later = NOON.plusSeconds(1000);
        exchange("key1", BOB, later, "used by bob");

        exchange("one more", ANN, later.plusSeconds(1), "state");

        assertThat(exchange("bob's", BOB, later, "kept")).contains("bob's");
        assertThat(exchange("key1", BOB, later, "kept")).contains("used by bob");
        assertThat(exchange("key0", BOB, later, "new")).isEmpty();
    }

    @Test
    default void concurrent_openings_keep_the_limit() {
        AllAtOnce.run(
                MAX_PER_USER + 20, i -> exchange("key" + i, ANN, NOON.plusMillis(i), "state"));

        int still = kept(0, MAX_PER_USER + 20, NOON.plusSeconds(1));

        assertThat(still).isLessThanOrEqualTo(MAX_PER_USER);
    }

    private void open(int count, UserId opener) {
        for (int i = 0; i < count; i++) {
            exchange("key" + i, opener, NOON.plusSeconds(i), "state");
        }
    }

    /** How many of the keys from and to have an account; looking makes none. */
    private int kept(int from, int to, Instant now) {
        int kept = 0;
        for (int i = from; i < to; i++) {
            try {
                exchangeKnown("key" + i, now);
                kept++;
            } catch (Refusal _) {
                // The throw undid the opening of a new account.
            }
        }
        return kept;
    }

    private void exchangeKnown(String key, Instant now) {
        accounts()
                .change(
                        account(key),
                        ANN,
                        now,
                        state -> new Changed<>(state.orElseThrow(Refusal::new), state));
    }

    private Optional<String> exchange(String key, UserId opener, Instant now, String next) {
        return accounts().change(account(key), opener, now, state -> new Changed<>(next, state));
    }

    private int count(String key) {
        return accounts()
                .change(
                        account(key),
                        ANN,
                        NOON,
                        state -> {
                            int next = Integer.parseInt(state.orElse("0")) + 1;
                            return new Changed<>(Integer.toString(next), next);
                        });
    }

    private void refuse(String key, Refusal refusal) {
        accounts()
                .change(
                        account(key),
                        ANN,
                        NOON,
                        _ -> {
                            throw refusal;
                        });
    }

    private static Fingerprint account(String key) {
        return new Fingerprint(Sha256.hex(key));
    }

    /** Something only the change itself can have thrown. */
    final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
